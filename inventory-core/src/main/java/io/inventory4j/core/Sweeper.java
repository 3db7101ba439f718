package io.inventory4j.core;

import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon thread that expires overdue reservations and purges what is old. Many nodes may sweep at once: each
 * reservation expires once (rule 5). If the ledger throws, the next tick tries again.
 */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int EXPIRE_AT_ONCE = 1_000;
    private static final int ROUNDS = 1_000;
    private static final Duration HOUSEKEEPING_EVERY = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final StockLedger ledger;
    private final Housekeeping housekeeping;
    private final DaemonThreads thread = new DaemonThreads(() -> "inventory4j-sweeper");
    private final ScheduledThreadPoolExecutor executor;
    private volatile boolean stopping;

    private Sweeper(StockLedger ledger, Housekeeping housekeeping) {
        this.ledger = ledger;
        this.housekeeping = housekeeping;
        executor = new ScheduledThreadPoolExecutor(1, thread);
    }

    static Sweeper start(StockLedger ledger, Duration every, Housekeeping housekeeping) {
        Sweeper sweeper = new Sweeper(ledger, housekeeping);
        sweeper.repeat(every, sweeper.new Task("Giving back what is overdue", sweeper::expire));
        sweeper.repeat(HOUSEKEEPING_EVERY, sweeper.new Task("Forgetting what is old", sweeper::keepHouse));
        return sweeper;
    }

    private void repeat(Duration every, Runnable task) {
        var unused = executor.scheduleWithFixedDelay(task, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** A repeated task that survives its exceptions. Of failures in a row, the first is logged. */
    private final class Task implements Runnable {
        private final String name;
        private final Runnable work;
        private int failures;

        Task(String name, Runnable work) {
            this.name = name;
            this.work = work;
        }

        @Override
        public void run() {
            try {
                work.run();
                if (failures > 0) {
                    LOG.info("{} works again, after {} failures", name, failures);
                }
                failures = 0;
            } catch (RuntimeException | Error e) {
                if (failures++ == 0 && !stopping) {
                    LOG.warn("{} has failed and is tried again; further failures are not logged", name, e);
                }
            }
        }
    }

    void expire() {
        expire(ledger, () -> stopping);
    }

    void keepHouse() {
        housekeeping.run(() -> stopping);
    }

    /** Expires everything that is overdue, in rounds; returns the number of reservations. */
    static int expire(StockLedger ledger, BooleanSupplier stop) {
        int all = 0;
        for (int round = 0; round < ROUNDS && !stop.getAsBoolean(); round++) {
            int ended = ledger.expire(EXPIRE_AT_ONCE).size();
            all += ended;
            if (ended < EXPIRE_AT_ONCE) {
                break;
            }
        }
        return all;
    }

    /** Waits a while for a running round to end, then interrupts it. */
    @Override
    public void close() {
        stopping = true;
        executor.shutdown();
        try {
            if (!thread.join(System.nanoTime() + GRACE.toNanos())) {
                executor.shutdownNow();
                if (!thread.join(System.nanoTime() + GRACE.toNanos())) {
                    LOG.warn("The ledger does not return from a sweep; its daemon thread is left");
                }
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
