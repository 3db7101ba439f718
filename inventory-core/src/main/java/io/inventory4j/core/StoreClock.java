package io.inventory4j.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What time it is at the store, as well as this node knows (rule 12): its own clock, corrected by what the store said
 * last. Thread-safe.
 */
final class StoreClock {
    private final InstantSource own;
    private volatile Duration ahead = Duration.ZERO;

    StoreClock(InstantSource own) {
        this.own = own;
    }

    Instant now() {
        Duration correction = ahead;
        Instant now = own.instant();
        return correction.isZero() ? now : now.plus(correction);
    }

    /** The same in milliseconds since 1970, which costs a system's clock less. */
    long millis() {
        return ahead.isZero() ? own.millis() : now().toEpochMilli();
    }

    /** Takes note of the store's time. */
    void learn(Instant store) {
        ahead = Duration.between(own.instant(), store);
    }
}
