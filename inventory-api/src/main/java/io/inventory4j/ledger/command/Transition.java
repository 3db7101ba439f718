package io.inventory4j.ledger.command;

/** What a settlement does with units of a reservation (rule 2). */
public enum Transition {
    /** Sells held units. */
    CONFIRM,
    /** Gives held units back. */
    RELEASE,
    /** Gives sold units back before shipment. */
    CANCEL,
    /** Gives back what is held or sold, in one step. */
    GIVE_BACK,
    /** Ships sold units. */
    SHIP,
    /** Takes shipped units back, into quality control. */
    RETURN,
    /** Holds on for longer. */
    EXTEND
}
