package io.inventory4j.benchmarks;

import io.inventory4j.benchmarks.jdbc.Database;
import io.inventory4j.benchmarks.jdbc.JdbcHistory;
import io.inventory4j.benchmarks.jdbc.JdbcHot;
import io.inventory4j.benchmarks.memory.ExpiryPause;
import io.inventory4j.benchmarks.memory.MemoryFootprint;
import io.inventory4j.benchmarks.memory.MemoryHot;
import io.inventory4j.benchmarks.redis.RedisFeedDelay;
import io.inventory4j.benchmarks.redis.RedisFootprint;
import io.inventory4j.benchmarks.redis.RedisHistory;
import io.inventory4j.benchmarks.redis.RedisHot;
import io.inventory4j.benchmarks.redis.RedisRestore;
import io.inventory4j.benchmarks.redis.RedisStrict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The program: runs the scenes that the command line names. Each scene prints one line per subject. */
public final class Benchmarks {
    private static final int ORDERS = 20_000;
    private static final int STORED = 1_000_000;
    private static final int NO_SIZE = 0;

    private interface Body {
        void run(int size) throws Exception;
    }

    /**
     * A scene, and how many orders or reservations it has unless the command line says so; some have no such number.
     */
    private record Scene(String name, int size, String what, Body body) {}

    /** A scene as the command line names it. */
    private record Run(Scene scene, int size) {}

    private static final List<Scene> IN_MEMORY = List.of(
            new Scene(
                    "memory-hot",
                    ORDERS,
                    "orders of one hot SKU are reserved and confirmed",
                    orders -> new MemoryHot(orders).run(MemoryHot.Scene.HOT, 1, 2, 8, 64)),
            new Scene(
                    "memory-wave",
                    ORDERS,
                    "orders, all reserved before any is confirmed",
                    orders -> new MemoryHot(orders).run(MemoryHot.Scene.WAVE, 1, 2, 8)),
            new Scene(
                    "memory-sold-out",
                    ORDERS,
                    "orders that are all refused",
                    orders -> new MemoryHot(orders).run(MemoryHot.Scene.SOLD_OUT, 1, 2, 8)),
            new Scene("footprint", NO_SIZE, "bytes of a stored row in memory", size -> new MemoryFootprint().run()),
            new Scene(
                    "expiry-pause",
                    NO_SIZE,
                    "the longest sweep while a buyer goes on reserving",
                    size -> new ExpiryPause().run()));

    private static final List<Scene> IN_STORES = List.of(
            jdbcHot(Database.POSTGRES),
            jdbcHot(Database.MARIADB),
            jdbcHot(Database.H2),
            jdbcHistory(Database.POSTGRES),
            jdbcHistory(Database.MARIADB),
            jdbcHistory(Database.H2),
            jdbcHistory(Database.SQLITE),
            new Scene("redis-hot", NO_SIZE, "one hot SKU in Redis", size -> RedisHot.run(1, 64, 512)),
            new Scene("redis-strict", NO_SIZE, "what it costs to wait for a replica", size -> RedisStrict.run(1, 64)),
            new Scene("redis-feed", NO_SIZE, "the delay of a change to a listener on another node", size -> {
                RedisFeedDelay.run(1_000);
                RedisFeedDelay.run(10_000);
            }),
            new Scene(
                    "redis-footprint",
                    STORED,
                    "reservations, and their bytes in Redis",
                    reservations -> RedisFootprint.run(reservations, 1, 64)),
            new Scene("redis-history", STORED, "stored reservations, and what they cost later ones", RedisHistory::run),
            new Scene(
                    "redis-restore",
                    STORED,
                    "orders, archived and restored",
                    orders -> RedisRestore.run(orders, 64, 1)));

    private Benchmarks() {}

    private static Scene jdbcHot(Database database) {
        return new Scene(
                "jdbc-hot-" + database.label(),
                NO_SIZE,
                "one hot SKU in the database",
                size -> JdbcHot.run(database, 1, 16, 64, 512));
    }

    private static Scene jdbcHistory(Database database) {
        return new Scene(
                "jdbc-history-" + database.label(),
                STORED,
                "stored reservations, and what they cost later ones",
                stored -> JdbcHistory.run(database, stored));
    }

    /**
     * Runs scenes.
     *
     * @param arguments their names, or none for all scenes in memory; {@code memory-hot=200000} sets a scene's number
     */
    public static void main(String... arguments) throws Exception {
        List<String> names = List.of(arguments);
        if (names.contains("-h") || names.contains("--help")) {
            printUsage(System.out);
            return;
        }
        List<Run> runs = new ArrayList<>();
        for (String name : names) {
            Optional<Run> run = parse(name);
            if (run.isEmpty()) {
                System.err.println("Cannot run '" + name + "': no such scene, or not a number for it.");
                printUsage(System.err);
                System.exit(2);
            }
            run.ifPresent(runs::add);
        }
        if (names.isEmpty()) {
            IN_MEMORY.forEach(scene -> runs.add(new Run(scene, scene.size())));
        }
        for (Run run : runs) {
            run.scene().body().run(run.size());
        }
    }

    /** The run that an argument asks for, or nothing if the argument is wrong. */
    private static Optional<Run> parse(String argument) {
        String[] parts = argument.split("=", 2);
        Optional<Scene> scene = scenes().stream()
                .filter(candidate -> candidate.name().equals(parts[0]))
                .findFirst();
        if (parts.length == 1) {
            return scene.map(found -> new Run(found, found.size()));
        }
        // At most nine digits, which an int holds.
        return parts[1].matches("[1-9][0-9]{0,8}")
                ? scene.filter(found -> found.size() != NO_SIZE)
                        .map(found -> new Run(found, Integer.parseInt(parts[1])))
                : Optional.empty();
    }

    private static List<Scene> scenes() {
        List<Scene> scenes = new ArrayList<>(IN_MEMORY);
        scenes.addAll(IN_STORES);
        return scenes;
    }

    private static void printUsage(PrintStream out) {
        out.println("Usage: benchmarks [-h] [scene[=number]]...");
        out.println("Without a name, all scenes in memory run. A number replaces the one that is shown.");
        out.println();
        out.println("Scenes in memory:");
        IN_MEMORY.forEach(scene -> print(scene, out));
        out.println("Scenes in stores, which start their servers (run them by exec:java, see docs/benchmarks.md):");
        IN_STORES.forEach(scene -> print(scene, out));
    }

    private static void print(Scene scene, PrintStream out) {
        String number = scene.size() == NO_SIZE ? "" : String.format(Locale.ROOT, "%,d ", scene.size());
        out.printf("  %-24s%s%s%n", scene.name(), number, scene.what());
    }
}
