package io.inventory4j.jdbc;

import io.inventory4j.Reservation;
import org.jspecify.annotations.Nullable;

/** How far a reservation is, as its row says it: by this and the time of its last change, jobs find what is due. */
final class ReservationPhase {
    /** Nothing is reserved, something is committed. */
    static final long CONFIRMED = 1;

    /** Nothing is reserved or committed, and nothing was shipped. */
    static final long SETTLED = 2;

    /** Nothing is reserved or committed, and something was shipped. */
    static final long SHIPPED = 3;

    private ReservationPhase() {}

    /** The phase; null while something is reserved, so that no index has such a row. */
    static @Nullable Long of(Reservation reservation) {
        if (reservation.pending()) {
            return null;
        }
        if (reservation.open()) {
            return CONFIRMED;
        }
        return reservation.shipped() ? SHIPPED : SETTLED;
    }
}
