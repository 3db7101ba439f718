package io.inventory4j.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Folders and free ports for the servers of tests. */
public final class ServerFolders {
    // Below the ports that clients get: while the server is down, a client that got its port would connect to itself.
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 30_000;
    // The nodes of a Redis cluster talk to each other on a second port, which has to be below those too.
    private static final int BUS = 10_000;
    private static final int HIGHEST_CLUSTER_PORT = 22_700;

    private ServerFolders() {}

    /** A folder that later runs find again, for what is the same in each. */
    public static Path lasting(String name) {
        try {
            return Files.createDirectories(Path.of("target", "servers", name).toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + name, e);
        }
    }

    /** A new folder for one server. */
    public static Path fresh(String name) {
        try {
            return Files.createTempDirectory(lasting("data"), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for " + name, e);
        }
    }

    /** Deletes a folder with all that is in it. Does nothing if there is none. */
    public static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // It is deleted already.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("a folder of a server could not be deleted", e);
        }
    }

    /** A port on which nobody listens. */
    public static int freePort() {
        return freePort(HIGHEST_PORT, port -> true);
    }

    /** A port on which nobody listens, for a node of a Redis cluster: its second port is free too. */
    public static int freeClusterPort() {
        return freePort(HIGHEST_CLUSTER_PORT, port -> free(port + BUS));
    }

    private static int freePort(int highest, IntPredicate suits) {
        int first = new SecureRandom().nextInt(LOWEST_PORT, highest);
        for (int port = first; port < highest; port++) {
            if (free(port) && suits.test(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + first + " to " + highest);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
