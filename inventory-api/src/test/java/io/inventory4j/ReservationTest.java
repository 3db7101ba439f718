package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReservationTest {
    private static final ReservationId ID = ReservationId.of("order-1");
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    /** The line whose quantities are 1 where the bit is set: reserved, committed, shipped, released, swept. */
    private static ReservedLine line(StockKey key, int bits) {
        long shipped = bits >> 2 & 1;
        long swept = bits >> 4 & 1;
        return new ReservedLine(
                key, bits & 1, bits >> 1 & 1, shipped, Math.max(swept, bits >> 3 & 1), shipped, swept, List.of());
    }

    private static ReservationState expected(int bits) {
        if ((bits & 1) != 0) {
            return ReservationState.PENDING;
        }
        if ((bits & 2) != 0) {
            return ReservationState.CONFIRMED;
        }
        if ((bits & 4) != 0) {
            return ReservationState.SHIPPED;
        }
        return (bits & 16) != 0 ? ReservationState.EXPIRED : ReservationState.RELEASED;
    }

    @Test
    void theStateFollowsFromTheQuantitiesOfAllLines() {
        for (int a = 0; a < 32; a++) {
            for (int b = 0; b < 32; b++) {
                Reservation reservation = Stored.hold(ID, line(A, a), line(B, b));
                int either = a | b;
                assertEquals(expected(either), reservation.state());
                assertEquals((either & 1) != 0, reservation.pending());
                assertEquals((either & 3) != 0, reservation.open());
                assertEquals((either & 4) != 0, reservation.shipped());
                assertEquals((either & 7) == 0, reservation.releasedInFull());
                assertEquals((either & 16) != 0, reservation.swept());
                assertEquals((either & 3) != 0 ? null : Instant.EPOCH, reservation.settledAt());
                assertEquals(false, reservation.tombstone());
            }
            assertEquals(expected(a), Stored.hold(ID, line(A, a)).state());
        }
    }

    @Test
    void rule_1_10_anOwnerIsInNoText() {
        Reservation owned = new Reservation(
                ID,
                "buyer-42",
                List.of(line(A, 1)),
                List.of(),
                List.of(),
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                Instant.EPOCH,
                List.of());
        assertFalse(owned.toString().contains("buyer-42"), owned::toString);
        assertTrue(owned.toString().contains("order-1"), owned::toString);
    }

    @Test
    void rule_2_9_aTombstoneHoldsNothing() {
        Reservation tombstone = Reservation.tombstone(ID, Instant.EPOCH);
        assertNull(tombstone.owner());
        assertEquals(Instant.EPOCH, tombstone.settledAt());
        assertTrue(tombstone.tombstone());
        assertTrue(tombstone.releasedInFull());
        assertEquals(ReservationState.RELEASED, tombstone.state());
        assertNull(tombstone.line(A));
    }

    @Test
    void aLineIsFoundByItsKey() {
        ReservedLine a = line(A, 1);
        ReservedLine b = line(B, 3);
        Reservation reservation = Stored.hold(ID, a, b);
        assertEquals(a, reservation.line(A));
        assertEquals(b, reservation.line(B));
        assertNull(reservation.line(StockKey.of("A", "elsewhere")));
    }

    @Test
    void theQuantitiesAddUpToWhatWasRequested() {
        ReservedLine line = new ReservedLine(A, 1, 20, 300, 4_000, 300, 4_000, List.of());
        assertEquals(4_321, line.requested());
    }

    @Test
    void theQuantitiesAreChecked() {
        long tooMany = Bounds.MAX_QUANTITY + 1;
        Refused.argument(() -> new ReservedLine(A, -1, 0, 0, 0, 0, 0, List.of()), "reserved is -1");
        Refused.argument(() -> new ReservedLine(A, 0, -1, 0, 0, 0, 0, List.of()), "committed is -1");
        Refused.argument(() -> new ReservedLine(A, 0, 0, -1, 0, 0, 0, List.of()), "shipped is -1");
        Refused.argument(() -> new ReservedLine(A, 0, 0, 0, -1, 0, 0, List.of()), "released is -1");
        Refused.argument(() -> new ReservedLine(A, 0, 0, 0, 0, -1, 0, List.of()), "returned is -1");
        Refused.argument(() -> new ReservedLine(A, tooMany, 0, 0, 0, 0, 0, List.of()), "reserved", Bounds.MAX_QUANTITY);
        Refused.argument(() -> new ReservedLine(A, 0, 0, 2, 0, 3, 0, List.of()), "returned is 3", "from 0 to 2");
        Refused.argument(() -> new ReservedLine(A, 0, 0, 0, 2, 0, 3, List.of()), "swept is 3", "from 0 to 2");
        Refused.argument(() -> new ReservedLine(A, 0, 0, 0, 2, 0, -1, List.of()), "swept is -1");
        assertEquals(2, new ReservedLine(A, 0, 0, 2, 0, 2, 0, List.of()).returned());
        Refused.absent("key", () -> new ReservedLine(Absent.value(), 0, 0, 0, 0, 0, 0, List.of()));
    }

    @Test
    void theListsAreCopied() {
        List<ReservedLine> lines = new ArrayList<>(List.of(line(A, 1)));
        List<String> charges = new ArrayList<>(List.of("orders"));
        List<Settlement> settlements = new ArrayList<>(List.of(new Settlement("s1", "CONFIRM")));
        Reservation reservation = Stored.with(ID, lines, charges, settlements);
        List<String> counters = new ArrayList<>(List.of("buyer"));
        ReservedLine line = new ReservedLine(A, 0, 0, 0, 0, 0, 0, counters);
        lines.clear();
        charges.clear();
        settlements.clear();
        counters.clear();
        assertEquals(1, reservation.lines().size());
        assertEquals(List.of("orders"), reservation.orderCharges());
        assertEquals(List.of(new Settlement("s1", "CONFIRM")), reservation.settlements());
        assertEquals(List.of("buyer"), line.charges());
        assertThrows(
                UnsupportedOperationException.class, () -> reservation.lines().clear());
    }

    @Test
    void whatIsNeededIsThere() {
        Instant then = Instant.EPOCH;
        Refused.absent("id", () -> Stored.hold(Absent.value()));
        Refused.absent("madeAt", () -> at(Absent.value(), then, then));
        Refused.absent("expiresAt", () -> at(then, Absent.value(), then));
        Refused.absent("changedAt", () -> at(then, then, Absent.value()));
        Refused.absent("id", () -> new Settlement(Absent.value(), "CONFIRM"));
        Refused.absent("content", () -> new Settlement("s1", Absent.value()));
    }

    private static Reservation at(Instant madeAt, Instant expiresAt, Instant changedAt) {
        return new Reservation(
                ID, null, List.of(), List.of(), List.of(), false, madeAt, expiresAt, false, changedAt, List.of());
    }
}
