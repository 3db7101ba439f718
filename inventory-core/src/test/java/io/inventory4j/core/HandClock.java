package io.inventory4j.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test turns by hand. */
public final class HandClock implements InstantSource {
    private volatile Instant now;

    public HandClock(String now) {
        this.now = Instant.parse(now);
    }

    public HandClock() {
        this("2025-11-11T00:00:00Z");
    }

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void turn(Duration by) {
        now = now.plus(by);
    }
}
