package io.inventory4j.testkit.history;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A clock that now and then holds up the thread that reads it for an instant. Most ledgers read it in the middle of a
 * call, so calls are interrupted there and others come in between, also where there are few processors. It shows the
 * time of another clock. Thread-safe.
 */
final class UnsteadyClock implements InstantSource {
    private static final int ONE_IN = 8;
    private static final long NANOS = 20_000;

    private final InstantSource clock;

    UnsteadyClock(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        if (ThreadLocalRandom.current().nextInt(ONE_IN) == 0) {
            LockSupport.parkNanos(NANOS);
        }
        return clock.instant();
    }
}
