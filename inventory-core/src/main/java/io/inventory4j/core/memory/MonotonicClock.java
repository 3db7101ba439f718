package io.inventory4j.core.memory;

import io.inventory4j.ledger.rules.EpochNanos;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that starts with the wall clock's time and then follows the machine's monotonic clock only, so that setting
 * the wall clock cannot end a hold early. Thread-safe.
 */
final class MonotonicClock implements InstantSource {
    private final long ahead = EpochNanos.of(Instant.now()) - System.nanoTime();

    /** Now, as {@link EpochNanos}. */
    long nanos() {
        return System.nanoTime() + ahead;
    }

    @Override
    public Instant instant() {
        return EpochNanos.instant(nanos());
    }
}
