package io.inventory4j.benchmarks.memory;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Results;
import io.inventory4j.benchmarks.measure.Row;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How long sweeps take. Open reservations expire in sweeps of 1,000, while a buyer makes some thousand
 * reservations a second: the longest sweep, the longest reservation, and the time of the garbage collector.
 */
public final class ExpiryPause {
    private static final int SWEEP = 1_000;
    private static final long BETWEEN_ORDERS_NANOS = 100_000;
    private static final StockKey KEY = StockKey.of("LIPSTICK-01");

    private ExpiryPause() {}

    public static void run(Plan plan, Results results) throws InterruptedException {
        if (!plan.includes("memory")) {
            results.skip("expiry-pause", "the command line leaves it out");
            return;
        }
        int open = plan.pick(2_000, 200_000, 1_000_000);
        sweep(open / 10);
        sweep(open).forEach(results::add);
    }

    private static List<Row> sweep(int open) throws InterruptedException {
        AtomicLong micros = new AtomicLong();
        InMemoryLedger ledger = InMemoryLedger.create(() -> Instant.EPOCH.plusNanos(micros.get() * 1_000));
        ledger.apply(List.of(
                Move.of("opening", "opening", new Posting(KEY, Bucket.OUTSIDE, Bucket.AVAILABLE, open + 10_000_000L))));
        for (int i = 0; i < open; i++) {
            micros.incrementAndGet();
            reserve(ledger, "open-" + i);
        }
        // In a shop, a quarter of an hour passes here, in which the collector moves long-lived objects to the old
        // generation.
        System.gc();
        micros.addAndGet(Duration.ofMinutes(15).toNanos() / 1_000);
        long gcBefore = gcMillis();
        Histogram buyer = new Histogram(3);
        AtomicBoolean done = new AtomicBoolean();
        Thread buying = new Thread(() -> {
            for (int i = 0; !done.get(); i++) {
                long start = System.nanoTime();
                reserve(ledger, "late-" + i);
                buyer.recordValue(System.nanoTime() - start);
                LockSupport.parkNanos(BETWEEN_ORDERS_NANOS);
            }
        });
        buying.start();
        Histogram sweeps = new Histogram(3);
        int ended = 0;
        for (int last = SWEEP; last == SWEEP; ended += last) {
            long start = System.nanoTime();
            last = ledger.expire(SWEEP).size();
            sweeps.recordValue(System.nanoTime() - start);
        }
        done.set(true);
        buying.join();
        if (ended != open) {
            throw new IllegalStateException(ended + " reservations expired, and " + open + " should have");
        }
        return List.of(
                row("sweep-of-1000", sweeps, Map.of("gc_ms", (double) (gcMillis() - gcBefore))),
                row("buyer-meanwhile", buyer, Map.of()));
    }

    private static long gcMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static void reserve(StockLedger ledger, String id) {
        ledger.apply(List.of(new Reserve(
                new ReservationId(id), List.of(ReserveLine.of(KEY, 1)), List.of(), Duration.ofMinutes(15), null)));
    }

    private static Row row(String subject, Histogram nanos, Map<String, Double> more) {
        Map<String, Double> values = new LinkedHashMap<>(more);
        values.put("max_us", nanos.getMaxValue() / 1e3);
        return new Row(
                "expiry-pause",
                subject,
                1,
                Double.NaN,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                Double.NaN,
                Double.NaN,
                values);
    }
}
