package io.inventory4j.core.memory;

import io.inventory4j.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds orders that were sold and that nobody has touched since (rule 9.2). */
final class ConfirmedOrders {
    private ConfirmedOrders() {}

    /** Orders with nothing reserved and something committed, oldest change first, then by id. */
    static List<Reservation> unchangedSince(Instant by, Table reservations) {
        List<Reservation> due = new ArrayList<>();
        for (Cell at = reservations.after(null); at != null; at = reservations.after(at)) {
            Object row = at.row();
            if (PackedReservation.confirmed(row)) {
                Reservation found = PackedReservation.unpack(row);
                if (found != null && !found.changedAt().isAfter(by)) {
                    due.add(found);
                }
            }
        }
        due.sort(Comparator.comparing(Reservation::changedAt).thenComparing(Reservation::id));
        return due;
    }
}
