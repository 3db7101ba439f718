package io.inventory4j.benchmarks;

import java.util.List;
import java.util.Locale;

/** Runs the scenes that are named, or all of them; one line per subject. */
public final class Benchmarks {
    private static final int ORDERS = 20_000;
    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;
    private static final List<String> SCENES =
            List.of("memory-hot", "memory-wave", "memory-sold-out", "footprint", "expiry-pause");
    private static final List<String> STORE_SCENES = List.of(
            "jdbc-hot-postgres",
            "jdbc-hot-mariadb",
            "jdbc-hot-h2",
            "jdbc-history-postgres",
            "jdbc-history-mariadb",
            "jdbc-history-h2",
            "jdbc-history-sqlite",
            "redis-hot",
            "redis-feed",
            "redis-footprint",
            "redis-history",
            "redis-restore");

    private Benchmarks() {}

    /**
     * Runs scenes.
     *
     * @param scenes their names, none for all that need no server; a memory scene may say how many orders it has, as in
     *     {@code memory-hot=200000}, and a history how many reservations are stored
     */
    public static void main(String... scenes) throws Exception {
        List<String> wanted = scenes.length == 0 ? SCENES : List.of(scenes);
        for (String scene : wanted) {
            String[] parts = scene.split("=", 2);
            int orders = parts.length == 2 ? Integer.parseInt(parts[1]) : ORDERS;
            switch (parts[0]) {
                case "memory-hot" -> new MemoryHot(orders).run(MemoryHot.Scene.HOT, 1, 2, 8, 64);
                case "memory-wave" -> new MemoryHot(orders).run(MemoryHot.Scene.WAVE, 1, 2, 8);
                case "memory-sold-out" -> new MemoryHot(orders).run(MemoryHot.Scene.SOLD_OUT, 1, 2, 8);
                case "footprint" -> new Footprint().run();
                case "expiry-pause" -> new ExpiryPause().run();
                default -> {
                    if (!STORE_SCENES.contains(parts[0])) {
                        System.err.println(
                                "unknown scene " + scene + "; scenes are " + SCENES + " and " + STORE_SCENES);
                        System.exit(2);
                    }
                    if (parts[0].startsWith("redis")) {
                        onRedis(parts[0], parts.length == 2 ? orders : MANY);
                    } else {
                        onStore(parts[0], parts.length == 2 ? orders : MANY);
                    }
                }
            }
        }
    }

    private static void onRedis(String scene, int stored) throws Exception {
        switch (scene) {
            case "redis-hot" -> RedisHot.run(1, 64, 512);
            case "redis-footprint" -> RedisFootprint.run(stored, 1, 64);
            case "redis-history" -> History.inRedis(FEW, stored);
            case "redis-restore" -> RedisRestore.run(stored, 64, 1);
            default -> {
                RedisFeedDelay.run(1_000);
                RedisFeedDelay.run(10_000);
            }
        }
    }

    private static void onStore(String scene, int stored) throws Exception {
        int dash = scene.lastIndexOf('-');
        Store store = Store.valueOf(scene.substring(dash + 1).toUpperCase(Locale.ROOT));
        if (scene.startsWith("jdbc-hot")) {
            JdbcHot.run(store, 1, 16, 64, 512);
        } else {
            History.inDatabase(store, FEW, stored);
        }
    }
}
