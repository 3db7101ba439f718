package io.inventory4j.testkit.model;

import io.inventory4j.policy.Charge;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A counter: what it counts, and when its name ends; null for never, and while it counts nothing (rule 8.7). */
record CounterRow(long used, @Nullable Instant end) {
    static final CounterRow NONE = new CounterRow(0, null);

    CounterRow plus(long units, @Nullable Instant until) {
        return new CounterRow(used + units, used == 0 ? until : Charge.later(end, until));
    }

    // Never below zero: rule 8.6, giving back what a forgotten counter no longer counts does nothing.
    CounterRow minus(long units) {
        return used <= units ? NONE : new CounterRow(used - units, end);
    }

    /** Whether its end has come: then it only waits to be forgotten. */
    boolean ended(Instant now) {
        return used > 0 && end != null && !end.isAfter(now);
    }

    boolean due(Instant now) {
        return used == 0 || ended(now);
    }
}
