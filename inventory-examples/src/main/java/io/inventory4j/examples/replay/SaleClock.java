package io.inventory4j.examples.replay;

import java.time.Instant;
import java.time.InstantSource;

/** The sale's clock: it stands at the latest thing that has begun to happen, so a day takes seconds. Never back. */
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
