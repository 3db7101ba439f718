package io.inventory4j.core;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.StockKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of a reservation in its common shape, in one object of 48 bytes instead of five: one line, at most one charge, and
 * all of it either held and never settled, or sold by its only settlement. Every other shape is stored as it is.
 */
final class PackedReservation {
    private final ReservationId id;
    private final StockKey key;
    private final @Nullable String charge;
    private final @Nullable Settlement confirmation;
    private final long quantity;
    private final long expirySecond;
    private final int expiryNano;

    private PackedReservation(Reservation reservation, ReservedLine line) {
        id = reservation.id();
        key = line.key();
        charge = line.charges().isEmpty() ? null : line.charges().get(0);
        confirmation = reservation.settlements().isEmpty()
                ? null
                : reservation.settlements().get(0);
        quantity = line.requested();
        Instant expiresAt = reservation.expiresAt();
        expirySecond = expiresAt.getEpochSecond();
        expiryNano = expiresAt.getNano();
    }

    /** The row to store for a reservation. */
    static Object pack(Reservation reservation) {
        boolean common = reservation.lines().size() == 1
                && reservation.orderCharges().isEmpty()
                && reservation.settledAt() == null
                && !reservation.swept()
                && reservation.lines().get(0).charges().size() <= 1;
        if (!common) {
            return reservation;
        }
        ReservedLine line = reservation.lines().get(0);
        int settlements = reservation.settlements().size();
        boolean held = line.reserved() == line.requested() && settlements == 0;
        boolean sold = line.committed() == line.requested() && settlements == 1;
        return held || sold ? new PackedReservation(reservation, line) : reservation;
    }

    /** The reservation that a row stands for; null if it stands for none. */
    static @Nullable Reservation unpack(@Nullable Object row) {
        if (row instanceof PackedReservation packed) {
            return packed.unpacked();
        }
        return row instanceof Reservation reservation ? reservation : null;
    }

    private Reservation unpacked() {
        List<String> charges = charge == null ? List.of() : List.of(charge);
        boolean held = confirmation == null;
        ReservedLine line = new ReservedLine(key, held ? quantity : 0, held ? 0 : quantity, 0, 0, 0, charges);
        Instant expiresAt = Instant.ofEpochSecond(expirySecond, expiryNano);
        List<Settlement> settlements = confirmation == null ? List.of() : List.of(confirmation);
        return new Reservation(id, List.of(line), List.of(), expiresAt, false, null, settlements);
    }
}
