package io.inventory4j.live.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test turns by hand. */
final class SaleHand implements InstantSource {
    private volatile Instant now;

    SaleHand(String now) {
        this.now = Instant.parse(now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    void turn(Duration by) {
        now = now.plus(by);
    }

    void turnTo(Instant instant) {
        now = instant;
    }
}
