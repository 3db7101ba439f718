package io.inventory4j.stock;

/**
 * Whether a stock line takes reservations and confirmations (rule 4.1). When it changes, open reservations stay as they
 * are (rule 4.2).
 */
public enum SaleState {
    /** Sells. */
    OPEN,
    /** Takes no new reservations; those that are held may still be confirmed. */
    NO_NEW,
    /** Takes neither reservations nor confirmations. */
    STOPPED
}
