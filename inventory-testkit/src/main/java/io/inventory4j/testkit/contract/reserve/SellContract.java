package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.exchange;
import static io.inventory4j.testkit.contract.fixture.Commands.forced;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 1.11: sold in one step, also in the place of another order. */
public interface SellContract extends Fixture {
    @Test
    default void rule_1_11_unitsGoFromAvailableToCommittedAtOnce() {
        stock("A", 5);
        Outcome.Applied sold = applied(sell("r1", line("A", 2, limit("buyer", 2))));
        assertEquals(1, sold.changes().size());
        assertLevel("A", 3, 0, 2);
        assertTally("r1", "A", 0, 2, 0, 0, 0);
        assertState("r1", ReservationState.CONFIRMED);
        assertUsed(2, "buyer");
        assertEquals(sold.reservation(), reservation("r1"));
        applied(all(SHIP, "r1"));
        assertState("r1", ReservationState.SHIPPED);
    }

    @Test
    default void rule_1_11_itsExpiryIsNowAndItIsNeverOverdue() {
        stock("A", 5);
        clock().advance(HOLD);
        applied(sell("r1", line("A", 2)));
        Reservation sold = reservation("r1");
        assertTrue(sold.sold());
        assertEquals(clock().instant(), sold.madeAt());
        assertEquals(clock().instant(), sold.expiresAt());
        assertNull(sold.settledAt());
        assertEquals(List.of(), ledger().expire(10));
        clock().advance(Bounds.MAX_HOLD);
        assertEquals(List.of(), ledger().expire(10));
        assertEquals(List.of(), ledger().open(key("A"), null, 10));
        assertLevel("A", 3, 0, 2);
    }

    @Test
    default void rule_1_11_itIsJudgedAsAHold() {
        stock("A", 5);
        refused(sell("r1", line("A", 6)), Reason.OUT_OF_STOCK, key("A"), 5);
        refused(sell("r1", lineAbove(4, "A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
        refused(sell("r1", line("unknown", 1)), Reason.UNKNOWN_LINE, key("unknown"), 0);
        refused(sell("r1", line("A", 3, limit("c", 2))), Reason.LIMIT_REACHED, "c", 2);
        applied(saleState("x1", "A", SaleState.NO_NEW));
        refused(sell("r1", line("A", 1)), Reason.NOT_OPEN, key("A"), 0);
        assertNoReservation("r1");
    }

    @Test
    default void rule_1_11_aFullBucketOfSoldUnitsIsRefused() {
        stock("A", 1);
        applied(sell("r1", lineAbove(-Bounds.MAX_QUANTITY, "A", Bounds.MAX_QUANTITY)));
        refused(sell("r2", lineAbove(-Bounds.MAX_QUANTITY, "A", 1)), Reason.OVERFLOW, key("A"), 0);
        applied(hold("r3", lineAbove(-Bounds.MAX_QUANTITY, "A", 1)));
    }

    @Test
    default void rule_1_11_soldIsContent() {
        stock("A", 5);
        applied(sell("r1", line("A", 2)));
        refused(hold("r1", line("A", 2)), Reason.ID_REUSED, "r1", 0);
        assertEquals(reservation("r1"), replayed(sell("r1", line("A", 2))).reservation());
        applied(hold("r2", line("A", 2)));
        refused(sell("r2", line("A", 2)), Reason.ID_REUSED, "r2", 0);
        applied(all(CONFIRM, "r2"));
        refused(sell("r2", line("A", 2)), Reason.ID_REUSED, "r2", 0);
        assertFalse(reservation("r2").sold());
        applied(all(CANCEL, "r1"));
        refused(sell("r1", line("A", 2)), Reason.RELEASED, "r1", 0);
    }

    @Test
    default void rule_1_11_whatIsSoldTakesNoHold() {
        Reserve held = hold("r1", line("A", 1));
        assertRejected(
                "holdFor",
                "not held",
                () -> new Reserve(held.id(), null, held.lines(), List.of(), HOLD, true, null, false));
        assertRejected("replaces", "cannot replace itself", () -> exchange("r1", "r1", line("A", 1)));
    }

    @Test
    default void rule_1_11_theJournalSaysThatItWasSold() {
        stock("A", 5);
        applied(hold("r1", line("A", 1)));
        applied(sell("r2", line("A", 1)));
        applied(exchange("r1", "r3", line("A", 2)));
        if (ledger() instanceof Journaled journal) {
            assertEquals(
                    List.of("MOVE stock of A", "RESERVE r1", "SELL r2", "SELL r3"),
                    journal.journal(0, 10).entries().stream()
                            .map(entry -> entry.kind() + " " + entry.command())
                            .toList());
        }
    }

    @Test
    default void rule_1_11_anExchangeGivesBackWhatIsHeldAndWhatIsSold() {
        stock("A", 5);
        stock("B", 5);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 3, limit("buyer", 3))));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        Outcome.Applied sold = applied(replace(
                "r1", sell("r2", List.of(limit("orders", 1)), line("A", 1, limit("buyer", 3)), line("B", 2))));
        assertLevel("A", 4, 0, 1);
        assertLevel("B", 3, 0, 2);
        assertTally("r1", "A", 0, 0, 0, 3, 0);
        assertState("r1", ReservationState.RELEASED);
        assertEquals(clock().instant(), reservation("r1").settledAt());
        assertUsed(1, "buyer");
        assertUsed(1, "orders");
        assertEquals(
                List.of(key("A"), key("B")),
                sold.changes().stream().map(LevelChange::key).toList());
        assertEquals(4, level("A").version());
    }

    @Test
    default void rule_1_11_whatWasShippedStaysWithItsOrderCharge() {
        stock("A", 5);
        applied(sell("r1", List.of(limit("orders", 9)), line("A", 3, limit("buyer", 9))));
        applied(part(SHIP, "r1", "s1", units("A", 1)));
        applied(replace("r1", sell("r2", line("A", 1))));
        assertTally("r1", "A", 0, 0, 1, 2, 0);
        assertState("r1", ReservationState.SHIPPED);
        assertLevel("A", 3, 0, 1);
        assertUsed(1, "buyer");
        assertUsed(1, "orders");
    }

    @Test
    default void rule_1_11_withNothingHeldOrSoldThereIsNoExchange() {
        stock("A", 9);
        refused(exchange("unknown", "r9", line("A", 1)), Reason.NOT_COMMITTED, "unknown", 0);
        applied(all(RELEASE, "tombstone"));
        refused(exchange("tombstone", "r9", line("A", 1)), Reason.NOT_COMMITTED, "tombstone", 0);
        applied(hold("r1", line("A", 1)));
        applied(all(RELEASE, "r1"));
        refused(exchange("r1", "r9", line("A", 1)), Reason.NOT_COMMITTED, "r1", 0);
        applied(sell("r2", line("A", 1)));
        applied(all(SHIP, "r2"));
        refused(exchange("r2", "r9", line("unknown", 1)), Reason.NOT_COMMITTED, "r2", 0);
        applied(sell("r3", line("A", 1)));
        applied(exchange("r3", "r4", line("A", 1)));
        refused(exchange("r3", "r9", line("A", 1)), Reason.NOT_COMMITTED, "r3", 0);
        refused(replace("r4", "r9", line("A", 1)), Reason.NOT_PENDING, "r4", 0);
        assertNoReservation("r9");
    }

    @Test
    default void rule_1_11_ifTheExchangeIsRefusedTheOldOrderStaysAsItIs() {
        stock("A", 2);
        applied(sell("r1", List.of(limit("o", 1)), line("A", 2, limit("c", 2))));
        Reservation old = reservation("r1");
        refused(exchange("r1", "r2", line("A", 3)), Reason.OUT_OF_STOCK, key("A"), 2);
        refused(exchange("r1", "r2", line("A", 1), line("B", 1)), Reason.UNKNOWN_LINE, key("B"), 0);
        refused(exchange("r1", "r2", line("A", 2, limit("c", 1))), Reason.LIMIT_REACHED, "c", 1);
        assertEquals(old, reservation("r1"));
        assertUsed(2, "c");
        assertUsed(1, "o");
        assertLevel("A", 0, 0, 2);
    }

    @Test
    default void rule_1_11_onlyAStoppedLineRefusesAnExchange() {
        stock("A", 2);
        stock("B", 2);
        applied(sell("r1", line("A", 1)));
        applied(saleState("x1", "A", SaleState.NO_NEW));
        applied(saleState("x2", "B", SaleState.NO_NEW));
        applied(exchange("r1", "r2", line("B", 2)));
        assertLevel("A", 2, 0, 0);
        applied(saleState("x3", "B", SaleState.STOPPED));
        refused(exchange("r2", "r3", line("B", 2)), Reason.NOT_OPEN, key("B"), 0);
        applied(exchange("r2", "r3", line("A", 1)));
        assertLevel("B", 2, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(value = SaleState.class, names = "OPEN", mode = EnumSource.Mode.EXCLUDE)
    default void rule_1_11_aHoldThatReplacesNeedsAnOpenLine(SaleState state) {
        stock("A", 2);
        applied(hold("r1", line("A", 1)));
        applied(saleState("x1", "A", state));
        refused(replace("r1", "r2", line("A", 1)), Reason.NOT_OPEN, key("A"), 0);
    }

    @Test
    default void rule_1_11_whatTheOldOrderGivesBackIsNeverOutOfStock() {
        stock("A", 5);
        applied(hold("r1", line("A", 3)));
        applied(part(CONFIRM, "r1", "s1", units("A", 2)));
        applied(forced("m2", post("A", Bucket.AVAILABLE, Bucket.OUTSIDE, 4)));
        assertLevel("A", -2, 1, 2);
        refused(exchange("r1", "r2", line("A", 4)), Reason.OUT_OF_STOCK, key("A"), 1);
        applied(exchange("r1", "r2", line("A", 3)));
        assertLevel("A", -2, 0, 3);
        applied(exchange("r2", "r3", lineAbove(9, "A", 2)));
        assertLevel("A", -1, 0, 2);
    }

    @Test
    default void rule_1_11_moreThanTheOldOrderGivesBackNeedsStock() {
        stock("A", 5);
        stock("B", 1);
        applied(sell("r1", line("A", 3)));
        applied(move("m2", post("A", Bucket.AVAILABLE, Bucket.SAFETY, 2)));
        refused(exchange("r1", "r2", line("A", 4)), Reason.OUT_OF_STOCK, key("A"), 3);
        refused(exchange("r1", "r2", line("A", 3), line("B", 2)), Reason.OUT_OF_STOCK, key("B"), 1);
        applied(exchange("r1", "r2", line("A", 3), line("B", 1)));
    }

    @Test
    default void rule_1_11_anOrderChangesItsOwnerWithoutAMomentForStrangers() {
        stock("A", 1);
        applied(sell("r1", line("A", 1)).ownedBy("ann"));
        List<Outcome> outcomes =
                applyAll(replace("r1", sell("r2", line("A", 1)).ownedBy("bob")), sell("r3", line("A", 1)));
        assertApplied(outcomes.get(0));
        assertRefused(outcomes.get(1), Reason.OUT_OF_STOCK, key("A"), 0);
        assertEquals("bob", reservation("r2").owner());
    }

    @Test
    default void rule_1_11_whatItReplacesIsNoContent() {
        stock("A", 2);
        stock("B", 2);
        applied(sell("r1", line("A", 1)));
        applied(exchange("r1", "r2", line("A", 1)));
        applied(sell("r3", line("B", 1)));
        replayed(exchange("r1", "r2", line("A", 1)));
        replayed(exchange("r3", "r2", line("A", 1)));
        replayed(sell("r2", line("A", 1)));
        assertTally("r3", "B", 0, 1, 0, 0, 0);
        assertLevel("A", 1, 0, 1);
    }

    @Test
    default void rule_1_11_aSoldOrderMayReplaceAHold() {
        stock("A", 2);
        applied(hold("cart", line("A", 2)));
        applied(exchange("cart", "order", line("A", 2)));
        assertLevel("A", 0, 0, 2);
        refused(all(CONFIRM, "cart"), Reason.NOT_PENDING, "cart", 0);
        assertTrue(reservation("order").sold());
        assertEquals(id("order"), reservation("order").id());
    }

    @Test
    default void rule_7_2_theEntriesOfASaleHaveTheirOwnKind() {
        stock("A", 2);
        Outcome.Applied sold = applied(sell("r1", line("A", 2)));
        if (ledger() instanceof Journaled journal) {
            List<JournalEntry> entries = journal.journal(0, 10).entries();
            JournalEntry last = entries.get(entries.size() - 1);
            assertEquals(CommandKind.SELL, last.kind());
            assertEquals(sold.changes().get(0), last.change());
            assertNull(last.settlement());
        }
    }
}
