package io.inventory4j.core.limits;

import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Cuts time into windows, the same on every node. A limit per window has one counter for each window. Thread-safe.
 *
 * <p>The last window is kept, because nearly every request falls into it; after its end the next one is computed.
 */
final class TimeWindows {
    /** How much longer than its window a counter lives. */
    static final Duration MARGIN = Duration.ofHours(1);

    /**
     * One window.
     *
     * @param name its name in counters; no other window of any kind has it
     * @param start its first instant
     * @param end the first instant after it
     * @param forgetAfter when its counters may be forgotten
     */
    record Window(String name, Instant start, Instant end, Instant forgetAfter) {
        Window(String name, Instant start, Instant end) {
            this(name, start, end, end.plus(MARGIN));
        }

        boolean contains(Instant instant) {
            return !instant.isBefore(start) && instant.isBefore(end);
        }
    }

    private final Function<Instant, Window> cut;
    private volatile Window last;

    private TimeWindows(Function<Instant, Window> cut) {
        this.cut = cut;
        last = cut.apply(Instant.EPOCH);
    }

    /** Windows of one length, one of which begins at the epoch. */
    static TimeWindows every(Duration length) {
        Bounds.hold("window", length);
        if (length.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("window is " + length + "; it must be whole milliseconds");
        }
        long millis = length.toMillis();
        String kind = CounterName.part(new StringBuilder(), length.toString()).toString();
        return new TimeWindows(now -> {
            Instant start = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis);
            return new Window(kind + "/" + start, start, start.plus(length));
        });
    }

    /** The days of a time zone, from midnight to midnight, however long. */
    static TimeWindows days(ZoneId zone) {
        Objects.requireNonNull(zone, "zone");
        String kind = CounterName.part(new StringBuilder(), zone.getId()).toString();
        return new TimeWindows(now -> {
            LocalDate day = LocalDate.ofInstant(now, zone);
            Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
            // Where clocks are put back across midnight, an hour of the old day comes after the new day has begun. It
            // counts as a part of the new day.
            if (!now.isBefore(end)) {
                day = day.plusDays(1);
                end = day.plusDays(1).atStartOfDay(zone).toInstant();
            }
            return new Window(kind + "/" + day, day.atStartOfDay(zone).toInstant(), end);
        });
    }

    /** A charge of a window, which the store takes only while its own clock is in the window (rule 12). */
    static Charge charge(String counter, long limit, @Nullable Window window) {
        return window == null
                ? Charge.of(counter, limit)
                : new Charge(counter, limit, window.forgetAfter(), window.start(), window.end());
    }

    Window at(Instant now) {
        Window window = last;
        if (!window.contains(now)) {
            window = cut.apply(now);
            last = window;
        }
        return window;
    }
}
