package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1.4, 1.5 and 1.10: the same reservation again, and whose it is. */
public interface RepeatContract extends Fixture {
    @Test
    default void rule_1_4_sameIdAndContentReplays() {
        stock("A", 10);
        Reservation made = applied(hold("r1", line("A", 2))).reservation();
        StockLevel before = level("A");
        clock().advance(Duration.ofMinutes(1));
        Outcome.Applied again = replayed(hold("r1", line("A", 2)));
        assertEquals(made, again.reservation());
        assertEquals(before, level("A"));
    }

    @Test
    default void rule_1_4_aReplayDoesNotChangeTheExpiry() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)));
        clock().advance(Duration.ofMinutes(10));
        replayed(hold("r1", HOLD.multipliedBy(2), line("A", 2)));
        assertEquals(TurnedClock.START.plus(HOLD), reservation("r1").expiresAt());
    }

    @Test
    default void rule_1_4_contentIsKeyToSummedQuantityAndNothingElse() {
        stock("A", 10);
        stock("B", 10);
        applied(hold("r1", List.of(limit("o", 5)), line("A", 3, limit("c", 5)), line("B", 1)));
        replayed(hold("r1", line("B", 1), line("A", 1), line("A", 2)));
        replayed(hold("r1", Duration.ofDays(1), line("B", 1), lineAbove(-7, "A", 3)));
        replayed(hold("r1", List.of(limit("x", 0)), line("A", 3, limit("c", 0)), line("B", 1)));
        assertUsed(3, "c");
        assertUsed(1, "o");
        assertUsed(0, "x");
    }

    @Test
    default void rule_1_4_aReplayNeedsNoStockNoLimitAndNoOpenLine() {
        stock("A", 2);
        applied(hold("r1", line("A", 2, limit("c", 2))));
        replayed(hold("r1", line("A", 2, limit("c", 2))));
        applied(saleState("s1", "A", SaleState.STOPPED));
        replayed(hold("r1", line("A", 2, limit("c", 2))));
        assertUsed(2, "c");
    }

    @Test
    default void rule_1_4_theReservationComesBackAsItIsNow() {
        stock("A", 10);
        applied(hold("r1", line("A", 3)));
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        assertEquals(
                reservation("r1").withoutSettlements(),
                replayed(hold("r1", line("A", 3))).reservation());
        applied(all(CONFIRM, "r1"));
        Reservation confirmed = replayed(hold("r1", line("A", 3))).reservation();
        assertNotNull(confirmed);
        assertEquals(ReservationState.CONFIRMED, confirmed.state());
        applied(all(SHIP, "r1"));
        Reservation shipped = replayed(hold("r1", line("A", 3))).reservation();
        assertNotNull(shipped);
        assertEquals(ReservationState.SHIPPED, shipped.state());
    }

    @Test
    default void rule_1_4_onceWhollyReleasedTheRepeatIsRefused() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)));
        applied(all(RELEASE, "r1"));
        refused(hold("r1", line("A", 2)), Reason.RELEASED, "r1", 0);
        applied(hold("r2", line("A", 2)));
        applied(all(CONFIRM, "r2"));
        applied(all(CANCEL, "r2"));
        refused(hold("r2", line("A", 2)), Reason.RELEASED, "r2", 0);
        assertLevel("A", 10, 0, 0);
    }

    @Test
    default void rule_1_4_onceSweptTheRepeatIsRefused() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)));
        clock().advance(HOLD);
        replayed(hold("r1", line("A", 2)));
        assertEquals(1, ledger().expire(10).size());
        refused(hold("r1", line("A", 2)), Reason.EXPIRED, "r1", 0);
        assertLevel("A", 10, 0, 0);
    }

    @Test
    default void rule_1_4_sweptInPartItReplaysUntilTheRestIsCancelled() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        replayed(hold("r1", line("A", 2)));
        applied(part(CANCEL, "r1", "s2", units("A", 1)));
        refused(hold("r1", line("A", 2)), Reason.EXPIRED, "r1", 0);
    }

    @Test
    default void rule_1_5_otherContentIsRefused() {
        stock("A", 10);
        stock("B", 10);
        applied(hold("r1", line("A", 2)));
        refused(hold("r1", line("A", 1)), Reason.ID_REUSED, "r1", 0);
        refused(hold("r1", line("A", 3)), Reason.ID_REUSED, "r1", 0);
        refused(hold("r1", line("B", 2)), Reason.ID_REUSED, "r1", 0);
        refused(hold("r1", line("A", 2), line("B", 1)), Reason.ID_REUSED, "r1", 0);
        refused(hold("r1", line("A", 2), line("A", 1)), Reason.ID_REUSED, "r1", 0);
        applied(hold("r2", line("A", 1), line("B", 1)));
        refused(hold("r2", line("A", 1)), Reason.ID_REUSED, "r2", 0);
        assertLevel("A", 7, 3, 0);
        assertLevel("B", 9, 1, 0);
    }

    @Test
    default void rule_1_5_contentIsWhatWasAskedForWhateverIsLeftOfIt() {
        stock("A", 10);
        applied(hold("r1", line("A", 3)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(part(RELEASE, "r1", "s2", units("A", 1)));
        refused(hold("r1", line("A", 2)), Reason.ID_REUSED, "r1", 0);
        replayed(hold("r1", line("A", 3)));
    }

    @Test
    default void rule_1_5_contentIsJudgedBeforeWhatBecameOfIt() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)));
        applied(all(RELEASE, "r1"));
        refused(hold("r1", line("A", 3)), Reason.ID_REUSED, "r1", 0);
        applied(hold("r2", line("A", 2)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        refused(hold("r2", line("A", 3)), Reason.ID_REUSED, "r2", 0);
        refused(hold("r2", line("unknown", 1)), Reason.ID_REUSED, "r2", 0);
        assertEquals(key("A"), reservation("r2").lines().get(0).key());
    }

    @Test
    default void rule_1_10_theOwnerIsKeptWithTheTimeItWasMade() {
        stock("A", 10);
        clock().advance(Duration.ofMinutes(3));
        Outcome.Applied held = applied(hold("r1", line("A", 2)).ownedBy("ann"));
        assertEquals("ann", reservation("r1").owner());
        assertEquals(held.reservation(), reservation("r1"));
        assertEquals(clock().instant(), reservation("r1").madeAt());
        clock().advance(Duration.ofMinutes(1));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(extend("r1", "s2", HOLD));
        applied(part(SHIP, "r1", "s3", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertEquals("ann", reservation("r1").owner());
        assertEquals(
                TurnedClock.START.plus(Duration.ofMinutes(3)), reservation("r1").madeAt());
        applied(hold("r2", line("A", 1)));
        assertNull(reservation("r2").owner());
    }

    @Test
    default void rule_1_10_theOwnerIsContent() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)).ownedBy("ann"));
        replayed(hold("r1", line("A", 2)).ownedBy("ann"));
        for (String other : List.of("bob", "Ann", "ann ", "a")) {
            refused(hold("r1", line("A", 2)).ownedBy(other), Reason.ID_REUSED, "r1", 0);
        }
        refused(hold("r1", line("A", 2)), Reason.ID_REUSED, "r1", 0);
        assertLevel("A", 8, 2, 0);
    }

    @Test
    default void rule_1_10_noOwnerEqualsOnlyNoOwner() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)));
        refused(hold("r1", line("A", 2)).ownedBy("ann"), Reason.ID_REUSED, "r1", 0);
        refused(hold("r1", line("A", 2)).ownedBy("null"), Reason.ID_REUSED, "r1", 0);
        replayed(hold("r1", line("A", 2)));
    }

    @Test
    default void rule_1_10_anIdStaysThatOfItsOwnerWhateverBecameOfIt() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)).ownedBy("ann"));
        applied(all(RELEASE, "r1"));
        refused(hold("r1", line("A", 2)).ownedBy("bob"), Reason.ID_REUSED, "r1", 0);
        refused(hold("r1", line("A", 2)).ownedBy("ann"), Reason.RELEASED, "r1", 0);
        applied(hold("r2", line("A", 2)).ownedBy("ann"));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        refused(hold("r2", line("A", 2)).ownedBy("bob"), Reason.ID_REUSED, "r2", 0);
        refused(hold("r2", line("A", 2)).ownedBy("ann"), Reason.EXPIRED, "r2", 0);
    }

    @Test
    default void rule_1_10_aTombstoneHasNoOwnerAndIsJudgedFirst() {
        stock("A", 10);
        applied(all(RELEASE, "r1"));
        refused(hold("r1", line("A", 2)).ownedBy("ann"), Reason.RELEASED, "r1", 0);
        refused(hold("r1", line("A", 2)), Reason.RELEASED, "r1", 0);
    }

    @Test
    default void rule_1_10_twoPlatformsWithOneNumberSellOneUnitOnce() {
        stock("A", 1);
        List<Outcome> outcomes = applyAll(
                hold("1001", line("A", 1)).ownedBy("ann at one shop"),
                hold("1001", line("A", 1)).ownedBy("bob at another"),
                all(CONFIRM, "1001"));
        assertApplied(outcomes.get(0));
        assertRefused(outcomes.get(1), Reason.ID_REUSED, "1001", 0);
        assertApplied(outcomes.get(2));
    }

    @Test
    default void rule_1_10_theOwnerIsInNoAnswerAsTextAndNotInTheJournal() {
        String owner = "secret-buyer";
        stock("A", 10);
        List<Outcome> outcomes = new ArrayList<>(applyAll(
                hold("r1", line("A", 2)).ownedBy(owner),
                hold("r1", line("A", 2)).ownedBy(owner),
                hold("r1", line("A", 3)).ownedBy(owner),
                sell("r2", line("A", 1)).ownedBy(owner),
                hold("r3", line("A", 99)).ownedBy(owner),
                all(CONFIRM, "r1")));
        applied(hold("r4", line("A", 1)).ownedBy(owner));
        clock().advance(HOLD);
        outcomes.addAll(ledger().expire(10));
        outcomes.add(apply(sell("r4", line("A", 1)).ownedBy(owner).takingAgain()));
        outcomes.forEach(outcome -> assertFalse(outcome.toString().contains(owner), outcome::toString));
        assertFalse(reservation("r4").toString().contains(owner));
        assertFalse(hold("r5", line("A", 1)).ownedBy(owner).toString().contains(owner));
        if (ledger() instanceof Journaled journal) {
            assertFalse(journal.journal(0, 1_000).toString().contains(owner));
        }
    }
}
