package io.inventory4j.servers.jdbc;

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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database server that runs as a child process of this JVM, and dies with it even if the JVM is killed. Linux only. */
public abstract class EmbeddedServer extends DatabaseServer {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(10);
    private static final int LOG_SHOWN = 4_000;

    private final Path folder;
    private @Nullable ProcessTree running;
    private @Nullable Process guard;

    /** The folder is its own, and is deleted at the end. */
    public EmbeddedServer(DatabaseKind kind, Path folder, int port, String rest) {
        super(kind, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), rest);
        this.folder = folder;
    }

    /** The command that runs the server in the foreground. */
    public abstract List<String> command();

    /** The signal that ends it fast and leaves nothing behind outside of its folder. */
    public abstract String endSignal();

    /** Starts the server for the first time; one that does not start leaves nothing behind. */
    public static <S extends EmbeddedServer> S started(Path folder, Supplier<S> prepare) {
        boolean started = false;
        @Nullable S server = null;
        try {
            server = prepare.get();
            server.restart();
            started = true;
            return server;
        } finally {
            if (!started) {
                if (server != null) {
                    server.close();
                }
                ServerFolders.delete(folder);
            }
        }
    }

    /** Where a server in this folder writes what it has to tell. */
    public static Path log(Path folder) {
        return folder.resolve("server.log");
    }

    @Override
    public final boolean killable() {
        return true;
    }

    @Override
    public final synchronized void kill() {
        if (running != null && running.root().isAlive()) {
            running.kill();
        }
        forget();
    }

    @Override
    public final synchronized void freeze() {
        alive().freeze();
    }

    @Override
    public final synchronized void thaw() {
        alive().thaw();
    }

    private ProcessTree alive() {
        if (running == null || !running.root().isAlive()) {
            throw new IllegalStateException("the server does not run; it wrote: " + logged(folder));
        }
        return running;
    }

    @Override
    public final synchronized void restart() {
        if (running != null && running.root().isAlive()) {
            throw new IllegalStateException("the server still runs");
        }
        forget();
        try {
            Process process = new ProcessBuilder(command())
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder).toFile()))
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
        DataSource source = dataSource(address());
        long begin = System.nanoTime();
        while (true) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                return;
            } catch (SQLException e) {
                boolean ended = process.waitFor(20, TimeUnit.MILLISECONDS);
                if (ended || System.nanoTime() - begin > START.toNanos()) {
                    throw new IllegalStateException("the server did not start; it wrote: " + logged(folder), e);
                }
            }
        }
    }

    @Override
    public final synchronized void close() {
        if (running != null && running.root().isAlive()) {
            running.end(endSignal(), END);
        }
        forget();
        ServerFolders.delete(folder);
    }

    private void forget() {
        running = null;
        if (guard != null) {
            guard.destroyForcibly();
            guard = null;
        }
    }

    /** The last of what a server in this folder has told. */
    public static String logged(Path folder) {
        try {
            String log = Files.readString(log(folder), StandardCharsets.ISO_8859_1);
            return log.substring(Math.max(0, log.length() - LOG_SHOWN));
        } catch (IOException e) {
            return "nothing: " + e;
        }
    }
}
