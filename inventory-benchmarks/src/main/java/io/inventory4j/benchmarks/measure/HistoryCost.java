package io.inventory4j.benchmarks.measure;

import io.inventory4j.Posting;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What stored reservations cost later ones: ledgers in one store, with few and with many stored reservations, half of
 * them pending and half sold. Each step is measured on one ledger and then on the next, round by round. Before that,
 * the store does the background work that the filling has caused. Each ledger's clock is set by the scene, so that a
 * known number of reservations is overdue.
 */
public final class HistoryCost {
    private static final StockKey SKU = StockKey.of("A");
    private static final int WARM_UP = 3;
    private static final int FEWEST = 3;
    /** Often enough that both sides are alike; left alone, a database would settle one side and not yet the other. */
    private static final int SETTLE_EVERY = 10;

    private static final int CALLS = 200;
    private static final int FILL = 1_000;

    /** One of the ledgers, and its clock. */
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

    /** Opens one of the ledgers, by a name that keeps them apart. */
    public interface Opening {
        StockLedger open(String name, InstantSource clock);
    }

    /**
     * Measures. The peer of each step is the same step in the smallest ledger, so that 1 is flat and less is worse.
     *
     * @param store the store's name
     * @param sizes how many reservations are stored in each ledger, the smallest first
     * @param opening opens the ledgers
     * @param settle makes the store do its background work now
     */
    public static void run(String store, Plan plan, Results results, int[] sizes, Opening opening, Runnable settle) {
        List<Side> sides = new ArrayList<>();
        for (int size : sizes) {
            sides.add(new Side("history" + size, size, opening));
        }
        try {
            sides.forEach(Side::fill);
            settle.run();
            measure(plan, sides, settle);
        } finally {
            sides.forEach(side -> side.ledger.close());
        }
        sides.sort(Comparator.comparingInt(side -> side.stored));
        for (String step : sides.get(0).micros.keySet()) {
            for (Side side : sides) {
                results.add(row("history-" + store, step, side, sides.get(0)));
            }
        }
    }

    /** Ends when the rounds are done or the time is up, but not before there are some. */
    private static void measure(Plan plan, List<Side> sides, Runnable settle) {
        int rounds = plan.pick(2, 10, 100);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(plan.pick(1, 3, 180));
        for (int round = -plan.pick(0, 1, WARM_UP); round < rounds; round++) {
            if (round >= FEWEST && System.nanoTime() > end) {
                return;
            }
            if (round % SETTLE_EVERY == 0) {
                settle.run();
            }
            for (Side side : sides) {
                side.round(round >= 0);
            }
            Collections.reverse(sides);
        }
    }

    private static Row row(String bench, String step, Side side, Side smallest) {
        double micros = Statistics.median(side.micros.getOrDefault(step, List.of()));
        double few = Statistics.median(smallest.micros.getOrDefault(step, List.of()));
        return new Row(
                bench,
                step + "-" + side.stored,
                1,
                1e6 / micros,
                Double.NaN,
                Double.NaN,
                few / micros,
                Double.NaN,
                Map.of("micros", micros));
    }
}
