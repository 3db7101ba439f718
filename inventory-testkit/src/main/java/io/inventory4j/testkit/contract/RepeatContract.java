package io.inventory4j.testkit.contract;

import static io.inventory4j.ledger.Transition.CANCEL;
import static io.inventory4j.ledger.Transition.CONFIRM;
import static io.inventory4j.ledger.Transition.RELEASE;
import static io.inventory4j.ledger.Transition.SHIP;
import static io.inventory4j.testkit.contract.Commands.HOLD;
import static io.inventory4j.testkit.contract.Commands.all;
import static io.inventory4j.testkit.contract.Commands.hold;
import static io.inventory4j.testkit.contract.Commands.key;
import static io.inventory4j.testkit.contract.Commands.limit;
import static io.inventory4j.testkit.contract.Commands.line;
import static io.inventory4j.testkit.contract.Commands.lineAbove;
import static io.inventory4j.testkit.contract.Commands.part;
import static io.inventory4j.testkit.contract.Commands.saleState;
import static io.inventory4j.testkit.contract.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.SaleState;
import io.inventory4j.StockLevel;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1.4 and 1.5: the same reservation again. */
interface RepeatContract extends Fixture {
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
    default void rule_1_4_sweptInPartItReplaysUntilTheRestIsReleased() {
        stock("A", 10);
        applied(hold("r1", line("A", 2)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        replayed(hold("r1", line("A", 2)));
        applied(all(CANCEL, "r1"));
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
}
