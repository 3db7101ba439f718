package io.inventory4j.benchmarks.memory;

import io.inventory4j.Bucket;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.StockLedger;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * How long sweeps take. A million open reservations expire in sweeps of 1,000, while a buyer makes some thousand
 * reservations a second: the longest sweep, the longest reservation, and the time of the garbage collector.
 */
public final class ExpiryPause {
    private static final int OPEN = 1_000_000;
    private static final int SWEEP = 1_000;
    private static final int WARM_UP = 100_000;
    private static final long BETWEEN_ORDERS_NANOS = 100_000;
    private static final StockKey KEY = StockKey.of("LIPSTICK-01");

    public void run() throws InterruptedException {
        sweep(WARM_UP, false);
        sweep(OPEN, true);
    }

    private static void sweep(int open, boolean print) throws InterruptedException {
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
        if (print) {
            print("sweep-of-1000", sweeps);
            print("buyer-meanwhile", buyer);
            System.out.printf("bench=expiry-pause subject=gc total_ms=%d%n", gcMillis() - gcBefore);
        }
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

    private static void print(String subject, Histogram nanos) {
        System.out.printf(
                Locale.ROOT,
                "bench=expiry-pause subject=%s open=%d p50_us=%.1f p99_us=%.1f max_ms=%.2f%n",
                subject,
                OPEN,
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getMaxValue() / 1e6);
    }
}
