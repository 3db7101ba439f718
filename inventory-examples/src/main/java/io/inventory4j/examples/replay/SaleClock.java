package io.inventory4j.examples.replay;

import java.time.Instant;
import java.time.InstantSource;

/** The sale's clock: the time of the latest thing that has begun, so a day takes seconds. It never goes back. */
final class SaleClock implements InstantSource {
    private volatile Instant now;

    SaleClock(Instant start) {
        now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    synchronized void turnTo(Instant then) {
        if (then.isAfter(now)) {
            now = then;
        }
    }
}
