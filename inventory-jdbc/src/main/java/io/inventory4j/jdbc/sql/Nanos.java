package io.inventory4j.jdbc.sql;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Instants as the database stores them: nanoseconds since 1970 in 64 bits, which end in the year 2262. A later instant
 * is stored as that end, and read as {@link Instant#MAX}: a counter that is to be forgotten in the year 3000 is kept.
 */
public final class Nanos {
    private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000_000L - 1;

    private Nanos() {}

    public static long of(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds > LAST_SECOND) {
            return Long.MAX_VALUE;
        }
        if (seconds < -LAST_SECOND) {
            return Long.MIN_VALUE;
        }
        return seconds * 1_000_000_000L + instant.getNano();
    }

    public static @Nullable Long ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    public static Instant instant(long nanos) {
        if (nanos == Long.MAX_VALUE) {
            return Instant.MAX;
        }
        if (nanos == Long.MIN_VALUE) {
            return Instant.MIN;
        }
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
