package io.inventory4j.live;

import io.inventory4j.stock.JournalEntry;
import java.time.Duration;

/**
 * Sees when a SKU sells so fast that it is soon sold out. It sees the journal's entries and nothing else, so every node
 * sees the same. Not thread-safe.
 *
 * <p>A pace goes up and down with every order. So after an alert there is none until twice the time is left again. The
 * first orders of a SKU say nothing of its pace.
 */
final class PaceWatch {
    /** Units that have to be taken before a pace is believed. */
    static final long FIRST_UNITS = 5;

    private static final double MILLIS = 60_000;

    private final Duration limit;
    private boolean told;

    PaceWatch(Duration limit) {
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    /** Sees an entry of the SKU, after the book of paces has seen it; true if it is what makes the time short. */
    boolean see(PaceBook paces, int number, JournalEntry entry) {
        long available = paces.available(number);
        if (available <= 0) {
            // It is sold out, which is an alert of its own.
            return false;
        }
        double millisLeft = available / paces.perMinute(number, entry.at()) * MILLIS;
        if (millisLeft >= 2.0 * limit.toMillis()) {
            told = false;
        }
        boolean believed = paces.taken(number) >= FIRST_UNITS;
        if (told || !believed || PaceBook.taken(entry) <= 0 || millisLeft >= limit.toMillis()) {
            return false;
        }
        told = true;
        return true;
    }
}
