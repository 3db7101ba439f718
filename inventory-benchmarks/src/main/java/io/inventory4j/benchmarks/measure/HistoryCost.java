package io.inventory4j.benchmarks.measure;

import io.inventory4j.Bucket;
import io.inventory4j.Charge;
import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What stored reservations cost later ones: two ledgers in one store, one with few and one with many stored
 * reservations, half of them pending and half sold. Each step is measured on one ledger and then on the other, round by
 * round. Before that, the store does the background work that the filling has caused. Each ledger's clock is set by the
 * scene, so that a known number of reservations is overdue.
 */
public final class HistoryCost {
    private static final StockKey SKU = StockKey.of("A");
    private static final int FEW = 10_000;
    private static final int ROUNDS = 100;
    private static final int WARM_UP = 3;
    /** Often enough that both sides are alike; left alone, a database would settle one side and not yet the other. */
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

        Side(String name, int stored, Opening opening) {
            this.stored = stored;
            ledger = opening.open(name, this);
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

        private void timed(String step, int times, Runnable work, boolean counts) {
            long began = System.nanoTime();
            work.run();
            if (counts) {
                micros.computeIfAbsent(step, key -> new ArrayList<>()).add((System.nanoTime() - began) / 1e3 / times);
            }
        }

        void round(boolean counts) {
            timed("reserve", CALLS, () -> repeat(() -> ledger.apply(List.of(reserve(Duration.ofSeconds(10))))), counts);
            now = now.plusSeconds(10);
            timed("expire", CALLS, () -> expect(CALLS, ledger.expire(CALLS).size()), counts);
            now = now.plusSeconds(10);
            // The reservations that have just expired, and their counters.
            timed(
                    "purge",
                    2 * CALLS,
                    () -> {
                        int before = ledger.purge(Duration.ofSeconds(5), CALLS);
                        expect(2 * CALLS, before + ledger.purge(Duration.ofSeconds(5), CALLS));
                    },
                    counts);
            timed(
                    "open",
                    CALLS,
                    () -> {
                        List<Reservation> page = ledger.open(SKU, null, CALLS);
                        expect(CALLS, page.size());
                    },
                    counts);
        }

        private static void repeat(Runnable call) {
            for (int i = 0; i < CALLS; i++) {
                call.run();
            }
        }

        private static void expect(int expected, int found) {
            if (expected != found) {
                throw new IllegalStateException("found " + found + " and not " + expected);
            }
        }
    }

    private HistoryCost() {}

    /** Opens one of the two ledgers, by a name that keeps them apart. */
    public interface Opening {
        StockLedger open(String name, InstantSource clock);
    }

    /**
     * Measures and prints.
     *
     * @param store the store's name
     * @param many how many reservations the large ledger has
     * @param opening opens the ledgers
     * @param settle makes the store do its background work now
     */
    public static void run(String store, int many, Opening opening, Runnable settle) {
        run(store, new Side("few", FEW, opening), new Side("many", many, opening), settle);
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
                        store,
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
