package io.inventory4j.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that a test turns: it shows the same time until then, so no test waits for time to pass. Thread-safe. */
public final class TurnedClock implements InstantSource {
    /** Where every clock starts. */
    public static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    /** A clock at {@link #START}. */
    public TurnedClock() {}

    /**
     * Turns the clock forward.
     *
     * @param by how far; not negative
     * @return the new now
     * @throws IllegalArgumentException if {@code by} is negative
     */
    public Instant advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("by is " + by + "; a store's clock is not turned back");
        }
        return now.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public String toString() {
        return "TurnedClock at " + now;
    }
}
