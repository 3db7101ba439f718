package io.inventory4j;

import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;

/** Reservations as a store has them, made and changed at the epoch. */
public final class Stored {
    private Stored() {}

    /** A hold that nobody has settled. */
    public static Reservation hold(ReservationId id, ReservedLine... lines) {
        return with(id, List.of(lines), List.of(), List.of());
    }

    /** A hold with charges of the order, and what was settled of it. */
    public static Reservation with(
            ReservationId id, List<ReservedLine> lines, List<String> orderCharges, List<Settlement> settlements) {
        Instant then = Instant.EPOCH;
        return new Reservation(id, null, lines, List.of(), orderCharges, false, then, then, false, then, settlements);
    }

    /** A line with these units, none of them returned or swept. */
    public static ReservedLine line(StockKey key, long reserved, long committed, long shipped, long released) {
        return new ReservedLine(key, reserved, committed, shipped, released, 0, 0, List.of());
    }
}
