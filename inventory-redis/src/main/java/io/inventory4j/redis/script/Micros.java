package io.inventory4j.redis.script;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Time as the scripts have it: whole microseconds since 1970. Lua's numbers are exact up to the year 2255; a later time
 * counts as the last exact one.
 */
public final class Micros {
    /** No end at all. */
    public static final long NEVER = (1L << 53) - 1;

    /** No bound of a charge. */
    static final long UNBOUNDED = -1;

    private static final long LAST = NEVER - 1;
    private static final long A_SECOND = 1_000_000;

    private Micros() {}

    public static long of(Instant instant) {
        return clamped(instant, 0);
    }

    /** When a counter may be forgotten: rounded up, so not before its instant. */
    public static long end(@Nullable Instant instant) {
        return instant == null ? NEVER : clamped(instant, 999);
    }

    /**
     * From when a charge is right, or until when (rule 12): rounded up, because the scripts' now is rounded down. -1
     * where there is no such bound.
     */
    static long bound(@Nullable Instant instant) {
        return instant == null ? UNBOUNDED : Math.max(0, clamped(instant, 999));
    }

    private static long clamped(Instant instant, int roundNanos) {
        if (instant.getEpochSecond() > LAST / A_SECOND - 1) {
            return LAST;
        }
        if (instant.getEpochSecond() < -LAST / A_SECOND + 1) {
            return -LAST;
        }
        Instant rounded = instant.plusNanos(roundNanos);
        return rounded.getEpochSecond() * A_SECOND + rounded.getNano() / 1_000;
    }

    /** How long to hold: rounded up, so not shorter than asked. */
    public static long of(Duration duration) {
        if (duration.toSeconds() > LAST / A_SECOND - 1) {
            return LAST;
        }
        Duration rounded = duration.plusNanos(999);
        return rounded.toSeconds() * A_SECOND + rounded.toNanosPart() / 1_000;
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, A_SECOND), Math.floorMod(micros, A_SECOND) * 1_000L);
    }
}
