package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule 1.8: a reservation in place of another, so that a changed cart keeps its place. */
public interface ReplaceContract extends Fixture {
    @Test
    default void rule_1_8_theOldUnitsAreGivenBackBeforeTheCheck() {
        stock("A", 2);
        applied(hold("r1", line("A", 2)));
        applied(replace("r1", "r2", line("A", 2)));
        assertLevel("A", 0, 2, 0);
        assertState("r1", ReservationState.RELEASED);
        assertTally("r1", "A", 0, 0, 0, 2, 0);
        assertState("r2", ReservationState.PENDING);
        refused(replace("r2", "r3", line("A", 3)), Reason.OUT_OF_STOCK, key("A"), 2);
    }

    @Test
    default void rule_1_8_theOldOneIsReleasedAndNotSwept() {
        stock("A", 2);
        applied(hold("r1", line("A", 2)));
        clock().advance(Duration.ofMinutes(3));
        applied(replace("r1", "r2", line("A", 1)));
        Reservation old = reservation("r1");
        assertFalse(old.swept());
        assertEquals(clock().instant(), old.settledAt());
        assertEquals(List.of(), old.settlements());
        assertNull(reservation("r2").settledAt());
        refused(hold("r1", line("A", 2)), Reason.RELEASED, "r1", 0);
        refused(all(CONFIRM, "r1"), Reason.NOT_PENDING, "r1", 0);
    }

    @Test
    default void rule_1_8_theOldChargesAreGivenBackBeforeTheCheck() {
        stock("A", 10);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("buyer", 2))));
        applied(replace("r1", hold("r2", List.of(limit("orders", 1)), line("A", 2, limit("buyer", 2)))));
        assertUsed(2, "buyer");
        assertUsed(1, "orders");
        refused(replace("r2", hold("r3", line("A", 3, limit("buyer", 2)))), Reason.LIMIT_REACHED, "buyer", 2);
        applied(replace("r2", hold("r4", line("A", 1))));
        assertUsed(0, "buyer");
        assertUsed(0, "orders");
    }

    @Test
    default void rule_1_8_eachLineChangesOnce() {
        stock("A", 5);
        stock("B", 5);
        stock("C", 5);
        applied(hold("r1", line("A", 2), line("B", 2)));
        Outcome.Applied outcome = applied(replace("r1", "r2", line("B", 3), line("C", 1)));
        assertEquals(
                List.of(key("A"), key("B"), key("C")),
                outcome.changes().stream().map(LevelChange::key).toList());
        assertEquals(
                List.of(-2L, 1L, 1L),
                outcome.changes().stream()
                        .map(change -> change.delta(Bucket.RESERVED))
                        .toList());
        assertEquals(3, level("B").version());
        assertLevel("A", 5, 0, 0);
        assertLevel("B", 2, 3, 0);
        assertLevel("C", 4, 1, 0);
    }

    @Test
    default void rule_1_8_theSameCartAgainStillTouchesItsLine() {
        stock("A", 5);
        applied(hold("r1", line("A", 2)));
        Outcome.Applied outcome = applied(replace("r1", "r2", line("A", 2)));
        assertEquals(1, outcome.changes().size(), outcome::toString);
        assertEquals(0, outcome.changes().get(0).delta(Bucket.AVAILABLE));
        assertEquals(3, level("A").version());
    }

    @Test
    default void rule_1_8_ifTheNewOneIsRefusedTheOldOneStaysAsItIs() {
        stock("A", 2);
        applied(hold("r1", List.of(limit("o", 1)), line("A", 2, limit("c", 2))));
        Reservation old = reservation("r1");
        refused(replace("r1", "r2", line("A", 3)), Reason.OUT_OF_STOCK, key("A"), 2);
        refused(replace("r1", "r2", line("A", 1), line("B", 1)), Reason.UNKNOWN_LINE, key("B"), 0);
        refused(replace("r1", hold("r2", line("A", 2, limit("c", 1)))), Reason.LIMIT_REACHED, "c", 1);
        assertEquals(old, reservation("r1"));
        assertNoReservation("r2");
        assertUsed(2, "c");
        assertUsed(1, "o");
        applied(all(CONFIRM, "r1"));
    }

    @Test
    default void rule_1_8_nothingPendingThereIsRefused() {
        stock("A", 10);
        refused(replace("unknown", "r9", line("A", 1)), Reason.NOT_PENDING, "unknown", 0);
        applied(all(RELEASE, "tombstone"));
        refused(replace("tombstone", "r9", line("A", 1)), Reason.NOT_PENDING, "tombstone", 0);
        applied(hold("r1", line("A", 1)));
        applied(all(RELEASE, "r1"));
        refused(replace("r1", "r9", line("A", 1)), Reason.NOT_PENDING, "r1", 0);
        applied(hold("r2", line("A", 1)));
        applied(all(CONFIRM, "r2"));
        refused(replace("r2", "r9", line("A", 1)), Reason.NOT_PENDING, "r2", 0);
        applied(all(SHIP, "r2"));
        refused(replace("r2", "r9", line("A", 1)), Reason.NOT_PENDING, "r2", 0);
        applied(hold("r3", line("A", 1)));
        applied(replace("r3", "r4", line("A", 1)));
        refused(replace("r3", "r9", line("A", 1)), Reason.NOT_PENDING, "r3", 0);
        assertNoReservation("r9");
    }

    @Test
    default void rule_1_8_whatTheOldOneSoldStaysSold() {
        stock("A", 5);
        applied(hold("r1", List.of(limit("orders", 2)), line("A", 3, limit("c", 9))));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(replace("r1", hold("r2", line("A", 4))));
        assertState("r1", ReservationState.CONFIRMED);
        assertTally("r1", "A", 0, 1, 0, 2, 0);
        assertLevel("A", 0, 4, 1);
        assertUsed(1, "c");
        assertUsed(1, "orders");
        applied(all(SHIP, "r1"));
    }

    @Test
    default void rule_1_8_anOverdueReservationCanBeReplacedUntilTheSweep() {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        clock().advance(HOLD.multipliedBy(2));
        applied(replace("r1", "r2", line("A", 1)));
        assertEquals(List.of(), ledger().expire(10));
    }

    @Test
    default void rule_1_8_theOldLinesNeedNotBeOpen() {
        stock("A", 1);
        stock("B", 1);
        applied(hold("r1", line("A", 1)));
        applied(saleState("s1", "A", SaleState.STOPPED));
        refused(replace("r1", "r2", line("A", 1)), Reason.NOT_OPEN, key("A"), 0);
        applied(replace("r1", "r2", line("B", 1)));
        assertLevel("A", 1, 0, 0);
    }

    @Test
    default void rule_1_8_aRepeatReplaysThoughTheOldOneIsGone() {
        stock("A", 2);
        applied(hold("r1", line("A", 2)));
        applied(replace("r1", "r2", line("A", 1)));
        replayed(replace("r1", "r2", line("A", 1)));
        replayed(hold("r2", line("A", 1)));
        applied(replace("r2", "r3", line("A", 2)));
        refused(replace("r1", "r2", line("A", 1)), Reason.RELEASED, "r2", 0);
        assertLevel("A", 0, 2, 0);
    }

    @Test
    default void rule_1_8_aReservationCannotReplaceItself() {
        assertRejected("replaces", "cannot replace itself", () -> replace("r1", "r1", line("A", 1)));
    }
}
