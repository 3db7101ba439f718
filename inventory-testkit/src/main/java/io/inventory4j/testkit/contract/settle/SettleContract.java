package io.inventory4j.testkit.contract.settle;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.confirmReleasingRest;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.forced;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 2.1 to 2.3, and the order in which settlements are judged: confirming, releasing, cancelling. */
public interface SettleContract extends Fixture {
    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"RELEASE", "GIVE_BACK", "EXTEND"},
            mode = EnumSource.Mode.EXCLUDE)
    default void rule_2_8_anUnknownReservationIsRefused(Transition transition) {
        stock("A", 1);
        refused(all(transition, "r1"), Reason.UNKNOWN_RESERVATION, "r1", 0);
        refused(part(transition, "r1", "s1", units("A", 1)), Reason.UNKNOWN_RESERVATION, "r1", 0);
        refused(extend("r1", "s2", Duration.ofMinutes(1)), Reason.UNKNOWN_RESERVATION, "r1", 0);
        applied(hold("r1", line("A", 1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"GIVE_BACK", "EXTEND"},
            mode = EnumSource.Mode.EXCLUDE)
    default void rule_2_8_aKeyThatTheReservationLacksIsRefused(Transition transition) {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 4)));
        applied(part(CONFIRM, "r1", "s1", units("A", 3)));
        applied(part(SHIP, "r1", "s2", units("A", 2)));
        refused(part(transition, "r1", "s3", units("A", 1, "B", 1)), Reason.UNKNOWN_LINE, key("B"), 0);
        refused(part(transition, "r1", "s3", units("unknown", 1)), Reason.UNKNOWN_LINE, key("unknown"), 0);
        assertTally("r1", "A", 1, 1, 2, 0, 0);
    }

    @Test
    default void rule_2_8_linesAreJudgedInKeyOrder() {
        stock("B", 9);
        stock("C", 9);
        applied(hold("r1", line("B", 1), line("C", 1)));
        refused(part(CONFIRM, "r1", "s1", units("C", 2, "A", 1)), Reason.UNKNOWN_LINE, key("A"), 0);
        refused(part(CONFIRM, "r1", "s1", units("C", 2, "B", 2)), Reason.NOT_PENDING, key("B"), 1);
        refused(part(CONFIRM, "r1", "s1", units("D", 2, "C", 2)), Reason.NOT_PENDING, key("C"), 1);
        applied(saleState("x", "C", SaleState.STOPPED));
        refused(part(CONFIRM, "r1", "s1", units("D", 2, "C", 1)), Reason.NOT_OPEN, key("C"), 0);
    }

    @Test
    default void rule_2_1_noQuantitiesMeansAllThatIsLeft() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 4), line("B", 2)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1, "B", 2)));
        Outcome.Applied rest = applied(all(CONFIRM, "r1", "s2"));
        assertEquals(
                List.of(key("A")), rest.changes().stream().map(LevelChange::key).toList());
        assertTally("r1", "A", 0, 4, 0, 0, 0);
        assertTally("r1", "B", 0, 2, 0, 0, 0);
    }

    @Test
    default void rule_2_8_allLinesOfASettlementOrNone() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 4), line("B", 2)));
        refused(part(CONFIRM, "r1", "s1", units("A", 4, "B", 3)), Reason.NOT_PENDING, key("B"), 2);
        assertLevel("A", 5, 4, 0);
        assertTally("r1", "A", 4, 0, 0, 0, 0);
    }

    @Test
    default void rule_2_1_confirmSellsWhatIsHeld() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 4), line("B", 2)));
        Outcome.Applied outcome = applied(all(CONFIRM, "r1"));
        assertEquals(
                List.of(4L, 2L),
                outcome.changes().stream()
                        .map(change -> change.delta(Bucket.COMMITTED))
                        .toList());
        assertEquals(reservation("r1").withoutSettlements(), outcome.reservation());
        assertLevel("A", 5, 0, 4);
        assertLevel("B", 7, 0, 2);
        assertState("r1", ReservationState.CONFIRMED);
        assertNull(reservation("r1").settledAt());
    }

    @Test
    default void rule_2_1_aPartLeavesTheRestPending() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        assertLevel("A", 5, 3, 1);
        assertState("r1", ReservationState.PENDING);
        refused(part(CONFIRM, "r1", "s2", units("A", 4)), Reason.NOT_PENDING, key("A"), 3);
        applied(part(CONFIRM, "r1", "s3", units("A", 3)));
        assertLevel("A", 5, 0, 4);
        assertState("r1", ReservationState.CONFIRMED);
    }

    @Test
    default void rule_2_1_releaseRestReleasesWhatStaysReserved() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 4, limit("a", 9)), line("B", 2, limit("b", 9))));
        Outcome.Applied outcome = applied(confirmReleasingRest("r1", "s1", units("A", 1)));
        assertEquals(2, outcome.changes().size(), outcome::toString);
        assertLevel("A", 8, 0, 1);
        assertLevel("B", 9, 0, 0);
        assertTally("r1", "A", 0, 1, 0, 3, 0);
        assertTally("r1", "B", 0, 0, 0, 2, 0);
        assertUsed(1, "a");
        assertUsed(0, "b");
        assertState("r1", ReservationState.CONFIRMED);
        refused(all(CONFIRM, "r1", "s2"), Reason.NOT_PENDING, "r1", 0);
    }

    @Test
    default void rule_2_1_releaseRestOfAWholeConfirmationFindsNoRest() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(confirmReleasingRest("r1", "s1", units()));
        assertLevel("A", 5, 0, 4);
    }

    @Test
    default void rule_2_1_aStoppedLineTakesNoConfirmation() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 2), line("B", 2)));
        applied(saleState("x1", "B", SaleState.STOPPED));
        refused(all(CONFIRM, "r1"), Reason.NOT_OPEN, key("B"), 0);
        refused(part(CONFIRM, "r1", "s1", units("B", 1)), Reason.NOT_OPEN, key("B"), 0);
        refused(confirmReleasingRest("r1", "s1", units("B", 1)), Reason.NOT_OPEN, key("B"), 0);
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(confirmReleasingRest("r1", "s2", units("A", 1)));
        assertLevel("A", 7, 0, 2);
        assertLevel("B", 9, 0, 0);
    }

    @Test
    default void rule_2_1_aLineWithoutNewReservationsStillTakesConfirmations() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        applied(saleState("x1", "A", SaleState.NO_NEW));
        applied(all(CONFIRM, "r1"));
        assertLevel("A", 7, 0, 2);
    }

    @Test
    default void rule_2_1_aShortfallDoesNotStopAConfirmation() {
        stock("A", 3);
        applied(hold("r1", line("A", 3)));
        applied(forced("m2", post("A", AVAILABLE, OUTSIDE, 2)));
        assertLevel("A", -2, 3, 0);
        applied(all(CONFIRM, "r1"));
        assertLevel("A", -2, 0, 3);
    }

    @Test
    default void rule_2_2_releaseGivesUnitsBack() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 4), line("B", 2)));
        clock().advance(Duration.ofMinutes(1));
        Outcome.Applied outcome = applied(all(RELEASE, "r1"));
        assertEquals(2, outcome.changes().size(), outcome::toString);
        assertLevel("A", 9, 0, 0);
        assertLevel("B", 9, 0, 0);
        assertState("r1", ReservationState.RELEASED);
        assertEquals(clock().instant(), reservation("r1").settledAt());
        assertEquals(reservation("r1").withoutSettlements(), outcome.reservation());
    }

    @Test
    default void rule_2_2_aPartCanBeReleased() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        assertLevel("A", 6, 3, 0);
        assertState("r1", ReservationState.PENDING);
        assertNull(reservation("r1").settledAt());
        refused(part(RELEASE, "r1", "s2", units("A", 4)), Reason.NOT_PENDING, key("A"), 3);
        applied(part(RELEASE, "r1", "s3", units("A", 3)));
        assertState("r1", ReservationState.RELEASED);
    }

    @Test
    default void rule_2_2_releasedUnitsCanBeHeldAgainAtOnce() {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        applied(all(RELEASE, "r1"));
        applied(hold("r2", line("A", 1)));
    }

    @Test
    default void rule_2_3_cancelGivesSoldUnitsBack() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(all(CONFIRM, "r1"));
        applied(part(CANCEL, "r1", "s1", units("A", 1)));
        assertLevel("A", 6, 0, 3);
        assertTally("r1", "A", 0, 3, 0, 1, 0);
        refused(part(CANCEL, "r1", "s2", units("A", 4)), Reason.NOT_COMMITTED, key("A"), 3);
        applied(all(CANCEL, "r1"));
        assertLevel("A", 9, 0, 0);
        assertState("r1", ReservationState.RELEASED);
        assertEquals(TurnedClock.START, reservation("r1").settledAt());
    }

    @Test
    default void rule_2_3_cancelLeavesWhatIsHeldAndWhatWasShipped() {
        stock("A", 9);
        applied(hold("r1", line("A", 5)));
        applied(part(CONFIRM, "r1", "s1", units("A", 3)));
        applied(part(SHIP, "r1", "s2", units("A", 1)));
        applied(all(CANCEL, "r1"));
        assertTally("r1", "A", 2, 0, 1, 2, 0);
        assertLevel("A", 6, 2, 0);
        assertState("r1", ReservationState.PENDING);
    }

    @ParameterizedTest
    @EnumSource(SaleState.class)
    default void rule_2_1_onlyConfirmationsLookAtTheSaleState(SaleState state) {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(part(CONFIRM, "r1", "s1", units("A", 3)));
        applied(saleState("x1", "A", state));
        applied(part(RELEASE, "r1", "s2", units("A", 1)));
        applied(part(CANCEL, "r1", "s3", units("A", 1)));
        applied(part(SHIP, "r1", "s4", units("A", 2)));
        applied(part(Transition.RETURN, "r1", "s5", units("A", 1)));
        assertTally("r1", "A", 0, 0, 2, 2, 1);
        assertEquals(state, level("A").saleState());
    }

    @Test
    default void rule_2_1_aReservationSettlesPieceByPiece() {
        stock("A", 10);
        applied(hold("r1", line("A", 10)));
        applied(part(CONFIRM, "r1", "s1", units("A", 7)));
        applied(part(RELEASE, "r1", "s2", units("A", 1)));
        applied(part(SHIP, "r1", "s3", units("A", 4)));
        applied(part(CANCEL, "r1", "s4", units("A", 2)));
        applied(part(Transition.RETURN, "r1", "s5", units("A", 3)));
        assertTally("r1", "A", 2, 1, 4, 3, 3);
        assertLevel("A", 3, 2, 1);
        assertBucket(3, "A", Bucket.QUALITY_CONTROL);
        assertEquals(7, level("A").version());
        assertEquals(5, reservation("r1").settlements().size());
    }

    @Test
    default void rule_2_1_aLongReservationSettlesLineByLine() {
        int count = Bounds.MAX_LINES;
        ReserveLine[] lines = new ReserveLine[count];
        Settle[] sales = new Settle[count];
        for (int i = 0; i < count; i++) {
            String sku = "sku " + i;
            stock(sku, 5);
            lines[i] = line(sku, 2, limit("a " + i, 9), limit("b " + i, 9), limit("c " + i, 9));
            sales[i] = part(CONFIRM, "r1", "s" + i, units(sku, 1));
        }
        applied(hold("r1", List.of(limit("orders", 1)), lines));
        applyAll(sales).forEach(this::assertApplied);
        replayed(sales[count - 1]);
        assertEquals(count, reservation("r1").settlements().size());
        applied(part(CANCEL, "r1", "cancelled", units("sku 7", 1)));
        assertTally("r1", "sku 7", 1, 0, 0, 1, 0);
        assertUsed(1, "b 7");
        applied(all(RELEASE, "r1", "released"));
        assertTally("r1", "sku 7", 0, 0, 0, 2, 0);
        assertUsed(1, "orders");
        applied(all(CANCEL, "r1", "the rest"));
        for (int i = 0; i < count; i++) {
            assertLevel("sku " + i, 5, 0, 0);
            assertUsed(0, "c " + i);
        }
        assertUsed(0, "orders");
        assertState("r1", ReservationState.RELEASED);
    }
}
