package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.LostRaceException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Runs again what lost against another transaction: up to 10 times in all, within the time limit, each time after a
 * random pause whose limit doubles. Every call earns a tenth of a retry and every retry spends one, so in the long run
 * retries add at most a tenth to the load of a database in trouble. Thread-safe.
 */
final class Retries {
    private static final int ATTEMPTS = 10;
    private static final int TENTHS_A_RETRY = 10;
    private static final int MOST_TENTHS = 2_000;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    private final AtomicInteger tenths = new AtomicInteger(MOST_TENTHS);
    private final long timeoutNanos;

    Retries(Duration timeout) {
        timeoutNanos = timeout.toNanos();
    }

    <T> T run(Supplier<T> call) {
        earn();
        long began = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                return call.get();
            } catch (LostRaceException e) {
                if (attempt == ATTEMPTS || System.nanoTime() - began > timeoutNanos || !spend()) {
                    throw e;
                }
                long pause = FIRST_PAUSE_NANOS << attempt;
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause));
            }
        }
    }

    private void earn() {
        if (tenths.get() < MOST_TENTHS) {
            tenths.incrementAndGet();
        }
    }

    private boolean spend() {
        return tenths.getAndUpdate(left -> left < TENTHS_A_RETRY ? left : left - TENTHS_A_RETRY) >= TENTHS_A_RETRY;
    }
}
