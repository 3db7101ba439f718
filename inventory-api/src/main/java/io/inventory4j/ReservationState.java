package io.inventory4j;

/** The state of a reservation, derived from its lines: the first that is true, in this order. */
public enum ReservationState {
    /** Units are held, and wait for payment. */
    PENDING,
    /** Nothing is held any more; units are sold and wait for shipment. */
    CONFIRMED,
    /** Nothing is left to ship; units were shipped. */
    SHIPPED,
    /** Nothing was sold, and a sweep took units back after the hold had run out. */
    EXPIRED,
    /** Nothing was sold; every unit was given back. */
    RELEASED
}
