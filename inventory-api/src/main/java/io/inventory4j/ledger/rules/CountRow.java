package io.inventory4j.ledger.rules;

import io.inventory4j.ledger.CounterValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The row of a counter. Most have no end, so only the others have a field for it. */
public class CountRow extends Row {
    private final long used;

    private CountRow(long used) {
        this.used = used;
    }

    /** The row of a counter with an end of its own. */
    private static final class Ending extends CountRow {
        private final Instant forgetAfter;

        private Ending(long used, Instant forgetAfter) {
            super(used);
            this.forgetAfter = forgetAfter;
        }

        @Override
        public Instant forgetAfter() {
            return forgetAfter;
        }
    }

    static CountRow of(long used, @Nullable Instant forgetAfter) {
        return forgetAfter == null ? new CountRow(used) : new Ending(used, forgetAfter);
    }

    /**
     * The row of a value: always a fresh one.
     *
     * @param value the value
     * @return the row
     */
    public static CountRow of(CounterValue value) {
        return of(value.used(), value.forgetAfter());
    }

    /**
     * The value that this row stands for.
     *
     * @return the value
     */
    public final CounterValue value() {
        return new CounterValue(used, forgetAfter());
    }

    @Override
    public final CountRow copy() {
        return of(used, forgetAfter());
    }

    /**
     * What is used.
     *
     * @return units and orders that charge the counter
     */
    public final long used() {
        return used;
    }

    /**
     * The counter's end.
     *
     * @return from when on the counter may be forgotten; null where it has no end
     */
    public @Nullable Instant forgetAfter() {
        return null;
    }

    /** As {@link CounterValue#stale}. */
    final boolean stale(Instant now) {
        Instant end = forgetAfter();
        return used == 0 || (end != null && !end.isAfter(now));
    }
}
