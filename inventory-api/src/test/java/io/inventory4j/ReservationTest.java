package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReservationTest {
    private static final ReservationId ID = ReservationId.of("order-1");
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    private static Reservation of(boolean swept, ReservedLine... lines) {
        return new Reservation(ID, List.of(lines), List.of(), Instant.EPOCH, swept, null, List.of());
    }

    /** The line whose quantities are 1 where the bit is set: reserved, committed, shipped, released. */
    private static ReservedLine line(StockKey key, int bits) {
        long shipped = bits >> 2 & 1;
        return new ReservedLine(key, bits & 1, bits >> 1 & 1, shipped, bits >> 3 & 1, shipped, List.of());
    }

    private static ReservationState expected(int bits, boolean swept) {
        if ((bits & 1) != 0) {
            return ReservationState.PENDING;
        }
        if ((bits & 2) != 0) {
            return ReservationState.CONFIRMED;
        }
        if ((bits & 4) != 0) {
            return ReservationState.SHIPPED;
        }
        return swept ? ReservationState.EXPIRED : ReservationState.RELEASED;
    }

    @Test
    void theStateFollowsFromTheQuantitiesOfAllLines() {
        for (boolean swept : new boolean[] {false, true}) {
            for (int a = 0; a < 16; a++) {
                for (int b = 0; b < 16; b++) {
                    Reservation reservation = of(swept, line(A, a), line(B, b));
                    int either = a | b;
                    assertEquals(expected(either, swept), reservation.state());
                    assertEquals((either & 1) != 0, reservation.pending());
                    assertEquals((either & 3) != 0, reservation.open());
                    assertEquals((either & 7) == 0, reservation.releasedInFull());
                    assertEquals(false, reservation.tombstone());
                }
                assertEquals(expected(a, swept), of(swept, line(A, a)).state());
            }
        }
    }

    @Test
    void rule_2_9_aTombstoneHoldsNothing() {
        Reservation tombstone = of(false);
        assertTrue(tombstone.tombstone());
        assertTrue(tombstone.releasedInFull());
        assertEquals(ReservationState.RELEASED, tombstone.state());
        assertNull(tombstone.line(A));
    }

    @Test
    void aLineIsFoundByItsKey() {
        ReservedLine a = line(A, 1);
        ReservedLine b = line(B, 3);
        Reservation reservation = of(false, a, b);
        assertEquals(a, reservation.line(A));
        assertEquals(b, reservation.line(B));
        assertNull(reservation.line(StockKey.of("A", "elsewhere")));
    }

    @Test
    void theQuantitiesAddUpToWhatWasRequested() {
        ReservedLine line = new ReservedLine(A, 1, 20, 300, 4_000, 300, List.of());
        assertEquals(4_321, line.requested());
    }

    @Test
    void theQuantitiesAreChecked() {
        long tooMany = Bounds.MAX_QUANTITY + 1;
        Refused.argument(() -> new ReservedLine(A, -1, 0, 0, 0, 0, List.of()), "reserved is -1");
        Refused.argument(() -> new ReservedLine(A, 0, -1, 0, 0, 0, List.of()), "committed is -1");
        Refused.argument(() -> new ReservedLine(A, 0, 0, -1, 0, 0, List.of()), "shipped is -1");
        Refused.argument(() -> new ReservedLine(A, 0, 0, 0, -1, 0, List.of()), "released is -1");
        Refused.argument(() -> new ReservedLine(A, 0, 0, 0, 0, -1, List.of()), "returned is -1");
        Refused.argument(() -> new ReservedLine(A, tooMany, 0, 0, 0, 0, List.of()), "reserved", Bounds.MAX_QUANTITY);
        Refused.argument(() -> new ReservedLine(A, 0, 0, 2, 0, 3, List.of()), "returned is 3", "from 0 to 2");
        assertEquals(2, new ReservedLine(A, 0, 0, 2, 0, 2, List.of()).returned());
        Refused.absent("key", () -> new ReservedLine(Absent.value(), 0, 0, 0, 0, 0, List.of()));
    }

    @Test
    void theListsAreCopied() {
        List<ReservedLine> lines = new ArrayList<>(List.of(line(A, 1)));
        List<String> charges = new ArrayList<>(List.of("orders"));
        List<Settlement> settlements = new ArrayList<>(List.of(new Settlement("s1", "CONFIRM")));
        Reservation reservation = new Reservation(ID, lines, charges, Instant.EPOCH, false, null, settlements);
        List<String> counters = new ArrayList<>(List.of("buyer"));
        ReservedLine line = new ReservedLine(A, 0, 0, 0, 0, 0, counters);
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
        Refused.absent(
                "id",
                () -> new Reservation(Absent.value(), List.of(), List.of(), Instant.EPOCH, false, null, List.of()));
        Refused.absent(
                "expiresAt", () -> new Reservation(ID, List.of(), List.of(), Absent.value(), false, null, List.of()));
        Refused.absent("id", () -> new Settlement(Absent.value(), "CONFIRM"));
        Refused.absent("content", () -> new Settlement("s1", Absent.value()));
    }
}
