package io.inventory4j.stock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * From when to when a stock line takes new reservations, by the store's clock (rule 4.6). What is held may be
 * confirmed, released and shipped outside of it, too. Immutable, thread-safe.
 *
 * @param opensAt the first instant at which the line sells, in whole milliseconds, of the years 1970 to 9999; null for
 *     no beginning
 * @param closesAt the first instant at which it sells no more, likewise; null for no end
 */
public record Window(@Nullable Instant opensAt, @Nullable Instant closesAt) {
    /** No beginning and no end: what a line has until it gets a window. */
    public static final Window NONE = new Window(null, null);

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * Checks the bounds (rule 4.7).
     *
     * @throws IllegalArgumentException if an instant has a part of a millisecond or is of another year, or the end does
     *     not come after the beginning
     */
    public Window {
        check("opensAt", opensAt);
        check("closesAt", closesAt);
        if (opensAt != null && closesAt != null && !opensAt.isBefore(closesAt)) {
            throw new IllegalArgumentException("opensAt is " + opensAt + " and closesAt is " + closesAt
                    + "; a window has to open before it closes");
        }
    }

    private static void check(String name, @Nullable Instant at) {
        if (at == null) {
            return;
        }
        if (at.isBefore(FIRST) || at.isAfter(LAST)) {
            throw new IllegalArgumentException(name + " is " + at + "; it has to be of the years 1970 to 9999");
        }
        if (!at.equals(at.truncatedTo(ChronoUnit.MILLIS))) {
            throw new IllegalArgumentException(name + " is " + at + "; it has to be in whole milliseconds");
        }
    }

    /**
     * A window with a beginning and without an end.
     *
     * @param opensAt the first instant at which the line sells, in whole milliseconds
     * @return the window
     * @throws IllegalArgumentException if the instant is out of bounds
     */
    public static Window from(Instant opensAt) {
        return new Window(opensAt, null);
    }

    /**
     * A window with an end and without a beginning.
     *
     * @param closesAt the first instant at which the line sells no more, in whole milliseconds
     * @return the window
     * @throws IllegalArgumentException if the instant is out of bounds
     */
    public static Window until(Instant closesAt) {
        return new Window(null, closesAt);
    }

    /**
     * The window of two instants as a store keeps them.
     *
     * @param opensAtMillis milliseconds since 1970, or null
     * @param closesAtMillis milliseconds since 1970, or null
     * @return the window; {@link #NONE} for two nulls
     * @throws IllegalArgumentException if they are out of bounds
     */
    public static Window ofMillis(@Nullable Long opensAtMillis, @Nullable Long closesAtMillis) {
        if (opensAtMillis == null && closesAtMillis == null) {
            return NONE;
        }
        return new Window(
                opensAtMillis == null ? null : Instant.ofEpochMilli(opensAtMillis),
                closesAtMillis == null ? null : Instant.ofEpochMilli(closesAtMillis));
    }

    /**
     * Whether it has a beginning or an end.
     *
     * @return false for {@link #NONE}
     */
    public boolean hasEdge() {
        return opensAt != null || closesAt != null;
    }

    /**
     * Whether the window is open.
     *
     * @param now an instant
     * @return true from {@code opensAt} on, and before {@code closesAt}
     */
    public boolean isOpen(Instant now) {
        return (opensAt == null || !now.isBefore(opensAt)) && (closesAt == null || now.isBefore(closesAt));
    }
}
