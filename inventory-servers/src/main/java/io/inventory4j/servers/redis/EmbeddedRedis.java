package io.inventory4j.servers.redis;

import io.inventory4j.servers.ServerFolders;
import io.inventory4j.servers.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Redis that runs as a child process of this JVM, and dies with it. */
final class EmbeddedRedis extends RedisServer {
    private static final int ATTEMPTS = 5;
    private static final String TAKEN = "Address already in use";
    private static final String CONFIGURATION = "redis.conf";
    /** The user that this class logs in as, where a test has limited the default user. */
    private static final String OWNER = "server-owner";

    private final Path folder;
    private final ServerProcess process;
    private final List<String> command;
    private final boolean login;

    private EmbeddedRedis(Path folder, int port, List<String> command, boolean login) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.folder = folder;
        this.process = new ServerProcess(folder);
        this.command = command;
        this.login = login;
    }

    /** Starts a server. */
    static EmbeddedRedis start(RedisSettings settings) {
        List<String> lines =
                new ArrayList<>(List.of("save \"\"", "repl-diskless-sync yes", "repl-diskless-sync-delay 0"));
        if (settings.hasUsers()) {
            lines.add("user " + OWNER + " on >" + OWNER + " ~* &* +@all");
        }
        lines.addAll(settings.lines());
        return start(lines, settings.isClustered(), settings.hasUsers(), false);
    }

    /** Starts a Sentinel. */
    static EmbeddedRedis sentinel(List<String> lines) {
        return start(lines, false, false, true);
    }

    private static EmbeddedRedis start(List<String> lines, boolean clustered, boolean login, boolean sentinel) {
        for (int attempt = 1; ; attempt++) {
            EmbeddedRedis server = prepared(lines, clustered, login, sentinel);
            try {
                server.restart();
                return server;
            } catch (IllegalStateException e) {
                boolean again = attempt < ATTEMPTS && server.process.logged().contains(TAKEN);
                server.close();
                // Again only if another JVM has taken the port since it was found free.
                if (!again) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedRedis prepared(List<String> lines, boolean clustered, boolean login, boolean sentinel) {
        Path program = RedisProgram.file();
        Path folder = ServerFolders.fresh(sentinel ? "sentinel" : "redis");
        int port = clustered ? ServerFolders.freeClusterPort() : ServerFolders.freePort();
        List<String> configuration = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1"));
        configuration.addAll(lines);
        try {
            Files.write(folder.resolve(CONFIGURATION), configuration);
        } catch (IOException e) {
            ServerFolders.delete(folder);
            throw new UncheckedIOException("a server could not be set up", e);
        }
        List<String> command = new ArrayList<>(List.of(program.toString(), CONFIGURATION));
        if (sentinel) {
            command.add("--sentinel");
        }
        return new EmbeddedRedis(folder, port, command, login);
    }

    /** The folder of its configuration, data and log. */
    Path folder() {
        return folder;
    }

    /** The id of its process. */
    long pid() {
        return process.pid();
    }

    @Override
    public boolean killable() {
        return true;
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void freeze() {
        process.freeze();
    }

    @Override
    public void thaw() {
        process.thaw();
    }

    @Override
    public void restart() {
        process.start(command, this::isReady);
    }

    // Another server could have taken the port: only the id of the process says who answers.
    private boolean isReady() {
        List<String> info = command("INFO").lines().toList();
        return info.contains("process_id:" + pid()) && !info.contains("loading:1");
    }

    @Override
    public RespConnection connect(Duration patience) {
        RespConnection connection = super.connect(patience);
        boolean ready = false;
        try {
            if (login) {
                connection.ask(RespConnection.words("AUTH", OWNER, OWNER));
            }
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    /** Whatever it leaves is in its folder. */
    @Override
    public void close() {
        process.close("KILL");
    }
}
