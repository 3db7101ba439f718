package io.inventory4j.redis.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time until which a call may take.
 *
 * @param nanoTime the end, on the scale of {@link System#nanoTime()}
 */
record Deadline(long nanoTime) {
    /** The longest wait: a year, which fits every unit of every client. */
    private static final Duration LONGEST = Duration.ofDays(365);

    static Deadline in(Duration timeout) {
        Duration bounded = timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
        return new Deadline(System.nanoTime() + bounded.toNanos());
    }

    /** The sooner of this and another that begins now. */
    Deadline within(Duration timeout) {
        Deadline other = in(timeout);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    boolean over() {
        return nanos() <= 0;
    }

    long nanos() {
        return nanoTime - System.nanoTime();
    }

    /** What is left in milliseconds, at least 1: for a socket, 0 means for ever. */
    int socketMillis() {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(nanos())));
    }
}
