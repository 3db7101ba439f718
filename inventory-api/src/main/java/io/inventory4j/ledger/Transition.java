package io.inventory4j.ledger;

/** What a settlement does with units of a reservation (rule 2). */
public enum Transition {
    /** Sells held units. */
    CONFIRM,
    /** Gives held units back. */
    RELEASE,
    /** Gives sold units back before shipment. */
    CANCEL,
    /** Ships sold units. */
    SHIP,
    /** Takes shipped units back, into quality control. */
    RETURN,
    /** Holds on for longer. */
    EXTEND
}
