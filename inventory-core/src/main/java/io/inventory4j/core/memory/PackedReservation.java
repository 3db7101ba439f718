package io.inventory4j.core.memory;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.StockKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of a reservation in its common shape, in one object of 64 bytes instead of five or six. That shape is one
 * line with at most one charge and at most one settlement, whose units are all reserved, all committed, or all
 * released. Every other shape is stored as it is.
 */
final class PackedReservation {
    private static final byte RESERVED = 0;
    private static final byte COMMITTED = 1;
    private static final byte RELEASED = 2;
    private static final int NEVER = -1;

    private final ReservationId id;
    private final StockKey key;
    private final @Nullable String charge;
    private final @Nullable Settlement settlement;
    private final long quantity;
    private final long expirySecond;
    private final int expiryNano;
    private final long settledSecond;
    private final int settledNano;
    private final byte units;
    private final boolean swept;

    private PackedReservation(Reservation reservation, ReservedLine line) {
        id = reservation.id();
        key = line.key();
        charge = line.charges().isEmpty() ? null : line.charges().get(0);
        settlement = reservation.settlements().isEmpty()
                ? null
                : reservation.settlements().get(0);
        quantity = line.requested();
        Instant expiresAt = reservation.expiresAt();
        expirySecond = expiresAt.getEpochSecond();
        expiryNano = expiresAt.getNano();
        Instant settledAt = reservation.settledAt();
        settledSecond = settledAt == null ? 0 : settledAt.getEpochSecond();
        settledNano = settledAt == null ? NEVER : settledAt.getNano();
        units = line.reserved() > 0 ? RESERVED : line.committed() > 0 ? COMMITTED : RELEASED;
        swept = reservation.swept();
    }

    /** The row to store for a reservation. */
    static Object pack(Reservation reservation) {
        if (reservation.lines().size() != 1
                || !reservation.orderCharges().isEmpty()
                || reservation.settlements().size() > 1) {
            return reservation;
        }
        ReservedLine line = reservation.lines().get(0);
        long requested = line.requested();
        boolean whole = line.reserved() == requested || line.committed() == requested || line.released() == requested;
        return whole && line.charges().size() <= 1 ? new PackedReservation(reservation, line) : reservation;
    }

    /** The reservation that a row stands for; null if it stands for none. */
    static @Nullable Reservation unpack(@Nullable Object row) {
        if (row instanceof PackedReservation packed) {
            return packed.unpacked();
        }
        return row instanceof Reservation reservation ? reservation : null;
    }

    /** Whether a row is a pending reservation. */
    static boolean pending(@Nullable Object row) {
        if (row instanceof PackedReservation packed) {
            return packed.units == RESERVED;
        }
        return row instanceof Reservation reservation && reservation.pending();
    }

    /** When the reservation of a row was settled; null if it is open, or if the row is no reservation. */
    static @Nullable Instant settledAt(@Nullable Object row) {
        if (row instanceof PackedReservation packed) {
            return packed.settledAt();
        }
        return row instanceof Reservation reservation ? reservation.settledAt() : null;
    }

    private @Nullable Instant settledAt() {
        return settledNano == NEVER ? null : Instant.ofEpochSecond(settledSecond, settledNano);
    }

    private Reservation unpacked() {
        ReservedLine line = new ReservedLine(
                key,
                units == RESERVED ? quantity : 0,
                units == COMMITTED ? quantity : 0,
                0,
                units == RELEASED ? quantity : 0,
                0,
                charge == null ? List.of() : List.of(charge));
        return new Reservation(
                id,
                List.of(line),
                List.of(),
                Instant.ofEpochSecond(expirySecond, expiryNano),
                swept,
                settledAt(),
                settlement == null ? List.of() : List.of(settlement));
    }
}
