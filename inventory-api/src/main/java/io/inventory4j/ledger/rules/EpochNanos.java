package io.inventory4j.ledger.rules;

import java.time.Duration;
import java.time.Instant;

/**
 * Instants as nanoseconds since 1970 in 64 bits, from the year 1677 to the year 2262. An instant beyond stands for the
 * last one, which counts as {@link Instant#MAX} or {@link Instant#MIN}. Stateless and thread-safe.
 */
public final class EpochNanos {
    private static final long SECOND = 1_000_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / SECOND - 1;

    private EpochNanos() {}

    /**
     * The number of an instant.
     *
     * @param time the instant
     * @return nanoseconds since 1970
     */
    public static long of(Instant time) {
        long seconds = time.getEpochSecond();
        if (seconds > MOST_SECONDS) {
            return Long.MAX_VALUE;
        }
        return seconds < -MOST_SECONDS ? Long.MIN_VALUE : seconds * SECOND + time.getNano();
    }

    /**
     * The instant of a number.
     *
     * @param nanos nanoseconds since 1970
     * @return the instant
     */
    public static Instant instant(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return Instant.MAX;
        }
        return nanos == Long.MIN_VALUE
                ? Instant.MIN
                : Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    static long plus(long nanos, Duration more) {
        if (nanos == Long.MAX_VALUE || nanos == Long.MIN_VALUE) {
            return nanos;
        }
        long sum = nanos + more.toNanos();
        return sum < nanos ? Long.MAX_VALUE : sum;
    }
}
