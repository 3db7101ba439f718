package io.inventory4j.ledger.command;

import io.inventory4j.stock.Bounds;

/**
 * A new opening of a line: the quantity that percentages refer to (rule 3.7).
 *
 * @param quantity units, 0 to 2^53 - 1; 0 takes the opening away
 * @param pinned whether receipts leave it as it is; an opening of 0 is never pinned
 */
public record Opening(long quantity, boolean pinned) {
    /**
     * Checks the bounds (rule 9.6).
     *
     * @throws IllegalArgumentException if the quantity is out of bounds
     */
    public Opening {
        Bounds.limit("opening", quantity);
        pinned = pinned && quantity > 0;
    }

    /**
     * An opening that stays until it is set again.
     *
     * @param quantity units; 0 takes the opening away
     * @return the opening
     */
    public static Opening pinned(long quantity) {
        return new Opening(quantity, true);
    }

    /**
     * An opening that a larger receipt replaces.
     *
     * @param quantity units; 0 takes the opening away
     * @return the opening
     */
    public static Opening of(long quantity) {
        return new Opening(quantity, false);
    }
}
