package io.inventory4j.servers.redis;

import io.inventory4j.servers.ProcessTree;
import io.inventory4j.servers.ServerFolders;
import io.inventory4j.servers.ServerGuard;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Redis that runs as a child process of this JVM, and dies with it even if the JVM is killed. Linux only. */
public final class EmbeddedRedis extends RedisServer {
    private static final Duration START = Duration.ofSeconds(30);
    private static final int LOG_SHOWN = 4_000;
    private static final int ATTEMPTS = 5;
    private static final String TAKEN = "Address already in use";
    private static final String CONFIGURATION = "redis.conf";
    private static final String LOG = "server.log";
    /** Who asks where a test has taken the usual user's rights. */
    private static final String OWNER = "server-owner";

    private final Path folder;
    private final List<String> command;
    private final boolean login;
    private @Nullable ProcessTree running;
    private @Nullable Process guard;

    private EmbeddedRedis(Path folder, int port, List<String> command, boolean login) {
        super(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        this.folder = folder;
        this.command = command;
        this.login = login;
    }

    /** Starts a server. */
    public static EmbeddedRedis start(RedisSettings settings) {
        List<String> lines =
                new ArrayList<>(List.of("save \"\"", "repl-diskless-sync yes", "repl-diskless-sync-delay 0"));
        if (settings.hasUsers()) {
            lines.add("user " + OWNER + " on >" + OWNER + " ~* &* +@all");
        }
        lines.addAll(settings.lines());
        return start(lines, settings.isClustered(), settings.hasUsers(), false);
    }

    /** Starts a Sentinel. */
    public static EmbeddedRedis sentinel(List<String> lines) {
        return start(lines, false, false, true);
    }

    /** One that does not start leaves nothing behind. */
    private static EmbeddedRedis start(List<String> lines, boolean clustered, boolean login, boolean sentinel) {
        for (int attempt = 1; ; attempt++) {
            EmbeddedRedis server = prepared(lines, clustered, login, sentinel);
            try {
                server.restart();
                return server;
            } catch (IllegalStateException e) {
                boolean again = attempt < ATTEMPTS && server.logged().contains(TAKEN);
                server.close();
                // Another JVM has taken the port since it was found free.
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

    /** Where it keeps its data. */
    public Path folder() {
        return folder;
    }

    /** The number of its process. */
    public synchronized long pid() {
        return alive().root().pid();
    }

    @Override
    public boolean killable() {
        return true;
    }

    @Override
    public synchronized void kill() {
        if (running != null && running.root().isAlive()) {
            running.kill();
        }
        running = null;
        if (guard != null) {
            guard.destroyForcibly();
            guard = null;
        }
    }

    @Override
    public synchronized void freeze() {
        alive().freeze();
    }

    @Override
    public synchronized void thaw() {
        alive().thaw();
    }

    private ProcessTree alive() {
        if (running == null || !running.root().isAlive()) {
            throw new IllegalStateException("the server does not run; it wrote: " + logged());
        }
        return running;
    }

    @Override
    public synchronized void restart() {
        if (running != null && running.root().isAlive()) {
            throw new IllegalStateException("the server still runs");
        }
        kill();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(folder.resolve(LOG).toFile()))
                    .start();
            running = new ProcessTree(process);
            guard = ServerGuard.of(process, folder);
            awaitAnswer(process);
        } catch (IOException e) {
            throw new UncheckedIOException("the server could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    private void awaitAnswer(Process process) throws InterruptedException {
        long begin = System.nanoTime();
        while (!answers(process)) {
            boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
            if (ended || System.nanoTime() - begin > START.toNanos()) {
                throw new IllegalStateException("the server did not start; it wrote: " + logged());
            }
        }
    }

    // Another server could have taken the port: only the number of the process tells who answers.
    private boolean answers(Process process) {
        try {
            List<String> told = command("INFO").lines().toList();
            return told.contains("process_id:" + process.pid()) && !told.contains("loading:1");
        } catch (RespConnection.Failure e) {
            return false;
        }
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

    @Override
    public synchronized void close() {
        kill();
        ServerFolders.delete(folder);
    }

    /** The last of what it has told. */
    private String logged() {
        try {
            String log = Files.readString(folder.resolve(LOG), StandardCharsets.ISO_8859_1);
            return log.substring(Math.max(0, log.length() - LOG_SHOWN));
        } catch (IOException e) {
            return "nothing: " + e;
        }
    }
}
