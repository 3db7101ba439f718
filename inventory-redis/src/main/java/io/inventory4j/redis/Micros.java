package io.inventory4j.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Time as the scripts have it: whole microseconds since 1970, which Lua's numbers hold exactly up to the year 2255. What
 * lies beyond counts as the last of them.
 */
final class Micros {
    /** No end at all. */
    static final long NEVER = (1L << 53) - 1;

    private static final long LAST = NEVER - 1;

    private Micros() {}

    static long of(Instant instant) {
        return clamped(instant, 0);
    }

    /** When a counter may be forgotten: not before its instant. */
    static long end(@Nullable Instant instant) {
        return instant == null ? NEVER : clamped(instant, 999);
    }

    private static long clamped(Instant instant, int roundNanos) {
        if (instant.getEpochSecond() > LAST / 1_000_000 - 1) {
            return LAST;
        }
        if (instant.getEpochSecond() < -LAST / 1_000_000 + 1) {
            return -LAST;
        }
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, instant.plusNanos(roundNanos).truncatedTo(ChronoUnit.MICROS));
    }

    /** How long to hold: not shorter than asked. */
    static long of(Duration duration) {
        return Math.min(LAST, duration.plusNanos(999).dividedBy(ChronoUnit.MICROS.getDuration()));
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
