package io.inventory4j.testkit.model;

import io.inventory4j.Charge;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a counter counts, and when its name ends; null for never, and while it counts nothing (rule 8.7). */
record Tally(long used, @Nullable Instant end) {
    static final Tally NONE = new Tally(0, null);

    Tally plus(long units, @Nullable Instant until) {
        return new Tally(used + units, used == 0 ? until : Charge.later(end, until));
    }

    // Never below zero: what a counter forgot cannot be given back to it.
    Tally minus(long units) {
        return used <= units ? NONE : new Tally(used - units, end);
    }

    boolean due(Instant now) {
        return used == 0 || (end != null && !end.isAfter(now));
    }
}
