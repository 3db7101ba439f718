package io.inventory4j.benchmarks.redis;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much of Redis' memory an open reservation takes, with a buyer's counter of its own and its journal entry: in all,
 * and by key. Ids have 14 characters, counters 20.
 */
public final class RedisFootprint {
    private static final StockKey SKU = StockKey.of("LIPSTICK-01");
    private static final String NAMESPACE = "footprint";
    private static final List<String> KEYS = List.of("rows", "journal", "expiry", "opened", "stale");

    private RedisFootprint() {}

    public static void run(Plan plan, Results results) {
        if (!plan.includes("redis")) {
            results.skip("redis-footprint", "the command line leaves it out");
            return;
        }
        for (int batch : new int[] {1, 64}) {
            try (StartedRedis redis = new StartedRedis();
                    RedisConnections connections = redis.connections()) {
                results.add(fill(redis.server(), connections, plan.pick(1_000, 50_000, 1_000_000), batch));
            }
        }
    }

    private static Row fill(RedisServer server, RedisConnections connections, int reservations, int batch) {
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
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("bytes", (double) (used(server) - before) / reservations);
            KEYS.forEach(key -> values.put(key + "_bytes", bytes(server, key) / reservations));
            return Row.of("redis-footprint", "calls-of-" + batch, values);
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

    private static double bytes(RedisServer server, String key) {
        String bytes = server.command("MEMORY", "USAGE", "{" + NAMESPACE + "}:" + key, "SAMPLES", "1000");
        // Redis has no key for an empty collection.
        return bytes.isBlank() || bytes.equals("(nil)") ? 0 : Double.parseDouble(bytes.trim());
    }
}
