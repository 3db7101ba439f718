package io.inventory4j.benchmarks.redis;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much of Redis' memory an open reservation takes, with a buyer's counter of its own and its journal entry: in all,
 * and by key. Ids have 14 characters, counters 20.
 */
public final class RedisFootprint {
    private static final StockKey SKU = StockKey.of("LIPSTICK-01");
    private static final String NAMESPACE = "footprint";
    private static final List<String> KEYS = List.of("rows", "journal", "expiry", "opened", "stale");

    private RedisFootprint() {}

    public static void run(int reservations, int... batches) {
        for (int batch : batches) {
            try (StartedRedis redis = new StartedRedis();
                    RedisConnections connections = redis.connections()) {
                fill(redis.server(), connections, reservations, batch);
            }
        }
    }

    private static void fill(RedisServer server, RedisConnections connections, int reservations, int batch) {
        try (RedisLedger ledger =
                RedisLedger.builder(connections).namespace(NAMESPACE).build()) {
            Posting all = new Posting(SKU, Bucket.OUTSIDE, Bucket.AVAILABLE, reservations);
            ledger.apply(List.of(Move.of("opening", "opening", all)));
            long before = used(server);
            for (int i = 0; i < reservations; i += batch) {
                List<Command> some = new ArrayList<>();
                for (int j = i; j < Math.min(reservations, i + batch); j++) {
                    some.add(reserve(j));
                }
                ledger.apply(some);
            }
            System.out.printf(
                    Locale.ROOT,
                    "bench=redis-footprint reservations=%d batch=%d bytes_each=%.0f%s%n",
                    reservations,
                    batch,
                    (double) (used(server) - before) / reservations,
                    byKey(server, reservations));
        }
    }

    private static Reserve reserve(int i) {
        String number = String.format(Locale.ROOT, "%08d", i);
        return new Reserve(
                ReservationId.of("order-" + number),
                List.of(new ReserveLine(SKU, 1, 0, List.of(Charge.of("buyer/limit-" + number, 2)))),
                List.of(),
                Duration.ofMinutes(15),
                null);
    }

    private static long used(RedisServer server) {
        return server.command("INFO", "memory")
                .lines()
                .filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).trim()))
                .findFirst()
                .orElseThrow();
    }

    private static String byKey(RedisServer server, int reservations) {
        StringBuilder text = new StringBuilder();
        for (String key : KEYS) {
            String bytes = server.command("MEMORY", "USAGE", "{" + NAMESPACE + "}:" + key, "SAMPLES", "1000");
            // Redis has no key for an empty collection.
            double each =
                    bytes.isBlank() || bytes.equals("(nil)") ? 0 : Double.parseDouble(bytes.trim()) / reservations;
            text.append(String.format(Locale.ROOT, " %s=%.0f", key, each));
        }
        return text.toString();
    }
}
