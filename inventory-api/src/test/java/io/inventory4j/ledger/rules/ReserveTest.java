package io.inventory4j.ledger.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Absent;
import io.inventory4j.Refused;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Stored;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A reserve brings itself into one form, or is refused where it is made. */
final class ReserveTest {
    private static final ReservationId ID = ReservationId.of("order-1");
    private static final Duration HOLD = Duration.ofMinutes(15);
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final StockKey EMOJI = StockKey.of("\uD83D\uDE00");
    private static final StockKey PRIVATE_USE = StockKey.of("\uE000");

    private static Reserve of(List<ReserveLine> lines, Charge... orderCharges) {
        return new Reserve(ID, lines, List.of(orderCharges), HOLD, null);
    }

    private static ReserveLine line(StockKey key, long quantity, long floor, Charge... charges) {
        return new ReserveLine(key, quantity, floor, List.of(charges));
    }

    private static List<Charge> charges(int count) {
        return IntStream.range(0, count).mapToObj(i -> Charge.of("c" + i, i)).toList();
    }

    @Test
    void rule_1_2_linesAreSortedAndSummed() {
        Reserve reserve = of(List.of(
                ReserveLine.of(EMOJI, 1),
                ReserveLine.of(B, 2),
                ReserveLine.of(PRIVATE_USE, 3),
                ReserveLine.of(A, 4),
                ReserveLine.of(B, 5),
                ReserveLine.of(B, 6)));
        assertEquals(
                List.of(
                        ReserveLine.of(A, 4),
                        ReserveLine.of(B, 13),
                        ReserveLine.of(PRIVATE_USE, 3),
                        ReserveLine.of(EMOJI, 1)),
                reserve.lines());
    }

    @Test
    void rule_1_2_summedLinesKeepFloorAndCharges() {
        Charge buyer = Charge.of("buyer", 9);
        assertEquals(
                List.of(line(A, 3, -2, buyer)),
                of(List.of(line(A, 1, -2, buyer), line(A, 2, -2, buyer))).lines());
    }

    @Test
    void rule_1_2_linesWithOneKeyAgree() {
        Charge buyer = Charge.of("buyer", 9);
        ReserveLine line = line(A, 1, 0, buyer);
        for (ReserveLine other : List.of(
                line(A, 1, 1, buyer),
                line(A, 1, 0),
                line(A, 1, 0, Charge.of("buyer", 8)),
                line(A, 1, 0, Charge.of("seller", 9)),
                line(A, 1, 0, new Charge("buyer", 9, Instant.EPOCH)),
                line(A, 1, 0, buyer, Charge.of("channel", 1)))) {
            Refused.argument(() -> of(List.of(line, other)), "A@main", "floor", "unitCharges");
            Refused.argument(() -> of(List.of(ReserveLine.of(B, 1), other, ReserveLine.of(B, 1), line)), "A@main");
        }
    }

    @Test
    void rule_1_2_theOrderOfChargesIsNoDisagreement() {
        Charge buyer = Charge.of("buyer", 9);
        Charge channel = Charge.of("channel", 9);
        Reserve reserve =
                of(List.of(line(A, 1, 0, buyer, channel), line(A, 1, 0, channel, buyer, Charge.of("buyer", 10))));
        assertEquals(List.of(line(A, 2, 0, buyer, channel)), reserve.lines());
    }

    @Test
    void rule_1_2_chargesAreSortedAndJoined() {
        Instant soon = Instant.ofEpochSecond(1);
        Instant late = Instant.ofEpochSecond(2);
        Charge[] mixed = {
            Charge.of("\uD83D\uDE00", 1),
            new Charge("buyer", 5, late),
            Charge.of("\uE000", 1),
            new Charge("buyer", 3, soon),
            new Charge("buyer", 4, soon)
        };
        List<Charge> normal =
                List.of(new Charge("buyer", 3, late), Charge.of("\uE000", 1), Charge.of("\uD83D\uDE00", 1));
        assertEquals(normal, of(List.of(ReserveLine.of(A, 1)), mixed).orderCharges());
        assertEquals(normal, line(A, 1, 0, mixed).unitCharges());
    }

    @Test
    void rule_9_4_theSumOfALineIsBounded() {
        ReserveLine most = ReserveLine.of(A, Bounds.MAX_QUANTITY - 1);
        assertEquals(
                List.of(ReserveLine.of(A, Bounds.MAX_QUANTITY)),
                of(List.of(most, ReserveLine.of(A, 1))).lines());
        Refused.argument(() -> of(List.of(most, ReserveLine.of(A, 2))), "quantity is " + (Bounds.MAX_QUANTITY + 1));
        Refused.argument(() -> of(Collections.nCopies(100, most)), "quantity", Bounds.MAX_QUANTITY);
    }

    @Test
    void rule_9_8_linesAreCountedBeforeTheyAreSummed() {
        ReserveLine line = ReserveLine.of(A, 1);
        assertEquals(
                List.of(ReserveLine.of(A, 100)),
                of(Collections.nCopies(100, line)).lines());
        Refused.argument(() -> of(Collections.nCopies(101, line)), "lines has 101", "1 to 100");
        Refused.argument(() -> of(List.of()), "lines has 0", "1 to 100");
    }

    @Test
    void rule_9_8_chargesAreCountedInEachList() {
        List<Charge> hundred = charges(100);
        Reserve reserve = new Reserve(
                ID, List.of(new ReserveLine(A, 1, 0, hundred), new ReserveLine(B, 1, 0, hundred)), hundred, HOLD, null);
        assertEquals(100, reserve.orderCharges().size());
        assertEquals(100, reserve.lines().get(1).unitCharges().size());
        Refused.argument(() -> new ReserveLine(A, 1, 0, charges(101)), "unitCharges has 101", "0 to 100");
        Refused.argument(
                () -> new Reserve(ID, List.of(ReserveLine.of(A, 1)), charges(101), HOLD, null), "orderCharges has 101");
        Refused.argument(
                () -> new ReserveLine(A, 1, 0, Collections.nCopies(101, Charge.of("c", 1))), "unitCharges has 101");
    }

    @Test
    void rule_9_10_aLineIsBounded() {
        assertEquals(Bounds.MAX_QUANTITY, ReserveLine.of(A, Bounds.MAX_QUANTITY).quantity());
        assertEquals(-Bounds.MAX_QUANTITY, line(A, 1, -Bounds.MAX_QUANTITY).floor());
        assertEquals(Bounds.MAX_QUANTITY, line(A, 1, Bounds.MAX_QUANTITY).floor());
        Refused.argument(() -> ReserveLine.of(A, 0), "quantity is 0");
        Refused.argument(() -> ReserveLine.of(A, Bounds.MAX_QUANTITY + 1), "quantity", Bounds.MAX_QUANTITY);
        Refused.argument(() -> line(A, 1, -Bounds.MAX_QUANTITY - 1), "floor");
        Refused.argument(() -> line(A, 1, Bounds.MAX_QUANTITY + 1), "floor");
        Refused.absent("key", () -> ReserveLine.of(Absent.value(), 1));
        Refused.absent("unitCharges", () -> new ReserveLine(A, 1, 0, Absent.value()));
    }

    @Test
    void rule_9_7_theHoldIsBounded() {
        List<ReserveLine> lines = List.of(ReserveLine.of(A, 1));
        Refused.argument(() -> new Reserve(ID, lines, List.of(), Duration.ZERO, null), "holdFor is PT0S");
        Refused.argument(() -> new Reserve(ID, lines, List.of(), Duration.ofDays(401), null), "holdFor");
        Refused.absent("holdFor", () -> new Reserve(ID, lines, List.of(), Absent.value(), null));
        Refused.absent("id", () -> new Reserve(Absent.value(), lines, List.of(), HOLD, null));
        Refused.absent("orderCharges", () -> new Reserve(ID, lines, Absent.value(), HOLD, null));
    }

    @Test
    void rule_1_8_nothingReplacesItself() {
        List<ReserveLine> lines = List.of(ReserveLine.of(A, 1));
        Refused.argument(() -> new Reserve(ID, lines, List.of(), HOLD, ReservationId.of("order-1")), "order-1");
        Reserve other = new Reserve(ID, lines, List.of(), HOLD, ReservationId.of("Order-1"));
        assertEquals(ReservationId.of("Order-1"), other.replaces());
        assertNull(of(lines).replaces());
    }

    @Test
    void theListsAreCopied() {
        for (int size : new int[] {1, 2}) {
            List<ReserveLine> lines = new ArrayList<>(List.of(ReserveLine.of(A, 1), ReserveLine.of(B, 1)));
            List<Charge> charges = new ArrayList<>(charges(2));
            lines.subList(size, 2).clear();
            charges.subList(size, 2).clear();
            Reserve reserve = new Reserve(ID, lines, charges, HOLD, null);
            ReserveLine line = new ReserveLine(A, 1, 0, charges);
            lines.clear();
            charges.clear();
            assertEquals(size, reserve.lines().size());
            assertEquals(size, reserve.orderCharges().size());
            assertEquals(size, line.unitCharges().size());
            assertThrows(
                    UnsupportedOperationException.class, () -> reserve.lines().clear());
        }
    }

    private static ReservationRow stored(ReservedLine... lines) {
        return ReservationRow.of(Stored.with(ID, List.of(lines), List.of("orders"), List.of()));
    }

    @Test
    void rule_1_4_contentIsKeyToSummedQuantity() {
        ReservedLine a = new ReservedLine(A, 1, 2, 3, 4, 3, 0, List.of("buyer"));
        ReservedLine b = new ReservedLine(B, 0, 0, 0, 5, 0, 0, List.of());
        Reserve same = of(List.of(line(B, 5, -7, Charge.of("c", 1)), ReserveLine.of(A, 4), ReserveLine.of(A, 6)));
        assertTrue(stored(a, b).hasContentOf(same));
        assertFalse(stored(a).hasContentOf(same));
        assertFalse(stored(a, b, new ReservedLine(EMOJI, 1, 0, 0, 0, 0, 0, List.of()))
                .hasContentOf(same));
        assertFalse(stored(a, new ReservedLine(B, 6, 0, 0, 0, 0, 0, List.of())).hasContentOf(same));
        assertFalse(
                stored(a, new ReservedLine(EMOJI, 5, 0, 0, 0, 0, 0, List.of())).hasContentOf(same));
    }

    private static ReservationRow stored(@Nullable String owner, boolean sold) {
        Instant then = Instant.EPOCH;
        List<ReservedLine> lines = List.of(Stored.line(A, 1, 0, 0, 0));
        return ReservationRow.of(
                new Reservation(ID, owner, lines, List.of(), List.of(), sold, then, then, false, then, List.of()));
    }

    @Test
    void rule_1_10_theOwnerIsContent() {
        Reserve nobody = of(List.of(ReserveLine.of(A, 1)));
        Reserve owned = nobody.ownedBy("buyer-42");
        assertTrue(stored(null, false).hasContentOf(nobody));
        assertTrue(stored("buyer-42", false).hasContentOf(owned));
        assertFalse(stored(null, false).hasContentOf(owned));
        assertFalse(stored("Buyer-42", false).hasContentOf(owned));
        assertFalse(stored("buyer-42", false).hasContentOf(nobody));
        assertFalse(owned.toString().contains("buyer-42"), owned::toString);
        Refused.argument(() -> nobody.ownedBy("x".repeat(201)), "owner", "201");
        Refused.argument(() -> nobody.ownedBy(""), "owner is empty");
    }

    @Test
    void rule_1_11_thatItIsSoldIsContentUnlessItIsTakenAgain() {
        Reserve held = of(List.of(ReserveLine.of(A, 1)));
        Reserve sold = held.selling();
        assertTrue(stored(null, true).hasContentOf(sold));
        assertFalse(stored(null, false).hasContentOf(sold));
        assertFalse(stored(null, true).hasContentOf(held));
        assertTrue(stored(null, false).hasContentOf(sold.takingAgain()));
        assertTrue(stored(null, true).hasContentOf(held.takingAgain()));
        assertFalse(stored("buyer-42", false).hasContentOf(held.takingAgain()));
    }

    @Test
    void rule_1_11_whatIsSoldIsNotHeld() {
        List<ReserveLine> lines = List.of(ReserveLine.of(A, 1));
        assertNull(of(lines).selling().holdFor());
        Refused.argument(
                () -> new Reserve(ID, null, lines, List.of(), HOLD, true, null, false), "holdFor", "is not held");
        Refused.absent("holdFor", () -> new Reserve(ID, null, lines, List.of(), null, false, null, false));
    }

    @Test
    void rule_1_12_whatIsTakenAgainReplacesNothing() {
        List<ReserveLine> lines = List.of(ReserveLine.of(A, 1));
        Reserve replacing = new Reserve(ID, lines, List.of(), HOLD, ReservationId.of("x"));
        Refused.argument(replacing::takingAgain, "replaces is x", "taken again");
        assertTrue(of(lines).takingAgain().again());
    }

    @Test
    void rule_12_1_theFirstChargeByNameThatIsNotRightAtATime() {
        Instant noon = Instant.EPOCH.plusSeconds(43_200);
        Charge early = Charge.of("b", 1).within(null, noon);
        Charge late = Charge.of("a", 1).within(noon, null);
        Reserve reserve = new Reserve(
                ID,
                List.of(new ReserveLine(A, 1, 0, List.of(late)), new ReserveLine(B, 1, 0, List.of(early))),
                List.of(Charge.of("0", 1), early),
                HOLD,
                null);
        assertEquals(early, StaleCharges.first(reserve, noon));
        assertEquals(late, StaleCharges.first(reserve, noon.minusMillis(1)));
        assertNull(StaleCharges.first(of(List.of(ReserveLine.of(A, 1))), noon));
    }
}
