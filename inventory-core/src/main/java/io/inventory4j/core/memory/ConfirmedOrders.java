package io.inventory4j.core.memory;

import io.inventory4j.Reservation;
import io.inventory4j.ledger.rules.EpochNanos;
import io.inventory4j.ledger.rules.ReservationRow;
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
        Walk walk = reservations.after(null);
        for (Cell at = walk.next(); at != null; at = walk.next()) {
            if (at.row() instanceof ReservationRow row
                    && row.open()
                    && !row.pending()
                    && row.changedNanos() <= EpochNanos.of(by)) {
                due.add(row.told());
            }
        }
        due.sort(Comparator.comparing(Reservation::changedAt).thenComparing(Reservation::id));
        return due;
    }
}
