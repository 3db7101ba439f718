package io.inventory4j.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What stored reservations cost those that come later: two ledgers side by side in one store, one with few and one with
 * many of them, half pending and half sold. What the filling has left for the store to do is done first. Each step is
 * measured on one and then on the other, round by round. The clock is turned by hand, so that a known number is overdue.
 */
final class History {
    private static final StockKey SKU = StockKey.of("A");
    private static final int ROUNDS = 100;
    private static final int WARM_UP = 3;
    /** Both sides alike; by itself a database would do it for one side and not yet for the other. */
    private static final int SETTLE_EVERY = 10;

    private static final int CALLS = 200;
    private static final int FILL = 1_000;

    /** One of the two ledgers, and its clock. */
    private static final class Side implements InstantSource {
        private final StockLedger ledger;
        private final int stored;
        private final Map<String, List<Double>> micros = new LinkedHashMap<>();
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");
        private int orders;

        Side(int stored, Function<InstantSource, StockLedger> opened) {
            this.stored = stored;
            ledger = opened.apply(this);
        }

        @Override
        public Instant instant() {
            return now;
        }

        void fill() {
            ledger.apply(List.of(
                    Move.of("opening", "opening", new Posting(SKU, Bucket.OUTSIDE, Bucket.AVAILABLE, 1_000_000_000))));
            for (int i = 0; i < stored; i += FILL) {
                List<Command> batch = new ArrayList<>();
                for (int j = 0; j < FILL; j++) {
                    Reserve reserve = reserve(Duration.ofDays(30));
                    batch.add(reserve);
                    if (j % 2 == 0) {
                        batch.add(Settle.all(reserve.id(), "pay", Transition.CONFIRM));
                    }
                }
                ledger.apply(batch);
            }
        }

        Reserve reserve(Duration holdFor) {
            String id = "order-" + orders++;
            return new Reserve(
                    ReservationId.of(id),
                    List.of(new ReserveLine(SKU, 1, 0, List.of(Charge.of("buyer/" + id, 2)))),
                    List.of(),
                    holdFor,
                    null);
        }

        private void timed(String step, int times, Runnable work, boolean kept) {
            long began = System.nanoTime();
            work.run();
            if (kept) {
                micros.computeIfAbsent(step, key -> new ArrayList<>()).add((System.nanoTime() - began) / 1e3 / times);
            }
        }

        void round(boolean kept) {
            timed("reserve", CALLS, () -> repeat(() -> ledger.apply(List.of(reserve(Duration.ofSeconds(10))))), kept);
            now = now.plusSeconds(10);
            timed("expire", CALLS, () -> expect(CALLS, ledger.expire(CALLS).size()), kept);
            now = now.plusSeconds(10);
            // Reservations and counters of those that have just expired.
            timed(
                    "purge",
                    2 * CALLS,
                    () -> {
                        int before = ledger.purge(Duration.ofSeconds(5), CALLS);
                        expect(2 * CALLS, before + ledger.purge(Duration.ofSeconds(5), CALLS));
                    },
                    kept);
            timed(
                    "open",
                    CALLS,
                    () -> {
                        List<Reservation> page = ledger.open(SKU, null, CALLS);
                        expect(CALLS, page.size());
                    },
                    kept);
        }

        private static void repeat(Runnable call) {
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
        }

        private static void expect(int wanted, int found) {
            if (wanted != found) {
                throw new IllegalStateException("found " + found + " and not " + wanted);
            }
        }
    }

    private History() {}

    static void inDatabase(Store store, int few, int many) {
        try (HikariDataSource pool = store.pool(4)) {
            Side small = new Side(few, clock -> jdbc(pool, "few_", clock));
            Side large = new Side(many, clock -> jdbc(pool, "many_", clock));
            run(store.name(), small, large, () -> store.settle(pool));
        }
    }

    private static StockLedger jdbc(HikariDataSource pool, String prefix, InstantSource clock) {
        JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
        schema.createIn(pool);
        return JdbcLedger.builder(pool)
                .schema(schema)
                .clock(clock)
                .notifying(false)
                .timeout(Duration.ofMinutes(1))
                .build();
    }

    static void inRedis(int few, int many) {
        try (StartedRedis redis = new StartedRedis();
                RedisConnections connections = redis.connections()) {
            Side small = new Side(few, clock -> redis(connections, "few", clock));
            Side large = new Side(many, clock -> redis(connections, "many", clock));
            run("redis", small, large, () -> {});
        }
    }

    private static StockLedger redis(RedisConnections connections, String namespace, InstantSource clock) {
        return RedisLedger.builder(connections)
                .namespace(namespace)
                .clock(clock)
                .build();
    }

    private static void run(String store, Side small, Side large, Runnable settle) {
        small.fill();
        large.fill();
        settle.run();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            if (round % SETTLE_EVERY == 0) {
                settle.run();
            }
            small.round(round >= 0);
            large.round(round >= 0);
        }
        small.micros
                .keySet()
                .forEach(step -> System.out.printf(
                        Locale.ROOT,
                        "bench=history-%s subject=%s few=%d many=%d few_us=%.1f many_us=%.1f ratio=%.2f%n",
                        store.toLowerCase(Locale.ROOT),
                        step,
                        small.stored,
                        large.stored,
                        median(small, step),
                        median(large, step),
                        median(large, step) / median(small, step)));
    }

    private static double median(Side side, String step) {
        double[] sorted = side.micros.getOrDefault(step, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }
}
