package io.inventory4j;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hold that has run out: a sweep has given its units back (rule 11.6). The shop closes the order, or asks the buyer
 * again.
 *
 * @param id the reservation's id, mostly the order's number
 * @param owner who the order is for; null if none was given, or if the reservation is forgotten
 * @param at when the sweep gave the units back, by the store's clock
 * @param reservation the reservation as it is when the listener is called, which may be some time later: look at
 *     {@link Reservation#state} before closing an order of which a part is sold. Null if it is forgotten
 */
public record ExpiredReservation(
        String id,
        @Nullable String owner,
        Instant at,
        @Nullable Reservation reservation) {
    /** Checks that id and time are there. */
    public ExpiredReservation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
    }

    /** Leaves the owner out, because texts of this kind end in logs. */
    @Override
    public String toString() {
        return "ExpiredReservation[id=" + id + ", at=" + at + "]";
    }
}
