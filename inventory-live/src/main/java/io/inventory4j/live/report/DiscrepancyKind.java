package io.inventory4j.live.report;

/** What does not agree. */
public enum DiscrepancyKind {
    /** Entries of the journal are no longer kept, or cannot be read. Found is how many. */
    JOURNAL_INCOMPLETE,
    /** Entries of a line are missing, or there twice: expected and found are versions of the line. */
    VERSION_GAP,
    /** A level does not follow from the one before, though its version does. */
    LEVEL_CHANGED,
    /** An entry moves units that its kind cannot move. Found is how many units appeared (negative: were lost). */
    IMPOSSIBLE_CHANGE,
    /** More was promised than was there. Found is the lowest that AVAILABLE was. */
    BELOW_ZERO,
    /** More was sold than was there. Expected is what was there, found is what was sold. */
    OVERSOLD,
    /** The closing equation does not balance. Expected is its left side, found its right side. */
    UNBALANCED,
    /** A settlement of an order is in the journal more than once (rule 2.7). Found is how often. */
    SETTLED_TWICE,
    /** More of an order was shipped than was sold. Expected is what was sold, found is what was shipped. */
    SHIPPED_TOO_MUCH,
    /** More of an order came back than was shipped. Expected is what was shipped, found is what came back. */
    RETURNED_TOO_MUCH,
    /** The ledger's level is not that of the journal. Expected is the journal's, found is the ledger's. */
    LEDGER_DIFFERS,
    /** A count found more or less. Expected is what is on hand by the books, found is what was counted. */
    COUNT_DIFFERS,
    /** A count of a line that the books do not have. Expected is 0, found is what was counted. */
    COUNT_UNKNOWN_LINE,
    /** An order that only the platform has. Expected is the platform's quantity, found is 0. */
    ORDER_ONLY_THERE,
    /** An order that the platform does not have. Expected is 0, found is what is sold here. */
    ORDER_ONLY_HERE,
    /** An order of which the platform has another quantity. Expected is the platform's, found is what is sold here. */
    ORDER_QUANTITY_DIFFERS
}
