package io.inventory4j.testkit.contract.stock;

import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.DAMAGED;
import static io.inventory4j.stock.Bucket.INCOMING;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.stock.Bucket.SAFETY;
import static io.inventory4j.testkit.contract.fixture.Commands.expecting;
import static io.inventory4j.testkit.contract.fixture.Commands.forced;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.opening;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules 3.4 to 3.6: the same move again, expected versions, new lines. */
public interface MoveAgainContract extends Fixture {
    @Test
    default void rule_3_4_sameIdAndContentReplays() {
        Move move = new Move(
                "m1",
                "count",
                true,
                List.of(post("A", OUTSIDE, AVAILABLE, 5), post("B", OUTSIDE, SAFETY, 1)),
                Map.of(key("A"), 0L),
                Map.of(key("A"), Opening.pinned(50)));
        applied(move);
        assertEquals(new Outcome.Applied(null, List.of(), true), apply(move));
        applied(move("m2", post("A", AVAILABLE, OUTSIDE, 5)));
        replayed(move);
        assertLevel("A", 0, 0, 0);
        assertEquals(2, level("A").version());
    }

    @Test
    default void rule_3_4_otherContentIsRefused() {
        stock("A", 50);
        Move move = move("m1", post("A", AVAILABLE, SAFETY, 1), post("A", AVAILABLE, DAMAGED, 1));
        applied(move);
        refused(receive("m1", "A", 1), Reason.ID_REUSED, "m1", 0);
        refused(move("m1", post("A", AVAILABLE, SAFETY, 1)), Reason.ID_REUSED, "m1", 0);
        refused(
                move("m1", post("A", AVAILABLE, SAFETY, 2), post("A", AVAILABLE, DAMAGED, 1)),
                Reason.ID_REUSED,
                "m1",
                0);
        refused(
                move("m1", post("B", AVAILABLE, SAFETY, 1), post("A", AVAILABLE, DAMAGED, 1)),
                Reason.ID_REUSED,
                "m1",
                0);
        refused(
                forced("m1", post("A", AVAILABLE, SAFETY, 1), post("A", AVAILABLE, DAMAGED, 1)),
                Reason.ID_REUSED,
                "m1",
                0);
        refused(expecting(Map.of(key("A"), 2L), move), Reason.ID_REUSED, "m1", 0);
        refused(opening(Map.of(key("A"), Opening.pinned(9)), move), Reason.ID_REUSED, "m1", 0);
        assertLevel("A", 48, 0, 0);
    }

    @Test
    default void rule_3_4_theOrderOfPostingsIsContentAndTheReasonIsNot() {
        applied(move("m1", post("A", OUTSIDE, AVAILABLE, 1), post("B", OUTSIDE, AVAILABLE, 1)));
        refused(
                move("m1", post("B", OUTSIDE, AVAILABLE, 1), post("A", OUTSIDE, AVAILABLE, 1)),
                Reason.ID_REUSED,
                "m1",
                0);
        replayed(Move.of("m1", "other reason", post("A", OUTSIDE, AVAILABLE, 1), post("B", OUTSIDE, AVAILABLE, 1)));
    }

    @Test
    default void rule_3_4_openingsAndExpectedVersionsAreNotMixedUp() {
        stock("A", 1);
        Move expecting = expecting(Map.of(key("A"), 1L), receive("m1", "B", 1));
        applied(expecting);
        refused(opening(Map.of(key("A"), Opening.of(1)), receive("m1", "B", 1)), Reason.ID_REUSED, "m1", 0);
        replayed(expecting);
        Move pinning = opening(Map.of(key("A"), Opening.pinned(1)), receive("m2", "B", 1));
        applied(pinning);
        refused(opening(Map.of(key("A"), Opening.of(1)), receive("m2", "B", 1)), Reason.ID_REUSED, "m2", 0);
        replayed(pinning);
    }

    @Test
    default void rule_3_4_aRefusedMoveIsNotRemembered() {
        stock("A", 1);
        refused(move("m2", post("A", AVAILABLE, SAFETY, 2)), Reason.INSUFFICIENT, key("A"), 1);
        applied(move("m2", post("A", AVAILABLE, SAFETY, 1)));
    }

    @Test
    default void rule_3_5_aLineAtTheExpectedVersionTakesTheMove() {
        stock("A", 5);
        applied(expecting(Map.of(key("A"), 1L), receive("m2", "A", 1)));
        applied(expecting(Map.of(key("A"), 2L), receive("m3", "A", 1)));
        assertLevel("A", 7, 0, 0);
    }

    @Test
    default void rule_3_5_aLineThatHasMovedOnIsStale() {
        stock("A", 5);
        applied(hold("r1", line("A", 1)));
        refused(expecting(Map.of(key("A"), 1L), receive("m2", "A", 1)), Reason.STALE, key("A"), 0);
        refused(expecting(Map.of(key("A"), 3L), receive("m2", "A", 1)), Reason.STALE, key("A"), 0);
        refused(expecting(Map.of(key("A"), 0L), receive("m2", "A", 1)), Reason.STALE, key("A"), 0);
        refused(
                expecting(Map.of(key("A"), 1L), forced("m2", post("A", AVAILABLE, OUTSIDE, 9))),
                Reason.STALE,
                key("A"),
                0);
        assertLevel("A", 4, 1, 0);
    }

    @Test
    default void rule_3_5_versionZeroExpectsThatThereIsNoLine() {
        refused(expecting(Map.of(key("A"), 1L), receive("m1", "A", 1)), Reason.STALE, key("A"), 0);
        assertNoLine("A");
        applied(expecting(Map.of(key("A"), 0L), receive("m1", "A", 1)));
        applied(expecting(Map.of(key("nothing"), 0L), receive("m2", "A", 1)));
        assertNoLine("nothing");
    }

    @Test
    default void rule_3_5_aLineThatIsOnlyExpectedIsNotTouched() {
        stock("A", 5);
        stock("B", 5);
        Outcome.Applied outcome = applied(expecting(Map.of(key("B"), 1L), receive("m2", "A", 1)));
        assertEquals(
                List.of(key("A")),
                outcome.changes().stream().map(LevelChange::key).toList());
        assertEquals(1, level("B").version());
        refused(expecting(Map.of(key("B"), 2L), receive("m3", "A", 1)), Reason.STALE, key("B"), 0);
        refused(expecting(Map.of(key("unknown"), 1L), receive("m3", "A", 1)), Reason.STALE, key("unknown"), 0);
    }

    @Test
    default void rule_3_5_linesAreJudgedInKeyOrderWithStaleFirst() {
        stock("B", 5);
        refused(
                expecting(Map.of(key("A"), 7L, key("B"), 7L), move("m2", post("B", AVAILABLE, OUTSIDE, 9))),
                Reason.STALE,
                key("A"),
                0);
        refused(
                expecting(Map.of(key("B"), 7L), move("m2", post("B", AVAILABLE, OUTSIDE, 9))),
                Reason.STALE,
                key("B"),
                0);
        refused(
                expecting(Map.of(key("C"), 7L), move("m2", post("B", AVAILABLE, OUTSIDE, 9))),
                Reason.INSUFFICIENT,
                key("B"),
                5);
    }

    @Test
    default void rule_3_6_theFirstPostingCreatesTheLine() {
        assertNoLine("A");
        applied(move("m1", post("A", OUTSIDE, INCOMING, 3)));
        assertBucket(3, "A", INCOMING);
        assertEquals(1, level("A").version());
        refused(hold("r1", line("A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
    }

    @Test
    default void rule_3_6_aPostingThatNetsToNothingCreatesTheLineToo() {
        applied(move("m1", post("A", OUTSIDE, AVAILABLE, 3), post("A", AVAILABLE, OUTSIDE, 3)));
        assertLevel("A", 0, 0, 0);
        assertEquals(1, level("A").version());
        assertEquals(0, level("A").opening());
    }

    @Test
    default void rule_3_6_aRefusedMoveCreatesNone() {
        refused(move("m1", post("A", AVAILABLE, OUTSIDE, 1)), Reason.INSUFFICIENT, key("A"), 0);
        refused(
                move("m2", post("B", OUTSIDE, AVAILABLE, 1), post("C", AVAILABLE, OUTSIDE, 1)),
                Reason.INSUFFICIENT,
                key("C"),
                0);
        refused(forced("m3", post("A", AVAILABLE, OUTSIDE, 1)), Reason.SHORTFALL, key("A"), 0);
        assertNoLine("A");
        assertNoLine("B");
        assertNoLine("C");
    }
}
