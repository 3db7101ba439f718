package io.inventory4j;

/** Why a command was refused. A refusal changes nothing. */
public enum Reason {
    /** The line does not exist, or the reservation does not have it. */
    UNKNOWN_LINE,
    /** The line's sale state or its window does not allow it. */
    NOT_OPEN,
    /** Too little may be promised. */
    OUT_OF_STOCK,
    /** A purchase limit would be passed. */
    LIMIT_REACHED,
    /**
     * A policy does not sell this so: not to this buyer, region or channel, not to somebody who does not name what it
     * asks for, or not in this quantity. Given by policies, never by a ledger.
     */
    NOT_ALLOWED,
    /** The id was used before, for something else. */
    ID_REUSED,
    /** The reservation was given back in full. */
    RELEASED,
    /** The reservation ran out, and a sweep gave its units back. */
    EXPIRED,
    /** The reservation is not known. */
    UNKNOWN_RESERVATION,
    /** Less is held than asked for. */
    NOT_PENDING,
    /** Less is sold and unshipped than asked for. */
    NOT_COMMITTED,
    /** Less was shipped, and has not come back, than asked for. */
    NOT_SHIPPED,
    /** A bucket holds less than the move takes. */
    INSUFFICIENT,
    /** On hand would fall below zero: the goods of a backorder have not come. */
    SHORTFALL,
    /** The line has another version than the caller expected. */
    STALE,
    /** A sum would pass 2^53 - 1, or a reservation has been extended too often. */
    OVERFLOW
}
