package io.inventory4j.live;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units of one SKU that are sold in a sliding window of five minutes, in slots of five seconds. What was sold longer
 * ago is only in the total. Not thread-safe.
 */
final class Velocity {
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int SLOT_SECONDS = 5;
    private static final int SLOTS = (int) (WINDOW.toSeconds() / SLOT_SECONDS);

    private final long[] units = new long[SLOTS];
    private long newest = Long.MIN_VALUE;
    private long total;
    private @Nullable Instant first;

    void add(long sold, Instant at) {
        total += sold;
        if (sold == 0) {
            return;
        }
        if (first == null || at.isBefore(first)) {
            first = at;
        }
        long slot = slot(at);
        advance(slot);
        if (slot > newest - SLOTS) {
            units[(int) Math.floorMod(slot, (long) SLOTS)] += sold;
        }
    }

    long total() {
        return total;
    }

    /** Units a minute; of a SKU that has sold for less than the window, over the time since its first sale. */
    double perMinute(Instant now) {
        if (first == null || newest == Long.MIN_VALUE) {
            return 0;
        }
        long last = slot(now);
        long sum = 0;
        for (long slot = Math.max(last, newest) - SLOTS + 1; slot <= newest; slot++) {
            sum += units[(int) Math.floorMod(slot, (long) SLOTS)];
        }
        long seconds = Math.min(
                WINDOW.toSeconds(),
                Math.max(SLOT_SECONDS, Duration.between(first, now).toSeconds()));
        return Math.max(0, sum) * 60.0 / seconds;
    }

    private void advance(long slot) {
        if (slot <= newest) {
            return;
        }
        long from = newest == Long.MIN_VALUE ? slot : Math.max(newest + 1, slot - SLOTS + 1);
        for (long empty = from; empty <= slot; empty++) {
            units[(int) Math.floorMod(empty, (long) SLOTS)] = 0;
        }
        newest = slot;
    }

    private static long slot(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), (long) SLOT_SECONDS);
    }
}
