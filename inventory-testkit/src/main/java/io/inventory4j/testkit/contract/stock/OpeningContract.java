package io.inventory4j.testkit.contract.stock;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.DAMAGED;
import static io.inventory4j.stock.Bucket.INCOMING;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.stock.Bucket.QUALITY_CONTROL;
import static io.inventory4j.stock.Bucket.SAFETY;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.expecting;
import static io.inventory4j.testkit.contract.fixture.Commands.force;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.opening;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.set;
import static io.inventory4j.testkit.contract.fixture.Commands.to;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rule 3.7: the quantity that percentages refer to. */
public interface OpeningContract extends Fixture {
    private void assertOpening(long quantity, boolean pinned, String sku) {
        StockLevel level = level(sku);
        assertEquals(
                List.of(quantity, pinned),
                List.of(level.opening(), level.openingPinned()),
                () -> "opening of " + level);
    }

    @Test
    default void rule_3_7_aReceiptThatLeavesMoreIsTheOpening() {
        applied(receive("m1", "A", 10));
        assertOpening(10, false, "A");
        applied(receive("m2", "A", 990));
        assertOpening(1_000, false, "A");
    }

    @Test
    default void rule_3_7_aReceiptThatLeavesLessLeavesTheOpening() {
        applied(receive("m1", "A", 10));
        applied(hold("r1", line("A", 6)));
        applied(receive("m2", "A", 6));
        assertOpening(10, false, "A");
        applied(receive("m3", "A", 1));
        assertOpening(11, false, "A");
    }

    @Test
    default void rule_3_7_aReceiptOfASoldOutLineIsTheOpening() {
        applied(receive("m1", "A", 10));
        applied(hold("r1", line("A", 10)));
        applied(receive("m2", "A", 2));
        assertOpening(10, false, "A");
        applied(hold("r2", line("A", 2)));
        applied(all(CONFIRM, "r1"));
        applied(all(CONFIRM, "r2"));
        applied(receive("m3", "A", 3));
        assertOpening(3, false, "A");
    }

    @Test
    default void rule_3_7_aReceiptOfALineInShortfallIsTheOpeningOnceSomethingIsAvailable() {
        applied(receive("m1", "A", 10));
        applied(hold("r1", line("A", 10)));
        applied(all(CONFIRM, "r1"));
        applied(force(move("m2", post("A", AVAILABLE, OUTSIDE, 4))));
        assertLevel("A", -4, 0, 10);
        applied(receive("m3", "A", 4));
        assertOpening(10, false, "A");
        applied(receive("m4", "A", 2));
        assertOpening(2, false, "A");
    }

    @Test
    default void rule_3_7_goodsThatWereExpectedAreAReceipt() {
        applied(move("m1", post("A", OUTSIDE, INCOMING, 9), post("A", OUTSIDE, DAMAGED, 1)));
        assertOpening(0, false, "A");
        applied(move("m2", post("A", INCOMING, AVAILABLE, 7)));
        assertOpening(7, false, "A");
    }

    @Test
    default void rule_3_7_theOpeningIsWhatIsAvailableAfterTheMove() {
        applied(move("m1", post("A", OUTSIDE, AVAILABLE, 9), post("A", AVAILABLE, SAFETY, 2)));
        assertOpening(7, false, "A");
        applied(move("m2", post("A", OUTSIDE, AVAILABLE, 1), post("A", SAFETY, AVAILABLE, 2)));
        assertOpening(10, false, "A");
    }

    @Test
    default void rule_3_7_aMoveThatDoesNotRaiseAvailableIsNoReceipt() {
        applied(move("m1", post("A", OUTSIDE, AVAILABLE, 3), post("A", AVAILABLE, OUTSIDE, 3)));
        assertOpening(0, false, "A");
        applied(move("m2", post("A", OUTSIDE, AVAILABLE, 3), post("A", AVAILABLE, DAMAGED, 3)));
        assertOpening(0, false, "A");
    }

    @Test
    default void rule_3_7_otherMovesChangeNoOpening() {
        applied(move("m1", post("A", OUTSIDE, SAFETY, 5), post("A", OUTSIDE, QUALITY_CONTROL, 5)));
        applied(move("m2", post("A", SAFETY, AVAILABLE, 5)));
        assertOpening(0, false, "A");
        applied(receive("m3", "A", 1));
        assertOpening(6, false, "A");
        applied(move("m4", post("A", QUALITY_CONTROL, AVAILABLE, 5)));
        assertOpening(6, false, "A");
        applied(move("m5", post("A", AVAILABLE, OUTSIDE, 9)));
        assertOpening(6, false, "A");
    }

    @Test
    default void rule_3_7_aReturnThatIsPutAwayChangesNoOpening() {
        applied(receive("m1", "A", 4));
        applied(hold("r1", line("A", 4)));
        applied(all(CONFIRM, "r1"));
        applied(all(SHIP, "r1"));
        applied(all(RETURN, "r1"));
        applied(move("m2", post("A", QUALITY_CONTROL, AVAILABLE, 4)));
        assertLevel("A", 4, 0, 0);
        assertOpening(4, false, "A");
        applied(opening(Map.of(key("A"), Opening.of(0)), move("m3", post("A", AVAILABLE, SAFETY, 1))));
        applied(move("m4", post("A", SAFETY, AVAILABLE, 1)));
        assertOpening(0, false, "A");
    }

    @Test
    default void rule_3_7_unitsThatReservationsGiveBackAreNoReceipt() {
        stock("A", 5);
        applied(opening("m2", "A", 0));
        applied(hold("r1", line("A", 2)));
        applied(all(CONFIRM, "r1"));
        applied(all(CANCEL, "r1"));
        assertOpening(0, false, "A");
    }

    @Test
    default void rule_3_7_aPinnedOpeningStaysUntilItIsSetAgain() {
        stock("A", 5);
        Outcome.Applied outcome = applied(opening("m2", "A", 80));
        assertEquals(1, outcome.changes().size());
        assertEquals(2, level("A").version());
        assertOpening(80, true, "A");
        applied(receive("m3", "A", 900));
        assertOpening(80, true, "A");
        applied(move("m4", post("A", AVAILABLE, OUTSIDE, 905)));
        applied(receive("m5", "A", 7));
        assertOpening(80, true, "A");
        applied(saleState("x1", "A", SaleState.NO_NEW));
        assertOpening(80, true, "A");
        applied(opening("m6", "A", 3));
        assertOpening(3, true, "A");
    }

    @Test
    default void rule_3_7_anOpeningThatIsNotPinnedMakesRoomForALargerReceipt() {
        stock("A", 5);
        applied(opening("m2", "A", 80));
        applied(opening(Map.of(key("A"), Opening.of(6)), receive("m3", "A", 2)));
        assertOpening(6, false, "A");
        applied(receive("m4", "A", 1));
        assertOpening(8, false, "A");
    }

    @Test
    default void rule_3_7_zeroTakesOpeningAndPinAway() {
        stock("A", 5);
        applied(opening("m2", "A", 80));
        applied(opening("m3", "A", 0));
        assertOpening(0, false, "A");
        applied(move("m4", post("A", AVAILABLE, OUTSIDE, 1)));
        assertOpening(0, false, "A");
        applied(receive("m5", "A", 3));
        assertOpening(7, false, "A");
    }

    @Test
    default void rule_3_7_aMoveMaySetTheOpeningInTheSameStep() {
        applied(opening(Map.of(key("A"), Opening.pinned(100)), receive("m1", "A", 5)));
        assertOpening(100, true, "A");
        assertEquals(1, level("A").version());
        applied(opening(
                Map.of(key("A"), Opening.pinned(Bounds.MAX_QUANTITY)), move("m2", post("A", AVAILABLE, OUTSIDE, 5))));
        assertOpening(Bounds.MAX_QUANTITY, true, "A");
        applied(hold("r1", Commands.lineAbove(-1, "A", 1)));
        assertOpening(Bounds.MAX_QUANTITY, true, "A");
    }

    @Test
    default void rule_3_7_anOpeningAloneNeedsALine() {
        refused(opening("m1", "A", 80), Reason.UNKNOWN_LINE, key("A"), 0);
        refused(expecting(Map.of(key("A"), 3L), opening("m1", "A", 80)), Reason.UNKNOWN_LINE, key("A"), 0);
        refused(opening(Map.of(key("B"), Opening.pinned(3)), receive("m1", "A", 80)), Reason.UNKNOWN_LINE, key("B"), 0);
        assertNoLine("A");
    }

    @Test
    default void rule_3_7_aMoveOfOneLineMaySetTheOpeningOfAnother() {
        stock("A", 5);
        Outcome.Applied outcome = applied(opening(Map.of(key("A"), Opening.pinned(9)), receive("m2", "B", 1)));
        assertEquals(2, outcome.changes().size());
        assertOpening(9, true, "A");
        assertOpening(1, false, "B");
    }

    @Test
    default void rule_3_7_countsAndTargetsFollowItToo() {
        applied(set("m1", to(Target.AVAILABLE, "A", 4)));
        assertOpening(4, false, "A");
        applied(force(set("m2", to(Target.ON_HAND, "A", 9))));
        assertOpening(9, false, "A");
        applied(force(set("m3", to(Target.ON_HAND, "A", 2))));
        assertOpening(9, false, "A");
        applied(set("m4", to(Target.SAFETY, "A", 2)));
        applied(set("m5", to(Target.SAFETY, "A", 0)));
        assertOpening(9, false, "A");
        Move count = opening(Map.of(key("A"), Opening.of(3)), force(set("m6", to(Target.ON_HAND, "A", 3))));
        applied(count);
        assertOpening(3, false, "A");
        applied(set("m7", to(Target.AVAILABLE, "A", 5)));
        assertOpening(5, false, "A");
    }
}
