package io.inventory4j.ledger.command;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a line is to have after a move, whatever it had before (rule 3.8). The ledger posts the difference.
 *
 * @param key the line
 * @param target which quantity
 * @param quantity units, 0 to 2^53 - 1; with {@link Target#SAFETY_PERCENT} a percentage, 0 to 100
 * @param departed with {@link Target#ON_HAND}: units that were not counted because they have left, though the books
 *     still have them as sold; null for none. Not part of the content
 */
public record SetTo(
        StockKey key,
        Target target,
        long quantity,
        @Nullable Departed departed) {
    /**
     * Units that have left and are still committed (rule 3.9). They are added to what was counted.
     *
     * @param units how many, 0 to 2^53 - 1
     * @param version the version of the line for which they were added up: the move is refused STALE at any other
     */
    public record Departed(long units, long version) {
        /**
         * Checks the bounds (rule 9.6).
         *
         * @throws IllegalArgumentException if an argument is out of bounds
         */
        public Departed {
            Bounds.limit("departed units", units);
            Bounds.limit("version", version);
        }
    }

    /** The quantity of a line that a move sets. */
    public enum Target {
        /** What may be promised. The difference comes from or goes to OUTSIDE; a line that does not exist is made. */
        AVAILABLE,
        /**
         * What is physically there: all stored buckets but INCOMING. The difference is posted between AVAILABLE and
         * OUTSIDE; a line that does not exist is made.
         */
        ON_HAND,
        /** What is withheld from sale. The difference is posted between AVAILABLE and SAFETY of a line that exists. */
        SAFETY,
        /** The same as a percentage of the line's opening, rounded up to whole units. */
        SAFETY_PERCENT
    }

    /**
     * Checks the bounds (rule 9.6).
     *
     * @throws IllegalArgumentException if the quantity is out of bounds
     */
    public SetTo {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(target, "target");
        if (target == Target.SAFETY_PERCENT) {
            Bounds.within("quantity", quantity, 0, 100);
        } else {
            Bounds.limit("quantity", quantity);
        }
        if (departed != null && target != Target.ON_HAND) {
            throw new IllegalArgumentException("departed goes with ON_HAND only, not with " + target);
        }
    }

    /**
     * A target.
     *
     * @param key the line
     * @param target which quantity
     * @param quantity units, or a percentage
     */
    public SetTo(StockKey key, Target target, long quantity) {
        this(key, target, quantity, null);
    }
}
