package io.inventory4j.ledger.rules;

import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.TextOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One counter while a command is judged. */
public final class CounterDraft extends RowDraft {
    /** The end of a counter that counts nothing yet: earlier than any, so the first charge sets it. */
    private static final Instant BEFORE_ANY = Instant.MIN;

    private final String name;
    private long used;
    private long charged;
    private long limit = Bounds.MAX_QUANTITY;
    private @Nullable Instant forgetAfter;

    /**
     * A draft of a row as it was found.
     *
     * @param name the counter's name
     * @param place where the store keeps the row, or null
     * @param before the row; null where nothing is stored; or what the store has for that. A row of another kind counts
     *     as none
     */
    public CounterDraft(String name, @Nullable Object place, @Nullable Row before) {
        super(place, before);
        this.name = name;
        CountRow stored = stored();
        used = stored == null ? 0 : stored.used();
        // A counter that counts nothing is like an absent one, so it has no end of its own (rule 8.7).
        forgetAfter = stored == null || used == 0 ? BEFORE_ANY : stored.forgetAfter();
    }

    @Override
    public String key() {
        return name;
    }

    /** The row as it is stored. */
    private @Nullable CountRow stored() {
        return before() instanceof CountRow row ? row : null;
    }

    void charge(Charge charge, long quantity) {
        charged += quantity;
        name(charge);
    }

    /** Takes limit and end of a charge that may be made or not: they hold for all that is charged (rule 1.9). */
    void name(Charge charge) {
        limit = Math.min(limit, charge.limit());
        forgetAfter = Charge.later(forgetAfter, charge.forgetAfter());
    }

    /** Takes back what this command has charged. */
    void uncharge(long quantity) {
        charged -= quantity;
    }

    /** Charges without a limit or an end of its own: the counter keeps the one that it has. */
    void charge(long quantity) {
        charged += quantity;
        if (used == 0 && charged == quantity) {
            forgetAfter = null;
        }
    }

    /** Rule 8.6: giving back to a forgotten counter, or to one whose end has come, does nothing. */
    void giveBack(long quantity, Decision decision) {
        if (!ended(decision)) {
            used = Math.max(0, used - quantity);
        }
    }

    /** Whether it counts something and its end has come. */
    boolean ended(Decision decision) {
        CountRow stored = stored();
        return stored != null && stored.used() > 0 && stored.forgetAfter() != null && stored.stale(decision.now());
    }

    /** Whether it counts nothing. */
    boolean unused() {
        return used == 0;
    }

    /** Whether it would count more than its limit. */
    boolean over() {
        return charged > 0 && used + charged > limit;
    }

    /** What may still be charged by a command that has charged nothing. */
    long remaining() {
        return Math.max(0, limit - used);
    }

    /** What this command may still charge; below 0 if it is over its limit. */
    long free() {
        return limit - used - charged;
    }

    /** Makes the row to store, if anything has changed. */
    void finish() {
        CountRow stored = stored();
        if (charged > 0) {
            after(CountRow.of(used + charged, forgetAfter));
        } else if (stored != null && used != stored.used()) {
            // Charges that were named and not made change no end (rule 1.9).
            after(CountRow.of(used, stored.forgetAfter()));
        }
    }

    /** The draft of the next counter in name order. */
    @Nullable
    CounterDraft following() {
        return next() instanceof CounterDraft counter ? counter : null;
    }

    @Override
    int compareToKey(Object other) {
        return name == other ? 0 : TextOrder.compare(name, (String) other);
    }
}
