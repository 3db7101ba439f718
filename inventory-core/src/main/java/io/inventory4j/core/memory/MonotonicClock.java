package io.inventory4j.core.memory;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that starts at the wall clock's time and from then on only follows the machine's monotonic one, so that nobody
 * who sets the wall clock ends a hold early. Thread-safe.
 */
final class MonotonicClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
