package io.inventory4j.testkit.planted.store;

import java.util.concurrent.locks.LockSupport;

/** A moment between two steps that ought to be one, so that somebody comes between them. */
public final class Moment {
    private static final long NANOS = 100_000;

    private Moment() {}

    /** Lets it pass. */
    public static void pass() {
        LockSupport.parkNanos(NANOS);
    }
}
