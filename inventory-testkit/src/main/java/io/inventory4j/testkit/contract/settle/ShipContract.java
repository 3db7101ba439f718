package io.inventory4j.testkit.contract.settle;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.INCOMING;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.stock.Bucket.QUALITY_CONTROL;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.forced;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationState;
import io.inventory4j.stock.Bounds;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 2.4 and 2.5: goods leave, and come back. */
public interface ShipContract extends Fixture {
    @Test
    default void rule_2_4_shippedUnitsLeave() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(all(CONFIRM, "r1"));
        clock().advance(Duration.ofDays(1));
        Outcome.Applied outcome = applied(all(SHIP, "r1"));
        assertEquals(reservation("r1").withoutSettlements(), outcome.reservation());
        assertLevel("A", 5, 0, 0);
        assertEquals(5, level("A").total());
        assertTally("r1", "A", 0, 0, 4, 0, 0);
        assertState("r1", ReservationState.SHIPPED);
        assertEquals(clock().instant(), reservation("r1").settledAt());
    }

    @Test
    default void rule_2_4_aPartCanBeShipped() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(all(CONFIRM, "r1"));
        applied(part(SHIP, "r1", "s1", units("A", 1)));
        assertLevel("A", 5, 0, 3);
        assertState("r1", ReservationState.CONFIRMED);
        assertNull(reservation("r1").settledAt());
        refused(part(SHIP, "r1", "s2", units("A", 4)), Reason.NOT_COMMITTED, key("A"), 3);
        applied(part(SHIP, "r1", "s3", units("A", 3)));
        assertState("r1", ReservationState.SHIPPED);
    }

    @Test
    default void rule_2_4_whatIsHeldIsNotShipped() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        refused(all(SHIP, "r1"), Reason.NOT_COMMITTED, "r1", 0);
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(all(SHIP, "r1"));
        assertTally("r1", "A", 3, 0, 1, 0, 0);
        assertState("r1", ReservationState.PENDING);
    }

    @Test
    default void rule_2_4_aBackorderShipsWhenItsGoodsHaveCome() {
        stock("A", 1);
        applied(hold("r1", lineAbove(-2, "A", 3)));
        applied(all(CONFIRM, "r1"));
        refused(all(SHIP, "r1"), Reason.SHORTFALL, key("A"), 0);
        refused(part(SHIP, "r1", "s1", units("A", 2)), Reason.SHORTFALL, key("A"), 0);
        applied(part(SHIP, "r1", "s1", units("A", 1)));
        assertEquals(0, level("A").onHand());
        refused(part(SHIP, "r1", "s2", units("A", 1)), Reason.SHORTFALL, key("A"), 0);
        applied(receive("m2", "A", 2));
        applied(all(SHIP, "r1"));
        assertLevel("A", 0, 0, 0);
    }

    @Test
    default void rule_2_4_onHandCountsEveryBucketThatIsThere() {
        stock("A", 3);
        applied(hold("r1", line("A", 3)));
        applied(all(CONFIRM, "r1"));
        applied(forced("m2", post("A", AVAILABLE, OUTSIDE, 3)));
        applied(move("m3", post("A", OUTSIDE, QUALITY_CONTROL, 2), post("A", OUTSIDE, INCOMING, 9)));
        refused(all(SHIP, "r1"), Reason.SHORTFALL, key("A"), 0);
        applied(part(SHIP, "r1", "s1", units("A", 2)));
        assertEquals(0, level("A").onHand());
    }

    @Test
    default void rule_2_4_oneLineInShortfallStopsTheShipment() {
        stock("A", 1);
        stock("B", 1);
        applied(hold("r1", line("A", 1), lineAbove(-1, "B", 2)));
        applied(all(CONFIRM, "r1"));
        refused(all(SHIP, "r1"), Reason.SHORTFALL, key("B"), 0);
        assertLevel("A", 0, 0, 1);
        refused(part(SHIP, "r1", "s1", units("A", 2, "B", 2)), Reason.NOT_COMMITTED, key("A"), 1);
        applied(part(SHIP, "r1", "s1", units("A", 1, "B", 1)));
    }

    @Test
    default void rule_2_5_returnedUnitsGoToQualityControl() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(all(CONFIRM, "r1"));
        applied(all(SHIP, "r1"));
        clock().advance(Duration.ofDays(3));
        Outcome.Applied outcome = applied(part(RETURN, "r1", "s1", units("A", 1)));
        assertEquals(reservation("r1").withoutSettlements(), outcome.reservation());
        assertBucket(1, "A", QUALITY_CONTROL);
        assertLevel("A", 5, 0, 0);
        assertTally("r1", "A", 0, 0, 4, 0, 1);
        applied(all(RETURN, "r1"));
        assertBucket(4, "A", QUALITY_CONTROL);
        assertTally("r1", "A", 0, 0, 4, 0, 4);
        assertState("r1", ReservationState.SHIPPED);
        assertEquals(clock().instant(), reservation("r1").settledAt());
    }

    @Test
    default void rule_2_5_noMoreComesBackThanWasShipped() {
        stock("A", 9);
        applied(hold("r1", line("A", 4)));
        applied(all(CONFIRM, "r1"));
        refused(all(RETURN, "r1"), Reason.NOT_SHIPPED, "r1", 0);
        refused(part(RETURN, "r1", "s1", units("A", 1)), Reason.NOT_SHIPPED, key("A"), 0);
        applied(part(SHIP, "r1", "s2", units("A", 3)));
        refused(part(RETURN, "r1", "s3", units("A", 4)), Reason.NOT_SHIPPED, key("A"), 3);
        applied(part(RETURN, "r1", "s4", units("A", 1)));
        refused(part(RETURN, "r1", "s5", units("A", 3)), Reason.NOT_SHIPPED, key("A"), 2);
        applied(all(RETURN, "r1"));
        refused(all(RETURN, "r1", "again"), Reason.NOT_SHIPPED, "r1", 0);
        applied(all(SHIP, "r1"));
        applied(all(RETURN, "r1", "again"));
        assertBucket(4, "A", QUALITY_CONTROL);
    }

    @Test
    default void rule_2_5_aShopThatTrustsTheGoodsAddsAMoveToTheBatch() {
        stock("A", 2);
        applied(hold("r1", line("A", 2)));
        applied(all(CONFIRM, "r1"));
        applied(all(SHIP, "r1"));
        List<Outcome> outcomes = applyAll(
                all(RETURN, "r1"), move("m2", post("A", QUALITY_CONTROL, AVAILABLE, 2)), hold("r2", line("A", 2)));
        outcomes.forEach(this::assertApplied);
        assertLevel("A", 0, 2, 0);
    }

    @Test
    default void rule_2_5_aReturnBeyondTheBoundsIsRefused() {
        stock("A", Bounds.MAX_QUANTITY);
        applied(hold("r1", line("A", 1)));
        applied(all(CONFIRM, "r1"));
        applied(all(SHIP, "r1"));
        applied(receive("m2", "A", 1));
        refused(all(RETURN, "r1"), Reason.OVERFLOW, key("A"), 0);
        refused(part(RETURN, "r1", "s1", units("A", 1)), Reason.OVERFLOW, key("A"), 0);
        applied(move("m3", post("A", AVAILABLE, OUTSIDE, 1)));
        applied(all(RETURN, "r1"));
    }
}
