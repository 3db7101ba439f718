package io.inventory4j.testkit.contract.stock;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
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
import static io.inventory4j.testkit.contract.fixture.Commands.forced;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.opening;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.set;
import static io.inventory4j.testkit.contract.fixture.Commands.to;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.testkit.contract.fixture.Fixture;
import io.inventory4j.testkit.contract.spi.BoundsContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 3.8 and 3.9: moves that say what a line is to have afterwards. */
public interface TargetContract extends Fixture {
    /** A count that did not see some units of A which have left, for the version that the line has now. */
    private Move counted(String id, long quantity, long departed) {
        return departed(id, quantity, departed, level("A").version());
    }

    private static Move departed(String id, long quantity, long departed, long version) {
        return force(set(id, new SetTo(key("A"), Target.ON_HAND, quantity, new SetTo.Departed(departed, version))));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 7, Bounds.MAX_QUANTITY})
    default void rule_3_8_whatIsAvailableIsSet(long quantity) {
        stock("A", 5);
        Outcome.Applied moved = applied(set("m2", to(Target.AVAILABLE, "A", quantity)));
        assertEquals(1, moved.changes().size());
        assertLevel("A", quantity, 0, 0);
        assertEquals(2, level("A").version());
    }

    @Test
    default void rule_3_8_onlyAvailableMoves() {
        stock("A", 20);
        applied(move("m2", post("A", AVAILABLE, SAFETY, 2), post("A", AVAILABLE, DAMAGED, 1)));
        applied(hold("r1", line("A", 4)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(set("m3", to(Target.AVAILABLE, "A", 50)));
        assertLevel("A", 50, 3, 1);
        assertBucket(2, "A", SAFETY);
        assertBucket(1, "A", DAMAGED);
        assertEquals(57, level("A").total());
    }

    @Test
    default void rule_3_8_whatIsOnHandIsSetByWhatIsAvailable() {
        stock("A", 20);
        applied(move(
                "m2",
                post("A", AVAILABLE, SAFETY, 2),
                post("A", OUTSIDE, QUALITY_CONTROL, 1),
                post("A", OUTSIDE, INCOMING, 9)));
        applied(hold("r1", line("A", 4)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(set("m3", to(Target.ON_HAND, "A", 30)));
        assertLevel("A", 23, 3, 1);
        assertEquals(30, level("A").onHand());
        assertBucket(9, "A", INCOMING);
        applied(set("m4", to(Target.ON_HAND, "A", 7)));
        assertLevel("A", 0, 3, 1);
    }

    @Test
    default void rule_3_8_fewerThanWerePromisedNeedsForce() {
        stock("A", 20);
        applied(hold("r1", line("A", 15)));
        refused(set("m2", to(Target.ON_HAND, "A", 14)), Reason.INSUFFICIENT, key("A"), 5);
        applied(force(set("m2", to(Target.ON_HAND, "A", 14))));
        assertLevel("A", -1, 15, 0);
        refused(set("m3", to(Target.ON_HAND, "A", 13)), Reason.INSUFFICIENT, key("A"), 0);
        applied(set("m4", to(Target.ON_HAND, "A", 16)));
        assertLevel("A", 1, 15, 0);
        applied(force(set("m5", to(Target.ON_HAND, "A", 0))));
        assertLevel("A", -15, 15, 0);
        applied(set("m6", to(Target.AVAILABLE, "A", 0)));
        assertLevel("A", 0, 15, 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"AVAILABLE", "ON_HAND"})
    default void rule_3_8_aLineThatDoesNotExistIsCreated(Target target) {
        applied(set("m1", to(target, "A", 5)));
        assertLevel("A", 5, 0, 0);
        assertEquals(1, level("A").version());
        Outcome.Applied nothing = applied(set("m2", to(target, "B", 0)));
        assertEquals(1, nothing.changes().size());
        assertLevel("B", 0, 0, 0);
        assertEquals(1, level("B").version());
    }

    @Test
    default void rule_3_8_aLineThatHasItIsNotTouchedAndTheIdIsRemembered() {
        stock("A", 5);
        stock("B", 5);
        Move move = set("m3", to(Target.AVAILABLE, "A", 5), to(Target.ON_HAND, "B", 5));
        assertEquals(new Outcome.Applied(null, List.of(), false), apply(move));
        assertEquals(1, level("A").version());
        applied(hold("r1", line("A", 1)));
        replayed(move);
        refused(set("m3", to(Target.AVAILABLE, "A", 4)), Reason.ID_REUSED, "m3", 0);
        if (ledger() instanceof Journaled journal) {
            assertEquals(3, journal.journal(0, 10).entries().size());
        }
    }

    @Test
    default void rule_3_8_aLineThatHasItIsTouchedByItsOpening() {
        stock("A", 5);
        Outcome.Applied moved =
                applied(opening(Map.of(key("A"), Opening.pinned(9)), set("m2", to(Target.AVAILABLE, "A", 5))));
        assertEquals(1, moved.changes().size());
        assertEquals(9, level("A").opening());
    }

    @Test
    default void rule_3_8_theRepeatPostsNothingWhateverHasHappenedSince() {
        stock("A", 5);
        Move import1 = set("m2", to(Target.ON_HAND, "A", 50));
        applied(import1);
        applied(sell("r1", line("A", 8)));
        applied(all(SHIP, "r1"));
        replayed(import1);
        assertLevel("A", 42, 0, 0);
        applied(set("m3", to(Target.ON_HAND, "A", 42)));
        assertLevel("A", 42, 0, 0);
        assertEquals(4, level("A").version());
    }

    @Test
    default void rule_3_8_theContentIsTheTarget() {
        stock("A", 5);
        applied(set("m2", to(Target.ON_HAND, "A", 7)));
        refused(set("m2", to(Target.ON_HAND, "A", 8)), Reason.ID_REUSED, "m2", 0);
        refused(set("m2", to(Target.AVAILABLE, "A", 7)), Reason.ID_REUSED, "m2", 0);
        refused(set("m2", to(Target.ON_HAND, "B", 7)), Reason.ID_REUSED, "m2", 0);
        refused(force(set("m2", to(Target.ON_HAND, "A", 7))), Reason.ID_REUSED, "m2", 0);
        refused(move("m2", post("A", OUTSIDE, AVAILABLE, 2)), Reason.ID_REUSED, "m2", 0);
        applied(set("m3", to(Target.ON_HAND, "B", 1), to(Target.AVAILABLE, "A", 1)));
        replayed(set("m3", to(Target.AVAILABLE, "A", 1), to(Target.ON_HAND, "B", 1)));
    }

    @Test
    default void rule_3_8_oneTargetForALineAndNoPostingBesideIt() {
        assertRejected("A@main", "two targets", () -> set("m1", to(Target.ON_HAND, "A", 1), to(Target.SAFETY, "A", 1)));
        assertRejected(
                "A@main",
                "a target and a posting",
                () -> new Move(
                        "m1",
                        "test",
                        false,
                        List.of(post("A", OUTSIDE, AVAILABLE, 1)),
                        List.of(to(Target.ON_HAND, "A", 1)),
                        Map.of(),
                        Map.of()));
        Move both = new Move(
                "m1",
                "test",
                false,
                List.of(post("B", OUTSIDE, AVAILABLE, 1)),
                List.of(to(Target.ON_HAND, "A", 1)),
                Map.of(),
                Map.of());
        assertEquals(
                List.of(key("A"), key("B")),
                applied(both).changes().stream().map(LevelChange::key).toList());
    }

    @Test
    default void rule_3_8_allTargetsOrNone() {
        stock("A", 5);
        stock("B", 5);
        applied(hold("r1", line("B", 5)));
        refused(set("m3", to(Target.ON_HAND, "A", 50), to(Target.ON_HAND, "B", 4)), Reason.INSUFFICIENT, key("B"), 0);
        assertLevel("A", 5, 0, 0);
        refused(set("m3", to(Target.ON_HAND, "C", 5), to(Target.SAFETY, "D", 4)), Reason.UNKNOWN_LINE, key("D"), 0);
        assertNoLine("C");
    }

    @Test
    default void rule_3_8_safetyStockIsTakenFromWhatIsAvailable() {
        stock("A", 20);
        applied(set("m2", to(Target.SAFETY, "A", 8)));
        assertLevel("A", 12, 0, 0);
        assertBucket(8, "A", SAFETY);
        applied(set("m3", to(Target.SAFETY, "A", 3)));
        assertLevel("A", 17, 0, 0);
        refused(set("m4", to(Target.SAFETY, "A", 21)), Reason.INSUFFICIENT, key("A"), 17);
        applied(force(set("m4", to(Target.SAFETY, "A", 21))));
        assertLevel("A", -1, 0, 0);
        assertEquals(new Outcome.Applied(null, List.of(), false), apply(set("m5", to(Target.SAFETY, "A", 21))));
        assertEquals(20, level("A").total());
    }

    @Test
    default void rule_3_8_safetyStockMayBeAPercentageOfTheOpening() {
        stock("A", 101);
        applied(set("m2", to(Target.SAFETY_PERCENT, "A", 10)));
        assertBucket(11, "A", SAFETY);
        assertLevel("A", 90, 0, 0);
        applied(opening("m3", "A", 50));
        assertBucket(11, "A", SAFETY);
        applied(set("m4", to(Target.SAFETY_PERCENT, "A", 10)));
        assertBucket(5, "A", SAFETY);
        applied(set("m5", to(Target.SAFETY_PERCENT, "A", 0)));
        assertBucket(0, "A", SAFETY);
        applied(set("m6", to(Target.SAFETY_PERCENT, "A", 100)));
        assertBucket(50, "A", SAFETY);
        assertLevel("A", 51, 0, 0);
    }

    @Test
    default void rule_3_8_thePercentageIsOfTheOpeningAfterTheMove() {
        stock("A", 100);
        applied(opening(Map.of(key("A"), Opening.pinned(201)), set("m2", to(Target.SAFETY_PERCENT, "A", 10))));
        assertBucket(21, "A", SAFETY);
        assertEquals(2, level("A").version());
        applied(opening(Map.of(key("A"), Opening.of(0)), set("m3", to(Target.SAFETY_PERCENT, "A", 10))));
        assertBucket(0, "A", SAFETY);
    }

    /** 7% of 100 are 7, though 0.07 times 100 is a little more in binary. */
    @ParameterizedTest
    @ValueSource(longs = {50, 100, 700})
    default void rule_3_8_aPercentageIsExact(long opening) {
        stock("A", opening);
        for (int percent = 1; percent <= 100; percent++) {
            apply(set("m" + percent, to(Target.SAFETY_PERCENT, "A", percent)));
            assertBucket((opening * percent + 99) / 100, "A", SAFETY);
        }
    }

    @Test
    default void rule_3_8_aPercentageOfTheLargestOpeningDoesNotWrap() {
        stock("A", Bounds.MAX_QUANTITY);
        applied(set("m2", to(Target.SAFETY_PERCENT, "A", 100)));
        assertBucket(Bounds.MAX_QUANTITY, "A", SAFETY);
        applied(set("m3", to(Target.SAFETY_PERCENT, "A", 99)));
        assertBucket((Bounds.MAX_QUANTITY * 99 + 99) / 100, "A", SAFETY);
    }

    @ParameterizedTest
    @EnumSource(
            value = Target.class,
            names = {"SAFETY", "SAFETY_PERCENT"})
    default void rule_3_8_safetyStockNeedsALine(Target target) {
        refused(set("m1", to(target, "A", 0)), Reason.UNKNOWN_LINE, key("A"), 0);
        refused(
                opening(Map.of(key("A"), Opening.pinned(9)), set("m1", to(target, "A", 1))),
                Reason.UNKNOWN_LINE,
                key("A"),
                0);
        assertNoLine("A");
    }

    @ParameterizedTest
    @EnumSource(Target.class)
    default void rule_3_8_aScreensVersionIsExpected(Target target) {
        stock("A", 50);
        applied(hold("r1", line("A", 1)));
        refused(expecting(Map.of(key("A"), 1L), set("m2", to(target, "A", 9))), Reason.STALE, key("A"), 0);
        refused(expecting(Map.of(key("A"), 1L), set("m2", to(target, "A", 0))), Reason.STALE, key("A"), 0);
        applied(expecting(Map.of(key("A"), 2L), set("m2", to(target, "A", 9))));
        assertEquals(3, level("A").version());
    }

    @Test
    default void rule_3_8_versionZeroExpectsThatTheTargetMakesTheLine() {
        applied(expecting(Map.of(key("A"), 0L), set("m1", to(Target.ON_HAND, "A", 9))));
        refused(expecting(Map.of(key("A"), 0L), set("m2", to(Target.ON_HAND, "A", 8))), Reason.STALE, key("A"), 0);
    }

    @Test
    default void rule_9_11_aTargetBeyondTheBoundsIsRefused() {
        applied(move("m1", post("A", OUTSIDE, INCOMING, 2), post("A", OUTSIDE, DAMAGED, 3)));
        refused(set("m2", to(Target.ON_HAND, "A", Bounds.MAX_QUANTITY)), Reason.OVERFLOW, key("A"), 0);
        refused(set("m2", to(Target.AVAILABLE, "A", Bounds.MAX_QUANTITY - 4)), Reason.OVERFLOW, key("A"), 0);
        applied(set("m2", to(Target.AVAILABLE, "A", Bounds.MAX_QUANTITY - 5)));
        assertEquals(Bounds.MAX_QUANTITY, level("A").total());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Bounds.MAX_QUANTITY + 1, Long.MAX_VALUE, Long.MIN_VALUE})
    default void rule_9_6_targetsAreZeroToTwoToThe53MinusOne(long quantity) {
        assertRejected("quantity", BoundsContract.MOST, () -> to(Target.AVAILABLE, "A", quantity));
        assertRejected("quantity", BoundsContract.MOST, () -> to(Target.ON_HAND, "A", quantity));
        assertRejected("quantity", BoundsContract.MOST, () -> to(Target.SAFETY, "A", quantity));
        assertRejected("quantity", "0 to 100", () -> to(Target.SAFETY_PERCENT, "A", quantity));
        assertRejected("departed units", BoundsContract.MOST, () -> departed("m1", 1, quantity, 1));
    }

    @Test
    default void rule_3_9_whatHasLeftIsBookedBesideWhatWasCounted() {
        stock("A", 10);
        applied(sell("r1", line("A", 3)));
        applied(counted("m2", 7, 3));
        assertLevel("A", 7, 0, 3);
        assertEquals(2, level("A").version());
        applied(counted("m3", 5, 3));
        assertLevel("A", 5, 0, 3);
        applied(all(SHIP, "r1"));
        assertEquals(5, level("A").onHand());
    }

    @Test
    default void rule_3_9_itWasAddedUpForOneVersionOfTheLine() {
        stock("A", 10);
        applied(sell("r1", line("A", 3)));
        Move count = counted("m2", 5, 3);
        applied(all(SHIP, "r1"));
        refused(count, Reason.STALE, key("A"), 0);
        assertLevel("A", 7, 0, 0);
        applied(counted("m2", 5, 0));
        assertLevel("A", 5, 0, 0);
    }

    @Test
    default void rule_3_9_whatHasLeftIsNoContent() {
        stock("A", 10);
        applied(sell("r1", line("A", 3)));
        applied(counted("m2", 5, 3));
        applied(all(SHIP, "r1"));
        replayed(counted("m2", 5, 3));
        replayed(counted("m2", 5, 0));
        replayed(force(set("m2", to(Target.ON_HAND, "A", 5))));
        refused(counted("m2", 4, 3), Reason.ID_REUSED, "m2", 0);
        assertLevel("A", 5, 0, 0);
    }

    @Test
    default void rule_3_9_onlyACountHasUnitsThatHaveLeft() {
        assertRejected("departed", "ON_HAND", () -> new SetTo(key("A"), Target.SAFETY, 1, new SetTo.Departed(1, 1)));
        applied(departed("m1", 4, 0, 0));
        assertLevel("A", 4, 0, 0);
        refused(departed("m2", 4, 0, 0), Reason.STALE, key("A"), 0);
        applied(forced("m3", post("A", AVAILABLE, OUTSIDE, 4)));
    }

    @Test
    default void rule_3_9_whatHasLeftIsBoundedWithWhatWasCounted() {
        refused(departed("m1", Bounds.MAX_QUANTITY, Bounds.MAX_QUANTITY, 0), Reason.OVERFLOW, key("A"), 0);
        assertNoLine("A");
        applied(departed("m1", Bounds.MAX_QUANTITY - 1, 1, 0));
        assertLevel("A", Bounds.MAX_QUANTITY, 0, 0);
    }
}
