package io.inventory4j.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process of a server, which works in a folder of its own. It dies with this JVM, even if the JVM is killed. Every
 * signal goes to the processes that it has started too. Linux only. Thread-safe.
 */
public final class ServerProcess {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration END = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 5;
    private static final int LOG_SHOWN = 4_000;

    /** Finds out whether a server is ready. */
    @FunctionalInterface
    public interface Probe {
        /** Whether it is ready; an exception means not yet. */
        boolean ready() throws Exception;
    }

    private final Path folder;
    private @Nullable ProcessTree running;
    private @Nullable Process guard;

    /** No process yet. The folder is the server's own; it is deleted if this JVM dies while the server runs. */
    public ServerProcess(Path folder) {
        this.folder = folder;
    }

    /** The file that the server's output is appended to. */
    public Path log() {
        return folder.resolve("server.log");
    }

    /** The end of the server's output. */
    public String logged() {
        try {
            String log = Files.readString(log(), StandardCharsets.ISO_8859_1);
            return log.substring(Math.max(0, log.length() - LOG_SHOWN));
        } catch (IOException e) {
            return "nothing: " + e;
        }
    }

    /** Runs a command that is the server itself, not what starts it, and returns when the server is ready. */
    public synchronized void start(List<String> command, Probe probe) {
        if (runs()) {
            throw new IllegalStateException("the server still runs");
        }
        forget();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
            running = new ProcessTree(process);
            guard = ServerGuard.of(process, folder);
            awaitReady(process, probe);
        } catch (IOException e) {
            throw new UncheckedIOException("the server could not be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the server started", e);
        }
    }

    private void awaitReady(Process process, Probe probe) throws InterruptedException {
        long begin = System.nanoTime();
        @Nullable Exception last;
        do {
            try {
                if (probe.ready()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                last = e;
            }
        } while (!process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() - begin < START.toNanos());
        throw new IllegalStateException("the server did not start; it wrote: " + logged(), last);
    }

    private boolean runs() {
        return running != null && running.root().isAlive();
    }

    private ProcessTree alive() {
        if (running == null || !runs()) {
            throw new IllegalStateException("the server does not run; it wrote: " + logged());
        }
        return running;
    }

    /** The id of the process. */
    public synchronized long pid() {
        return alive().root().pid();
    }

    /** Stops the server where it is: connections stay open, and nobody answers. */
    public synchronized void freeze() {
        alive().freeze();
    }

    /** Lets a frozen server go on. */
    public synchronized void thaw() {
        alive().thaw();
    }

    /** Kills the server, and returns when it is dead. Does nothing if it does not run. */
    public synchronized void kill() {
        if (running != null && runs()) {
            running.kill();
        }
        forget();
    }

    /** Ends the server with a signal, kills it if it does not end in time, and deletes its folder. */
    public synchronized void close(String signal) {
        if (running != null && runs()) {
            running.end(signal, END);
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
}
