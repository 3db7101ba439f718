package io.inventory4j.testkit.contract.stock;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.COMMITTED;
import static io.inventory4j.stock.Bucket.DAMAGED;
import static io.inventory4j.stock.Bucket.INCOMING;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.stock.Bucket.QUALITY_CONTROL;
import static io.inventory4j.stock.Bucket.RESERVED;
import static io.inventory4j.stock.Bucket.SAFETY;
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
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules 3.1 to 3.3: postings, and what stops them. */
public interface MoveContract extends Fixture {
    @Test
    default void rule_3_1_aReceiptAnswersWithTheLevels() {
        Outcome.Applied outcome = applied(receive("m1", "A", 5));
        assertNull(outcome.reservation());
        StockLevel after = new StockLevel(key("A"), 5, 0, 0, 0, 0, 0, 0, 1, SaleState.OPEN, Window.NONE, 5, false);
        assertEquals(List.of(new LevelChange(StockLevel.empty(key("A")), after)), outcome.changes());
        assertEquals(after, level("A"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Bucket.class,
            names = {"RESERVED", "COMMITTED", "OUTSIDE"},
            mode = EnumSource.Mode.EXCLUDE)
    default void rule_3_1_everyOtherBucketCanBeFilledAndEmptied(Bucket bucket) {
        applied(move("m1", post("A", OUTSIDE, bucket, 5)));
        assertBucket(5, "A", bucket);
        assertEquals(bucket == INCOMING ? 0 : 5, level("A").onHand());
        Bucket other = bucket == SAFETY ? DAMAGED : SAFETY;
        applied(move("m2", post("A", bucket, other, 2)));
        assertBucket(3, "A", bucket);
        assertBucket(2, "A", other);
        refused(move("m3", post("A", bucket, OUTSIDE, 4)), Reason.INSUFFICIENT, key("A"), 3);
        applied(move("m4", post("A", bucket, OUTSIDE, 3)));
        assertBucket(0, "A", bucket);
        assertEquals(2, level("A").total());
    }

    @Test
    default void rule_3_1_allPostingsOrNothing() {
        stock("A", 5);
        stock("C", 5);
        refused(
                move(
                        "m2",
                        post("A", AVAILABLE, SAFETY, 1),
                        post("B", OUTSIDE, AVAILABLE, 1),
                        post("C", AVAILABLE, DAMAGED, 6)),
                Reason.INSUFFICIENT,
                key("C"),
                5);
        assertLevel("A", 5, 0, 0);
        assertNoLine("B");
        assertEquals(1, level("A").version());
    }

    @Test
    default void rule_3_1_postingsAreNettedPerBucket() {
        applied(move("m1", post("A", AVAILABLE, SAFETY, 5), post("A", OUTSIDE, AVAILABLE, 7)));
        assertLevel("A", 2, 0, 0);
        assertBucket(5, "A", SAFETY);
        applied(move(
                "m2", post("A", SAFETY, DAMAGED, 9), post("A", AVAILABLE, OUTSIDE, 2), post("A", OUTSIDE, SAFETY, 4)));
        assertLevel("A", 0, 0, 0);
        assertBucket(0, "A", SAFETY);
        assertBucket(9, "A", DAMAGED);
        refused(
                move("m3", post("A", OUTSIDE, AVAILABLE, 3), post("A", AVAILABLE, SAFETY, 4)),
                Reason.INSUFFICIENT,
                key("A"),
                0);
        assertEquals(2, level("A").version());
    }

    @Test
    default void rule_3_1_aTransferIsTwoPostingsInOneMove() {
        StockKey live = StockKey.of("A", "live room 7");
        stock("A", 5);
        Outcome.Applied outcome = applied(
                move("m2", new Posting(live, OUTSIDE, AVAILABLE, 3), new Posting(key("A"), AVAILABLE, OUTSIDE, 3)));
        assertEquals(
                List.of(live, key("A")),
                outcome.changes().stream().map(LevelChange::key).toList());
        assertLevel("A", 2, 0, 0);
        assertEquals(3, level(live).available());
        refused(
                move("m3", new Posting(live, OUTSIDE, AVAILABLE, 3), new Posting(key("A"), AVAILABLE, OUTSIDE, 3)),
                Reason.INSUFFICIENT,
                key("A"),
                2);
        assertEquals(3, level(live).available());
    }

    @Test
    default void rule_3_1_manyPostingsToOneLineAreOneChange() {
        Posting[] postings = IntStream.range(0, Bounds.MAX_LINES)
                .mapToObj(i -> post("A", OUTSIDE, i % 2 == 0 ? AVAILABLE : DAMAGED, 1))
                .toArray(Posting[]::new);
        Outcome.Applied outcome = applied(move("m1", postings));
        assertEquals(1, outcome.changes().size());
        assertEquals(1, level("A").version());
        assertLevel("A", 50, 0, 0);
        assertBucket(50, "A", DAMAGED);
    }

    @Test
    default void rule_3_2_theFirstFailingBucketAndLineAreNamed() {
        applied(move(
                "m1", post("A", OUTSIDE, SAFETY, 2), post("A", OUTSIDE, DAMAGED, 1), post("B", OUTSIDE, SAFETY, 3)));
        refused(
                move(
                        "m2",
                        post("B", SAFETY, OUTSIDE, 4),
                        post("A", DAMAGED, OUTSIDE, 3),
                        post("A", SAFETY, OUTSIDE, 3)),
                Reason.INSUFFICIENT,
                key("A"),
                2);
        refused(
                move(
                        "m2",
                        post("B", SAFETY, OUTSIDE, 4),
                        post("A", DAMAGED, OUTSIDE, 3),
                        post("A", SAFETY, OUTSIDE, 2)),
                Reason.INSUFFICIENT,
                key("A"),
                1);
        refused(
                move(
                        "m2",
                        post("B", SAFETY, OUTSIDE, 4),
                        post("A", DAMAGED, OUTSIDE, 1),
                        post("A", SAFETY, OUTSIDE, 2)),
                Reason.INSUFFICIENT,
                key("B"),
                3);
    }

    @Test
    default void rule_3_2_aMoveTakesNothingFromReservations() {
        stock("A", 5);
        applied(hold("r1", line("A", 2)));
        applied(hold("r2", line("A", 1)));
        applied(all(CONFIRM, "r2"));
        refused(move("m2", post("A", AVAILABLE, OUTSIDE, 3)), Reason.INSUFFICIENT, key("A"), 2);
        applied(move("m3", post("A", AVAILABLE, OUTSIDE, 2)));
        assertLevel("A", 0, 2, 1);
    }

    @Test
    default void rule_3_2_raisingANegativeBucketIsAlwaysAllowed() {
        stock("A", 1);
        applied(hold("r1", lineAbove(-9, "A", 6)));
        assertLevel("A", -5, 6, 0);
        refused(move("m2", post("A", AVAILABLE, SAFETY, 1)), Reason.INSUFFICIENT, key("A"), 0);
        applied(receive("m3", "A", 2));
        assertLevel("A", -3, 6, 0);
        applied(move("m4", post("A", OUTSIDE, SAFETY, 2)));
        applied(move("m5", post("A", SAFETY, AVAILABLE, 1)));
        assertLevel("A", -2, 6, 0);
        applied(receive("m6", "A", 3));
        assertLevel("A", 1, 6, 0);
    }

    @Test
    default void rule_3_2_forceLowersAvailableBelowZero() {
        stock("A", 5);
        applied(hold("r1", line("A", 4)));
        refused(move("m2", post("A", AVAILABLE, OUTSIDE, 3)), Reason.INSUFFICIENT, key("A"), 1);
        applied(forced("m2", post("A", AVAILABLE, OUTSIDE, 3)));
        assertLevel("A", -2, 4, 0);
        applied(forced("m3", post("A", AVAILABLE, OUTSIDE, 2)));
        assertLevel("A", -4, 4, 0);
        assertEquals(0, level("A").onHand());
    }

    @Test
    default void rule_3_2_forceLeavesOnHandAtZeroAtLeast() {
        stock("A", 5);
        applied(hold("r1", line("A", 4)));
        refused(forced("m2", post("A", AVAILABLE, OUTSIDE, 6)), Reason.SHORTFALL, key("A"), 0);
        refused(forced("m2", post("A", AVAILABLE, INCOMING, 6)), Reason.SHORTFALL, key("A"), 0);
        applied(forced("m2", post("A", AVAILABLE, OUTSIDE, 5)));
        assertEquals(0, level("A").onHand());
        refused(forced("m3", post("A", AVAILABLE, OUTSIDE, 1)), Reason.SHORTFALL, key("A"), 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Bucket.class,
            names = {"SAFETY", "QUALITY_CONTROL", "DAMAGED", "INCOMING"})
    default void rule_3_2_forceIsForAvailableOnly(Bucket bucket) {
        stock("A", 9);
        applied(move("m2", post("A", OUTSIDE, bucket, 2)));
        refused(forced("m3", post("A", bucket, OUTSIDE, 3)), Reason.INSUFFICIENT, key("A"), 2);
        applied(forced("m3", post("A", bucket, OUTSIDE, 2)));
    }

    @Test
    default void rule_3_2_aLineInShortfallSellsNothingUntilItIsMadeGood() {
        stock("A", 5);
        applied(hold("r1", line("A", 4)));
        applied(forced("m2", post("A", AVAILABLE, OUTSIDE, 3)));
        refused(hold("r2", line("A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        refused(hold("r2", lineAbove(1, "A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        applied(hold("r3", lineAbove(-3, "A", 1)));
        applied(receive("m3", "A", 3));
        refused(hold("r2", line("A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
        applied(receive("m4", "A", 1));
        applied(hold("r2", line("A", 1)));
    }

    @Test
    default void rule_3_2_aWriteOffThatLeavesLessThanNothingOnHandIsAShortfall() {
        applied(move("m1", post("A", OUTSIDE, SAFETY, 2)));
        applied(hold("r1", lineAbove(-3, "A", 3)));
        applied(all(CONFIRM, "r1"));
        applied(part(SHIP, "r1", "s1", units("A", 2)));
        assertEquals(0, level("A").onHand());
        assertBucket(2, "A", SAFETY);
        refused(move("m2", post("A", SAFETY, OUTSIDE, 1)), Reason.SHORTFALL, key("A"), 0);
        refused(move("m2", post("A", SAFETY, INCOMING, 1)), Reason.SHORTFALL, key("A"), 0);
        applied(move("m3", post("A", SAFETY, AVAILABLE, 2)));
        assertLevel("A", -1, 0, 1);
    }

    @Test
    default void rule_3_2_insufficientComesBeforeShortfall() {
        stock("A", 1);
        refused(
                forced("m2", post("A", AVAILABLE, OUTSIDE, 2), post("A", SAFETY, OUTSIDE, 1)),
                Reason.INSUFFICIENT,
                key("A"),
                0);
        refused(forced("m2", post("A", AVAILABLE, OUTSIDE, 2)), Reason.SHORTFALL, key("A"), 0);
    }

    @Test
    default void rule_3_3_reservedAndCommittedMoveOnlyThroughReservations() {
        for (Bucket bucket : List.of(RESERVED, COMMITTED)) {
            assertRejected(bucket.name(), "only through reservations", () -> post("A", bucket, OUTSIDE, 1));
            assertRejected(bucket.name(), "only through reservations", () -> post("A", AVAILABLE, bucket, 1));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Bucket.class,
            names = {"RESERVED", "COMMITTED"},
            mode = EnumSource.Mode.EXCLUDE)
    default void rule_3_3_aPostingNeedsTwoBuckets(Bucket bucket) {
        assertRejected(bucket.name(), "to itself", () -> post("A", bucket, bucket, 1));
    }

    @Test
    default void rule_9_11_aBucketBeyondTheBoundsIsRefused() {
        stock("A", Bounds.MAX_QUANTITY);
        refused(receive("m2", "A", 1), Reason.OVERFLOW, key("A"), 0);
        refused(receive("m2", "A", Bounds.MAX_QUANTITY), Reason.OVERFLOW, key("A"), 0);
        applied(move("m3", post("A", AVAILABLE, QUALITY_CONTROL, Bounds.MAX_QUANTITY)));
        assertBucket(Bounds.MAX_QUANTITY, "A", QUALITY_CONTROL);
    }

    @Test
    default void rule_9_11_aLineBeyondTheBoundsIsRefused() {
        stock("A", Bounds.MAX_QUANTITY - 1);
        refused(move("m2", post("A", OUTSIDE, DAMAGED, 2)), Reason.OVERFLOW, key("A"), 0);
        applied(move("m2", post("A", OUTSIDE, DAMAGED, 1)));
        refused(move("m3", post("A", OUTSIDE, INCOMING, 1)), Reason.OVERFLOW, key("A"), 0);
        assertEquals(Bounds.MAX_QUANTITY, level("A").total());
        refused(
                move("m3", post("B", OUTSIDE, INCOMING, 1), post("A", OUTSIDE, SAFETY, 1)),
                Reason.OVERFLOW,
                key("A"),
                0);
        assertNoLine("B");
    }

    @Test
    default void rule_9_11_aBucketBelowTheBoundsIsRefused() {
        applied(move("m1", post("A", OUTSIDE, DAMAGED, 5)));
        applied(hold("r1", lineAbove(-Bounds.MAX_QUANTITY, "A", Bounds.MAX_QUANTITY)));
        refused(forced("m2", post("A", AVAILABLE, OUTSIDE, 1)), Reason.OVERFLOW, key("A"), 0);
        assertLevel("A", -Bounds.MAX_QUANTITY, Bounds.MAX_QUANTITY, 0);
    }

    @Test
    default void rule_9_11_manyLargePostingsDoNotWrap() {
        Posting[] postings = IntStream.range(0, Bounds.MAX_LINES)
                .mapToObj(i -> post("A", OUTSIDE, AVAILABLE, Bounds.MAX_QUANTITY))
                .toArray(Posting[]::new);
        refused(move("m1", postings), Reason.OVERFLOW, key("A"), 0);
        assertNoLine("A");
        applied(new Move(
                "m1",
                "test",
                false,
                List.of(
                        post("A", OUTSIDE, AVAILABLE, Bounds.MAX_QUANTITY),
                        post("A", OUTSIDE, AVAILABLE, Bounds.MAX_QUANTITY),
                        post("A", AVAILABLE, OUTSIDE, Bounds.MAX_QUANTITY)),
                Map.of(),
                Map.of()));
        assertLevel("A", Bounds.MAX_QUANTITY, 0, 0);
    }
}
