package io.inventory4j.testkit.contract.settle;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.confirmReleasingRest;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules 2.6 to 2.8: extending, settling twice, and settling what is not there. */
public interface SettleAgainContract extends Fixture {
    @Test
    default void rule_2_6_theExpiryIsTheLaterOfTheTwo() {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        clock().advance(Duration.ofMinutes(5));
        Outcome.Applied shorter = applied(extend("r1", "s1", Duration.ofMinutes(9)));
        assertEquals(TurnedClock.START.plus(HOLD), reservation("r1").expiresAt());
        assertEquals(List.of(), shorter.changes());
        assertEquals(reservation("r1").withoutSettlements(), shorter.reservation());
        applied(extend("r1", "s2", HOLD));
        assertEquals(
                TurnedClock.START.plus(Duration.ofMinutes(20)),
                reservation("r1").expiresAt());
        clock().advance(Duration.ofMinutes(15).minusMillis(1));
        assertEquals(List.of(), ledger().expire(10));
        clock().advance(Duration.ofMillis(1));
        assertEquals(1, ledger().expire(10).size());
    }

    @Test
    default void rule_2_6_anExtensionTouchesNoLine() {
        stock("A", 2);
        applied(hold("r1", line("A", 1)));
        applied(saleState("x1", "A", SaleState.STOPPED));
        applied(extend("r1", "s1", Duration.ofDays(1)));
        assertEquals(3, level("A").version());
        assertState("r1", ReservationState.PENDING);
    }

    @Test
    default void rule_2_6_anOverdueReservationCanBeExtendedUntilTheSweep() {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        clock().advance(HOLD.multipliedBy(3));
        applied(extend("r1", "s1", Duration.ofMinutes(1)));
        assertEquals(
                clock().instant().plus(Duration.ofMinutes(1)), reservation("r1").expiresAt());
        assertEquals(List.of(), ledger().expire(10));
        clock().advance(Duration.ofMinutes(1));
        assertEquals(1, ledger().expire(10).size());
        refused(extend("r1", "s2", HOLD), Reason.EXPIRED, "r1", 0);
    }

    @Test
    default void rule_2_6_thereMustBeSomethingPending() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(extend("r1", "s2", HOLD.multipliedBy(2)));
        applied(all(CONFIRM, "r1"));
        refused(extend("r1", "s3", HOLD), Reason.NOT_PENDING, "r1", 0);
        applied(hold("r2", line("A", 2)));
        applied(all(RELEASE, "r2"));
        refused(extend("r2", "s1", HOLD), Reason.NOT_PENDING, "r2", 0);
    }

    @Test
    default void rule_2_6_theLongestExtensionWorks() {
        stock("A", 1);
        applied(hold("r1", Bounds.MAX_HOLD, line("A", 1)));
        clock().advance(Duration.ofDays(399));
        applied(extend("r1", "s1", Bounds.MAX_HOLD));
        assertEquals(
                TurnedClock.START.plus(Duration.ofDays(799)), reservation("r1").expiresAt());
    }

    @Test
    default void rule_2_6_afterAThousandSettlementsAnExtensionIsRefused() {
        stock("A", 2);
        applied(hold("r1", line("A", 2)));
        Settle[] extensions = IntStream.range(0, Bounds.MAX_SETTLEMENTS)
                .mapToObj(i -> extend("r1", "s" + i, HOLD))
                .toArray(Settle[]::new);
        applyAll(extensions).forEach(this::assertApplied);
        refused(extend("r1", "one more", HOLD), Reason.OVERFLOW, "r1", 0);
        replayed(extensions[0]);
        replayed(extensions[Bounds.MAX_SETTLEMENTS - 1]);
        applied(part(CONFIRM, "r1", "c", units("A", 1)));
        replayed(part(CONFIRM, "r1", "c", units("A", 1)));
        applied(all(RELEASE, "r1"));
    }

    @Test
    default void rule_2_7_everySettlementReplays() {
        stock("A", 9);
        applied(hold("r1", line("A", 8)));
        List<Settle> settlements = List.of(
                extend("r1", "s1", HOLD),
                part(CONFIRM, "r1", "s2", units("A", 6)),
                part(RELEASE, "r1", "s3", units("A", 1)),
                part(CANCEL, "r1", "s4", units("A", 1)),
                part(SHIP, "r1", "s5", units("A", 3)),
                part(RETURN, "r1", "s6", units("A", 1)),
                confirmReleasingRest("r1", "s7", units()),
                all(SHIP, "r1", "s8"));
        for (Settle settlement : settlements) {
            applied(settlement);
            assertEquals(
                    reservation("r1").withoutSettlements(), replayed(settlement).reservation());
        }
        settlements.forEach(settlement -> assertEquals(
                reservation("r1").withoutSettlements(), replayed(settlement).reservation()));
        assertTally("r1", "A", 0, 0, 6, 2, 1);
        assertEquals(
                IntStream.rangeClosed(1, 8).mapToObj(i -> "s" + i).toList(),
                reservation("r1").settlements().stream().map(done -> done.id()).toList());
    }

    @Test
    default void rule_2_7_otherContentIsRefused() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 4), line("B", 4)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        refused(part(RELEASE, "r1", "s1", units("A", 1)), Reason.ID_REUSED, "s1", 0);
        refused(part(CONFIRM, "r1", "s1", units("A", 2)), Reason.ID_REUSED, "s1", 0);
        refused(part(CONFIRM, "r1", "s1", units("B", 1)), Reason.ID_REUSED, "s1", 0);
        refused(part(CONFIRM, "r1", "s1", units("A", 1, "B", 1)), Reason.ID_REUSED, "s1", 0);
        refused(part(CONFIRM, "r1", "s1", units("unknown", 1)), Reason.ID_REUSED, "s1", 0);
        refused(all(CONFIRM, "r1", "s1"), Reason.ID_REUSED, "s1", 0);
        refused(confirmReleasingRest("r1", "s1", units("A", 1)), Reason.ID_REUSED, "s1", 0);
        refused(extend("r1", "s1", HOLD), Reason.ID_REUSED, "s1", 0);
        applied(extend("r1", "s2", HOLD));
        refused(extend("r1", "s2", HOLD.plusMillis(1)), Reason.ID_REUSED, "s2", 0);
        applied(all(CONFIRM, "r1", "s3"));
        refused(confirmReleasingRest("r1", "s3", units()), Reason.ID_REUSED, "s3", 0);
        assertTally("r1", "A", 0, 4, 0, 0, 0);
    }

    @Test
    default void rule_2_7_contentDoesNotDependOnTheOrderOfLinesNorOnWhatIsLeft() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 1), line("B", 2)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1, "B", 1)));
        replayed(part(CONFIRM, "r1", "s1", units("B", 1, "A", 1)));
        applied(all(CONFIRM, "r1", "s2"));
        refused(part(CONFIRM, "r1", "s2", units("B", 1)), Reason.ID_REUSED, "s2", 0);
        replayed(all(CONFIRM, "r1", "s2"));
    }

    @Test
    default void rule_2_7_everyReservationHasSettlementIdsOfItsOwn() {
        stock("A", 9);
        applied(hold("r1", line("A", 1)));
        applied(hold("r2", line("A", 1)));
        applied(all(CONFIRM, "r1", "same"));
        applied(all(RELEASE, "r2", "same"));
        assertLevel("A", 8, 0, 1);
    }

    @Test
    default void rule_2_7_theSettlementIdIsJudgedBeforeTheUnits() {
        stock("A", 2);
        applied(hold("r1", line("A", 2)));
        applied(all(CONFIRM, "r1"));
        applied(all(CANCEL, "r1"));
        replayed(all(CONFIRM, "r1"));
        refused(all(SHIP, "r1", "confirm"), Reason.ID_REUSED, "confirm", 0);
        applied(saleState("x1", "A", SaleState.STOPPED));
        replayed(all(CONFIRM, "r1"));
        assertLevel("A", 2, 0, 0);
    }

    @Test
    default void rule_2_7_aRefusedSettlementIsNotRemembered() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        refused(all(SHIP, "r1", "s1"), Reason.NOT_COMMITTED, "r1", 0);
        applied(all(CONFIRM, "r1", "s1"));
    }

    @Test
    default void rule_2_8_nothingLeftIsRefusedWithTheReservation() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        refused(all(CANCEL, "r1"), Reason.NOT_COMMITTED, "r1", 0);
        refused(all(SHIP, "r1"), Reason.NOT_COMMITTED, "r1", 0);
        refused(all(RETURN, "r1"), Reason.NOT_SHIPPED, "r1", 0);
        applied(all(CONFIRM, "r1"));
        refused(all(CONFIRM, "r1", "s2"), Reason.NOT_PENDING, "r1", 0);
        refused(all(RELEASE, "r1"), Reason.NOT_PENDING, "r1", 0);
        refused(all(RETURN, "r1"), Reason.NOT_SHIPPED, "r1", 0);
        applied(all(SHIP, "r1"));
        refused(all(CANCEL, "r1"), Reason.NOT_COMMITTED, "r1", 0);
        refused(all(SHIP, "r1", "s3"), Reason.NOT_COMMITTED, "r1", 0);
    }

    @Test
    default void rule_2_8_tooLittleLeftIsRefusedWithTheLineAndWhatIsLeft() {
        stock("A", 9);
        applied(hold("r1", line("A", 5)));
        refused(part(CONFIRM, "r1", "s1", units("A", 6)), Reason.NOT_PENDING, key("A"), 5);
        refused(part(CONFIRM, "r1", "s1", units("A", Bounds.MAX_QUANTITY)), Reason.NOT_PENDING, key("A"), 5);
        refused(part(RELEASE, "r1", "s1", units("A", 6)), Reason.NOT_PENDING, key("A"), 5);
        refused(part(CANCEL, "r1", "s1", units("A", 1)), Reason.NOT_COMMITTED, key("A"), 0);
        refused(part(SHIP, "r1", "s1", units("A", 1)), Reason.NOT_COMMITTED, key("A"), 0);
        applied(part(CONFIRM, "r1", "s1", units("A", 3)));
        refused(part(CANCEL, "r1", "s2", units("A", 4)), Reason.NOT_COMMITTED, key("A"), 3);
        refused(part(SHIP, "r1", "s2", units("A", 4)), Reason.NOT_COMMITTED, key("A"), 3);
    }

    @Test
    default void rule_2_8_afterASweepNothingIsPending() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        refused(all(CONFIRM, "r1"), Reason.EXPIRED, "r1", 0);
        refused(part(CONFIRM, "r1", "s1", units("A", 1)), Reason.EXPIRED, key("A"), 0);
        refused(part(RELEASE, "r1", "s1", units("A", 1)), Reason.EXPIRED, key("A"), 0);
        refused(extend("r1", "s1", HOLD), Reason.EXPIRED, "r1", 0);
        refused(part(CANCEL, "r1", "s1", units("A", 1)), Reason.NOT_COMMITTED, key("A"), 0);
        refused(all(SHIP, "r1"), Reason.NOT_COMMITTED, "r1", 0);
        refused(all(RETURN, "r1"), Reason.NOT_SHIPPED, "r1", 0);
    }

    @Test
    default void rule_2_8_aSweepOfTheRestLeavesWhatWasSold() {
        stock("A", 9);
        applied(hold("r1", line("A", 3)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        refused(all(CONFIRM, "r1"), Reason.EXPIRED, "r1", 0);
        assertState("r1", ReservationState.CONFIRMED);
        applied(all(SHIP, "r1"));
        assertState("r1", ReservationState.SHIPPED);
    }

    @Test
    default void rule_2_8_quantityIsJudgedBeforeTheSaleState() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 1), line("B", 1)));
        applied(saleState("x1", "A", SaleState.STOPPED));
        refused(part(CONFIRM, "r1", "s1", units("A", 2)), Reason.NOT_PENDING, key("A"), 1);
        refused(part(CONFIRM, "r1", "s1", units("A", 1, "B", 2)), Reason.NOT_OPEN, key("A"), 0);
    }

    @Test
    default void rule_2_8_aLatePaymentBeforeTheSweepSucceeds() {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        clock().advance(HOLD.multipliedBy(100));
        assertState("r1", ReservationState.PENDING);
        applied(all(CONFIRM, "r1"));
        assertEquals(List.of(), ledger().expire(10));
        assertState("r1", ReservationState.CONFIRMED);
    }

    @Test
    default void rule_2_8_theReasonsDifferPerTransitionOnAnOpenReservation() {
        stock("A", 9);
        applied(receive("m2", "A", 1));
        applied(hold("r1", line("A", 1)));
        for (Transition transition : List.of(CANCEL, SHIP, RETURN)) {
            Reason reason = transition == RETURN ? Reason.NOT_SHIPPED : Reason.NOT_COMMITTED;
            refused(part(transition, "r1", "s1", units("A", 2)), reason, key("A"), 0);
        }
    }
}
