package io.inventory4j.core.memory;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.StockKey;
import io.inventory4j.ledger.StoreTransaction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row of a reservation in its common shape, in one object of 64 bytes instead of eight or nine. That shape is one
 * line of fewer than 2^31 units with at most one charge and at most one settlement, whose units are all reserved, all
 * committed, all released, or all swept, in times from 1678 to 2261. Every other shape is stored as it is.
 */
final class PackedReservation {
    /** Seconds since 1970 whose nanoseconds a long holds. */
    private static final long MOST_SECONDS = Long.MAX_VALUE / 1_000_000_000L - 1;

    private static final int RESERVED = 0;
    private static final int COMMITTED = 1;
    private static final int RELEASED = 2;
    private static final int SWEPT = 3;
    private static final int UNITS = 3;
    private static final int SOLD = 4;
    private static final int ENDED = 8;

    private final ReservationId id;
    private final @Nullable String owner;
    private final StockKey key;
    private final @Nullable String charge;
    private final @Nullable Settlement settlement;
    private final int quantity;
    private final long madeNanos;
    private final long expiryNanos;
    private final long changedNanos;
    private final byte flags;

    private PackedReservation(Reservation reservation, ReservedLine line) {
        id = reservation.id();
        owner = reservation.owner();
        key = line.key();
        charge = line.charges().isEmpty() ? null : line.charges().get(0);
        settlement = reservation.settlements().isEmpty()
                ? null
                : reservation.settlements().get(0);
        quantity = (int) line.requested();
        madeNanos = nanos(reservation.madeAt());
        expiryNanos = nanos(reservation.expiresAt());
        changedNanos = nanos(reservation.changedAt());
        flags = (byte) (units(line) | (reservation.sold() ? SOLD : 0) | (reservation.ended() ? ENDED : 0));
    }

    private static int units(ReservedLine line) {
        if (line.reserved() > 0) {
            return RESERVED;
        }
        if (line.committed() > 0) {
            return COMMITTED;
        }
        return line.swept() > 0 ? SWEPT : RELEASED;
    }

    /** The row to store for a reservation. */
    static Object pack(Reservation reservation) {
        if (reservation.lines().size() != 1
                || !reservation.orderCharges().isEmpty()
                || reservation.settlements().size() > 1
                || !fits(reservation.madeAt())
                || !fits(reservation.expiresAt())
                || !fits(reservation.changedAt())) {
            return reservation;
        }
        ReservedLine line = reservation.lines().get(0);
        return fits(line) ? new PackedReservation(reservation, line) : reservation;
    }

    private static boolean fits(ReservedLine line) {
        long requested = line.requested();
        boolean whole = line.reserved() == requested
                || line.committed() == requested
                || (line.released() == requested && (line.swept() == 0 || line.swept() == requested));
        return whole && requested <= Integer.MAX_VALUE && line.charges().size() <= 1;
    }

    private static boolean fits(Instant time) {
        return Math.abs(time.getEpochSecond()) < MOST_SECONDS;
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
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
            return packed.units() == RESERVED;
        }
        return row instanceof Reservation reservation && reservation.pending();
    }

    /** Whether a row is a reservation with nothing reserved and something committed. */
    static boolean confirmed(@Nullable Object row) {
        if (row instanceof PackedReservation packed) {
            return packed.units() == COMMITTED;
        }
        return row instanceof Reservation reservation && reservation.open() && !reservation.pending();
    }

    /** Whether a row is a reservation that may be forgotten. */
    static boolean due(@Nullable Object row, StoreTransaction.Due due) {
        if (row instanceof PackedReservation packed) {
            // Nothing of it was shipped: that is not the common shape.
            return packed.units() >= RELEASED && !instant(packed.changedNanos).isAfter(due.settledBy());
        }
        return row instanceof Reservation reservation && due.forgets(reservation);
    }

    private int units() {
        return flags & UNITS;
    }

    private Reservation unpacked() {
        int units = units();
        ReservedLine line = new ReservedLine(
                key,
                units == RESERVED ? quantity : 0,
                units == COMMITTED ? quantity : 0,
                0,
                units >= RELEASED ? quantity : 0,
                0,
                units == SWEPT ? quantity : 0,
                charge == null ? List.of() : List.of(charge));
        Instant madeAt = instant(madeNanos);
        return new Reservation(
                id,
                owner,
                List.of(line),
                List.of(),
                (flags & SOLD) != 0,
                madeAt,
                instant(expiryNanos),
                (flags & ENDED) != 0,
                changedNanos == madeNanos ? madeAt : instant(changedNanos),
                settlement == null ? List.of() : List.of(settlement));
    }
}
