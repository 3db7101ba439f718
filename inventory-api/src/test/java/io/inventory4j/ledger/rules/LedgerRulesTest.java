package io.inventory4j.ledger.rules;

import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.stock.Bucket.SAFETY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the rules decide at their ends. The rest is the contract of the test kit, which every ledger runs. */
final class LedgerRulesTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final Duration HOLD = Duration.ofSeconds(60);
    private static final ReservationId R = ReservationId.of("r");
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    private final RowMap rows = new RowMap();
    private int moves;

    private Outcome send(Command command) {
        Decision decision = rows.decide(command, NOW);
        rows.store(command, decision);
        return decision.outcome();
    }

    private void granted(Command command) {
        assertEquals(true, send(command).applied(), () -> send(command).toString());
    }

    @Test
    void rule_1_6_aRefusalNamesItsLine() {
        post(A, OUTSIDE, AVAILABLE, 9);
        post(B, OUTSIDE, AVAILABLE, 9);
        Charge none = Charge.of("c", 0);
        ReserveLine free = ReserveLine.of(A, 1);
        ReserveLine limited = new ReserveLine(B, 1, 0, List.of(none));
        assertEquals(A, key(new Reserve(R, List.of(ReserveLine.of(A, 10)), List.of(), HOLD, null)));
        assertEquals(B, key(new Reserve(R, List.of(free, limited), List.of(none), HOLD, null)));
        assertNull(key(new Reserve(R, List.of(free), List.of(none), HOLD, null)));
        Charge later = Charge.of("c", 9).within(NOW.plusSeconds(1), null);
        assertEquals(
                B, key(new Reserve(R, List.of(free, new ReserveLine(B, 1, 0, List.of(later))), List.of(), HOLD, null)));
        assertNull(key(Settle.all(R, Transition.CONFIRM)));
    }

    private @Nullable StockKey key(Command command) {
        return send(command).refused().orElseThrow(AssertionError::new).key();
    }

    private static void assertRefused(Outcome outcome, Reason reason, String subject, long remaining) {
        Refusal refusal = outcome.refused().orElseThrow(AssertionError::new);
        assertEquals(
                List.of(reason, subject, remaining), List.of(refusal.reason(), refusal.subject(), refusal.remaining()));
    }

    private void post(StockKey key, Bucket from, Bucket to, long quantity) {
        granted(Move.of("m" + moves++, "why", new Posting(key, from, to, quantity)));
    }

    private static Reserve hold(String id, long quantity, long floor, Charge... charges) {
        return new Reserve(
                ReservationId.of(id),
                List.of(new ReserveLine(A, quantity, floor, List.of(charges))),
                List.of(),
                HOLD,
                null);
    }

    private static Charge until(@Nullable Integer second) {
        return new Charge("buyer", 100, second == null ? null : Instant.ofEpochSecond(second));
    }

    private StockLevel level(StockKey key) {
        StockLevel level = rows.lines.get(key);
        assertNotNull(level);
        return level;
    }

    @Test
    void rule_1_2_aCounterLivesUntilTheLatestEndOfItsCharges() {
        post(A, OUTSIDE, AVAILABLE, 9);
        granted(hold("r1", 1, 0, until(50)));
        assertEquals(new CounterValue(1, Instant.ofEpochSecond(50)), rows.counters.get("buyer"));
        granted(hold("r2", 1, 0, until(70)));
        granted(hold("r3", 1, 0, until(60)));
        assertEquals(new CounterValue(3, Instant.ofEpochSecond(70)), rows.counters.get("buyer"));
        granted(hold("r4", 1, 0, until(null)));
        granted(hold("r5", 1, 0, until(90)));
        assertEquals(new CounterValue(5, null), rows.counters.get("buyer"));
    }

    @Test
    void rule_8_6_givingBackToAForgottenCounterDoesNothing() {
        post(A, OUTSIDE, AVAILABLE, 9);
        granted(hold("r", 3, 0, until(50)));
        rows.counters.clear();
        granted(Settle.all(R, "s", Transition.RELEASE));
        assertEquals(Map.of(), rows.counters);
        granted(hold("r2", 4, 0, until(50)));
        rows.counters.put("buyer", new CounterValue(1, null));
        granted(Settle.all(ReservationId.of("r2"), "s", Transition.RELEASE));
        assertEquals(new CounterValue(0, null), rows.counters.get("buyer"));
    }

    @Test
    void rule_1_2_whatChargesOneCounterAddsUpUnderTheLowestLimit() {
        post(A, OUTSIDE, AVAILABLE, 9);
        post(B, OUTSIDE, AVAILABLE, 9);
        for (long limit : new long[] {5, 6}) {
            Reserve reserve = new Reserve(
                    R,
                    List.of(
                            new ReserveLine(A, 2, 0, List.of(Charge.of("c", 90))),
                            new ReserveLine(B, 3, 0, List.of(Charge.of("c", limit)))),
                    List.of(Charge.of("c", 80)),
                    HOLD,
                    null);
            if (limit == 5) {
                assertRefused(send(reserve), Reason.LIMIT_REACHED, "c", 5);
            } else {
                granted(reserve);
                assertEquals(new CounterValue(6, null), rows.counters.get("c"));
            }
        }
    }

    @Test
    void rule_1_6_theFirstFailingCounterIsTheFirstByItsBytes() {
        post(A, OUTSIDE, AVAILABLE, 9);
        Charge emoji = Charge.of("\uD83D\uDE00", 1);
        Charge privateUse = Charge.of("\uE000", 1);
        assertRefused(send(hold("r", 2, 0, emoji, privateUse)), Reason.LIMIT_REACHED, "\uE000", 1);
        assertRefused(send(hold("r", 2, 0, emoji, Charge.of("\uE000", 2))), Reason.LIMIT_REACHED, "\uD83D\uDE00", 1);
    }

    @Test
    void rule_1_6_whatIsLeftIsNeverNegative() {
        post(A, OUTSIDE, AVAILABLE, 3);
        assertRefused(send(hold("r", 3, 1)), Reason.OUT_OF_STOCK, "A@main", 2);
        assertRefused(send(hold("r", 1, 9)), Reason.OUT_OF_STOCK, "A@main", 0);
        granted(hold("r", 2, 0, Charge.of("c", 2)));
        assertRefused(send(hold("r2", 1, 0, Charge.of("c", 1))), Reason.LIMIT_REACHED, "c", 0);
    }

    @Test
    void rule_9_11_nothingWrapsAtTheLargestNumbers() {
        post(A, OUTSIDE, AVAILABLE, 1);
        granted(hold("r", Bounds.MAX_QUANTITY, -Bounds.MAX_QUANTITY));
        assertRefused(send(hold("r2", 1, -Bounds.MAX_QUANTITY)), Reason.OVERFLOW, "A@main", 0);
        assertRefused(
                send(hold("r2", 3, -Bounds.MAX_QUANTITY)),
                Reason.OUT_OF_STOCK,
                "A@main",
                level(A).available() + Bounds.MAX_QUANTITY);
        post(B, OUTSIDE, AVAILABLE, Bounds.MAX_QUANTITY);
        assertRefused(send(Move.of("more", "why", new Posting(B, OUTSIDE, SAFETY, 1))), Reason.OVERFLOW, "B@main", 0);
        assertEquals(Bounds.MAX_QUANTITY, level(B).total());
    }

    @Test
    void rule_2_5_aReturnThatFindsNoRoomIsRefused() {
        post(A, OUTSIDE, AVAILABLE, 1);
        granted(hold("r", 1, 0));
        granted(Settle.all(R, "s1", Transition.CONFIRM));
        granted(Settle.all(R, "s2", Transition.SHIP));
        post(A, OUTSIDE, AVAILABLE, Bounds.MAX_QUANTITY);
        assertRefused(send(Settle.all(R, "s3", Transition.RETURN)), Reason.OVERFLOW, "A@main", 0);
    }

    @Test
    void rule_2_4_goodsThatHaveNotComeAreNotShipped() {
        post(A, OUTSIDE, AVAILABLE, 2);
        granted(hold("r", 3, -1));
        granted(Settle.all(R, "s1", Transition.CONFIRM));
        assertRefused(send(Settle.all(R, "s2", Transition.SHIP)), Reason.SHORTFALL, "A@main", 0);
        granted(Settle.part(R, "s3", Transition.SHIP, Map.of(A, 2L)));
        assertEquals(0, level(A).onHand());
    }

    @Test
    void rule_3_2_forceStopsAtWhatIsOnHand() {
        post(A, OUTSIDE, AVAILABLE, 5);
        granted(hold("r", 4, 0));
        assertRefused(send(loss("m1", false, 2)), Reason.INSUFFICIENT, "A@main", 1);
        granted(loss("m2", true, 5));
        assertEquals(-4, level(A).available());
        assertRefused(send(loss("m3", true, 1)), Reason.SHORTFALL, "A@main", 0);
        assertRefused(send(loss("m3", false, 1)), Reason.INSUFFICIENT, "A@main", 0);
        post(A, OUTSIDE, AVAILABLE, 1);
        assertRefused(send(hold("r2", 1, 0)), Reason.OUT_OF_STOCK, "A@main", 0);
    }

    private static Move loss(String id, boolean force, long quantity) {
        return new Move(id, "lost", force, List.of(new Posting(A, AVAILABLE, OUTSIDE, quantity)), Map.of(), Map.of());
    }

    @Test
    void rule_2_6_thousandSettlementsAreRemembered() {
        post(A, OUTSIDE, AVAILABLE, 1);
        granted(hold("r", 1, 0));
        for (int i = 0; i < 1_000; i++) {
            granted(Settle.extend(R, "s" + i, HOLD));
        }
        assertRefused(send(Settle.extend(R, "one more", HOLD)), Reason.OVERFLOW, "r", 0);
        granted(Settle.extend(R, "s999", HOLD));
        granted(Settle.all(R, "confirm", Transition.CONFIRM));
        granted(Settle.all(R, "ship", Transition.SHIP));
        Reservation stored = rows.reservations.get(R);
        assertNotNull(stored);
        assertEquals(1_002, stored.settlements().size());
    }

    @Test
    void rule_3_7_aReceiptThatLeavesMoreIsTheOpeningUnlessItIsPinned() {
        post(A, OUTSIDE, SAFETY, 9);
        post(A, SAFETY, AVAILABLE, 4);
        assertEquals(0, level(A).opening());
        post(A, OUTSIDE, AVAILABLE, 2);
        assertEquals(6, level(A).opening());
        granted(hold("r", 3, 0));
        post(A, OUTSIDE, AVAILABLE, 3);
        assertEquals(6, level(A).opening());
        post(A, OUTSIDE, AVAILABLE, 1);
        assertEquals(7, level(A).opening());
        granted(new Move("o", "why", false, List.of(), Map.of(), Map.of(A, Opening.pinned(2))));
        post(A, OUTSIDE, AVAILABLE, 90);
        assertEquals(2, level(A).opening());
        assertTrue(level(A).openingPinned());
        granted(new Move("p", "why", false, List.of(), Map.of(), Map.of(A, Opening.of(0))));
        assertEquals(0, level(A).opening());
        assertEquals(false, level(A).openingPinned());
    }

    @Test
    void rule_3_1_whatNetsToNothingStillTouches() {
        granted(Move.of("m", "why", new Posting(A, OUTSIDE, SAFETY, 3), new Posting(A, SAFETY, OUTSIDE, 3)));
        assertEquals(new StockLevel(A, 0, 0, 0, 0, 0, 0, 0, 1, SaleState.OPEN, Window.NONE, 0, false), level(A));
    }

    @Test
    void rule_3_5_aLineThatIsOnlyExpectedIsNotTouched() {
        post(A, OUTSIDE, AVAILABLE, 3);
        Posting receipt = new Posting(B, OUTSIDE, AVAILABLE, 1);
        granted(new Move("m", "why", false, List.of(receipt), Map.of(A, 1L, B, 0L), Map.of()));
        assertEquals(1, level(A).version());
        assertRefused(
                send(new Move("n", "why", false, List.of(receipt), Map.of(A, 1L, B, 0L), Map.of())),
                Reason.STALE,
                "B@main",
                0);
        assertRefused(
                send(new Move("n", "why", false, List.of(receipt), Map.of(StockKey.of("Z"), 1L), Map.of())),
                Reason.STALE,
                "Z@main",
                0);
    }

    @Test
    void rule_5_1_overdueMeansThatTheExpiryHasCome() {
        post(A, OUTSIDE, AVAILABLE, 1);
        granted(hold("r", 1, 0));
        assertNull(rows.expire(R, NOW.plus(HOLD).minusNanos(1)));
        assertNotNull(rows.expire(R, NOW.plus(HOLD)));
        assertNull(rows.expire(ReservationId.of("other"), NOW.plus(HOLD)));
        granted(Settle.all(R, "s", Transition.CONFIRM));
        assertNull(rows.expire(R, NOW.plus(HOLD)));
    }

    @Test
    void aStoreThatHasLostALineIsBroken() {
        post(A, OUTSIDE, AVAILABLE, 1);
        granted(hold("r", 1, 0));
        rows.lines.clear();
        IllegalStateException broken = assertThrows(
                IllegalStateException.class, () -> rows.decide(Settle.all(R, "s", Transition.CONFIRM), NOW));
        assertTrue(String.valueOf(broken.getMessage()).contains("A@main"));
    }
}
