package io.inventory4j.core;

import io.inventory4j.Health;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.core.listeners.DaemonThreads;
import io.inventory4j.core.listeners.WorkRecord;
import io.inventory4j.ledger.StockLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon thread that expires overdue reservations and purges what is old. Many nodes may sweep at once: each
 * reservation expires once (rule 5). If the ledger throws, the next tick tries again, and the health shows it.
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
    private final WorkRecord sweeps;
    private final WorkRecord purges;
    private volatile boolean stopping;

    private Sweeper(StockLedger ledger, Housekeeping housekeeping, InstantSource clock) {
        this.ledger = ledger;
        this.housekeeping = housekeeping;
        executor = new ScheduledThreadPoolExecutor(1, thread);
        sweeps = new WorkRecord(Health.SWEEP, clock);
        purges = new WorkRecord(Health.PURGE, clock);
    }

    static Sweeper start(StockLedger ledger, Duration every, Housekeeping housekeeping, InstantSource clock) {
        Sweeper sweeper = new Sweeper(ledger, housekeeping, clock);
        sweeper.repeat(every, sweeper::sweep);
        sweeper.repeat(HOUSEKEEPING_EVERY, () -> sweeper.attempt(sweeper.purges, sweeper::keepHouse));
        return sweeper;
    }

    private void repeat(Duration every, Runnable task) {
        var unused = executor.scheduleWithFixedDelay(task, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    void sweep() {
        attempt(sweeps, this::expire);
    }

    /** Survives every exception, since a scheduled task that throws is never run again. */
    private void attempt(WorkRecord record, Supplier<Duration> work) {
        try {
            record.succeeded(work.get());
        } catch (RuntimeException | Error e) {
            if (!stopping) {
                record.failed(e);
            }
        }
    }

    List<Health.Worker> health() {
        return List.of(sweeps.health(0), purges.health(0));
    }

    /** Returns how long after its expiry a reservation was ended at most. */
    Duration expire() {
        return expire(ledger, () -> stopping).lag();
    }

    Duration keepHouse() {
        housekeeping.run(() -> stopping);
        return Duration.ZERO;
    }

    /**
     * What a sweep has done.
     *
     * @param ended how many reservations it ended
     * @param lag how long after its expiry a reservation was ended at most, by the store's clock
     */
    record Swept(int ended, Duration lag) {}

    /** Expires everything that is overdue, in rounds. */
    static Swept expire(StockLedger ledger, BooleanSupplier stop) {
        int all = 0;
        Duration lag = Duration.ZERO;
        for (int round = 0; round < ROUNDS && !stop.getAsBoolean(); round++) {
            List<Outcome.Applied> ended =
                    round == 0 ? ledger.expire(EXPIRE_AT_ONCE) : FirstSteps.done(() -> ledger.expire(EXPIRE_AT_ONCE));
            all += ended.size();
            if (!ended.isEmpty()) {
                Duration oldest = lag(ended.get(0));
                lag = oldest.compareTo(lag) > 0 ? oldest : lag;
            }
            if (ended.size() < EXPIRE_AT_ONCE) {
                break;
            }
        }
        return new Swept(all, lag);
    }

    private static Duration lag(Outcome.Applied ended) {
        Reservation reservation = ended.reservation();
        if (reservation == null) {
            return Duration.ZERO;
        }
        Instant endedAt = reservation.settledAt();
        return endedAt == null ? Duration.ZERO : Duration.between(reservation.expiresAt(), endedAt);
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
