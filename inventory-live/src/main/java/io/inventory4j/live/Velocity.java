package io.inventory4j.live;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Units that buyers take in a sliding window of five minutes, in slots of five seconds. What was taken longer ago is
 * only in the total. Not thread-safe.
 */
final class Velocity {
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final int SLOT_SECONDS = 5;

    /** The first seconds say nothing of a minute: whoever waited for the sale comes in them. */
    private static final int SHORTEST_SECONDS = 60;

    private static final int SLOTS = (int) (WINDOW.toSeconds() / SLOT_SECONDS);

    private final long[] units = new long[SLOTS];
    private long newest = Long.MIN_VALUE;
    private long total;
    private @Nullable Instant first;
    private @Nullable Instant last;

    /** Adds units; below 0 are those that came back. */
    void add(long taken, Instant at) {
        total += taken;
        if (taken == 0) {
            return;
        }
        if (taken > 0) {
            last = at;
        }
        if (first == null || at.isBefore(first)) {
            first = at;
        }
        long slot = slot(at);
        advance(slot);
        if (slot > newest - SLOTS) {
            units[(int) Math.floorMod(slot, (long) SLOTS)] += taken;
        }
    }

    long total() {
        return total;
    }

    @Nullable
    Instant last() {
        return last;
    }

    /** Units a minute; where the first were taken within the window, over the time since then, at least a minute. */
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
                Math.max(SHORTEST_SECONDS, Duration.between(first, now).toSeconds()));
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
