package io.inventory4j.core.memory;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that starts with the wall clock's time and then follows the machine's monotonic clock only, so that setting
 * the wall clock cannot end a hold early. Thread-safe.
 */
final class MonotonicClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
