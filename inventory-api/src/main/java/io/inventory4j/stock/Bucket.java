package io.inventory4j.stock;

/**
 * Where a unit of a stock line is. A unit is in exactly one bucket at any time; a change moves units from one bucket to
 * another, so nothing is created or lost silently.
 */
public enum Bucket {
    /** May be promised to a buyer (available to promise). Below zero: promised beyond what is there. */
    AVAILABLE,
    /** Held by a pending reservation. Moves only through reservations. */
    RESERVED,
    /** Sold, not yet shipped. Moves only through reservations. */
    COMMITTED,
    /** Withheld from sale: safety stock. */
    SAFETY,
    /** Returned or received, under inspection. */
    QUALITY_CONTROL,
    /** On hand, not sellable. */
    DAMAGED,
    /** Expected, not on hand: a purchase order, or a transfer in transit. */
    INCOMING,
    /** Suppliers and customers: not stored, unbounded. */
    OUTSIDE;

    /**
     * Whether units in this bucket are physically there.
     *
     * @return true for all but {@link #INCOMING} and {@link #OUTSIDE}
     */
    public boolean onHand() {
        return this != INCOMING && this != OUTSIDE;
    }

    /**
     * Whether a move may take units from or put units into this bucket (rule 3.3).
     *
     * @return false for {@link #RESERVED} and {@link #COMMITTED}, which belong to reservations
     */
    public boolean movable() {
        return this != RESERVED && this != COMMITTED;
    }
}
