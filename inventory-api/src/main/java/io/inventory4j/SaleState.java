package io.inventory4j;

/** Whether a stock line takes reservations and confirmations. Open reservations stay as they are when it changes (rule 4.2). */
public enum SaleState {
    /** Sells. */
    OPEN,
    /** Takes no new reservations; those that are held may still be confirmed. */
    NO_NEW,
    /** Takes neither reservations nor confirmations. */
    STOPPED
}
