package io.inventory4j.examples.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server in a folder of its own. It is ended, and its folder deleted, when it is closed, and also when this process
 * ends before, unless it is killed.
 */
final class ServerRun implements SaleServer.Running {
    /** How a server is ended. */
    @FunctionalInterface
    interface End {
        void run() throws Exception;
    }

    /** How a server is started in a folder. */
    @FunctionalInterface
    interface Start {
        ServerRun in(Path folder) throws IOException;
    }

    private final String url;
    private final Path folder;
    private final End end;
    private final Thread atExit = new Thread(this::end, "server-end");
    private boolean ended;

    ServerRun(String url, Path folder, End end) {
        this.url = url;
        this.folder = folder;
        this.end = end;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts a server in a fresh folder; of one that does not start, nothing is left. */
    static ServerRun start(String name, Start start) throws IOException {
        Path folder = Files.createTempDirectory("live-sale-" + name);
        boolean started = false;
        try {
            ServerRun run = start.in(folder);
            started = true;
            return run;
        } finally {
            if (!started) {
                delete(folder);
            }
        }
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The process ends already, and the hook finds that all is done.
            return;
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            end.run();
        } catch (Exception e) {
            throw new IllegalStateException("the server could not be ended", e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // The server's own library was faster.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of a server could not be deleted: " + folder, e);
        }
    }
}
