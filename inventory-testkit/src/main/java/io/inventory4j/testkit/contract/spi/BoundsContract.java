package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.opening;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.set;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inventory4j.Posting;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Opening;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetTo;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import io.inventory4j.testkit.contract.fixture.HostileText;
import io.inventory4j.testkit.contract.fixture.TextArgument;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 9: what is out of bounds is rejected with its name and the bound, before anything happens. */
public interface BoundsContract extends Fixture {
    /** 2^53 - 1, as messages write it. */
    String MOST = "9007199254740991";

    @ParameterizedTest
    @EnumSource(TextArgument.class)
    default void rule_9_1_aTextHasOneToTwoHundredCodePoints(TextArgument argument) {
        assertRejected(argument.label(), "200", () -> argument.of(""));
        assertNotNull(argument.of("x"));
        assertNotNull(argument.of("x".repeat(200)));
        assertRejected(argument.label(), "200", () -> argument.of("x".repeat(201)));
        assertNotNull(argument.of(HostileText.EMOJI.repeat(200)));
        assertRejected(argument.label(), "200", () -> argument.of(HostileText.EMOJI.repeat(201)));
        assertRejected(argument.label(), "200", () -> argument.of("x".repeat(1_000_000)));
    }

    @ParameterizedTest
    @EnumSource(TextArgument.class)
    default void rule_9_1_aTextHasNoControlCharacters(TextArgument argument) {
        for (String control : List.of("\u0000", "\t", "\n", "\r", "\u001F", "\u007F", "\u0085", "\u009F")) {
            assertRejected(argument.label(), "control", () -> argument.of(control));
            assertRejected(argument.label(), "control", () -> argument.of("a" + control));
            assertRejected(argument.label(), "control", () -> argument.of(control + "\u00E9"));
        }
    }

    @ParameterizedTest
    @EnumSource(TextArgument.class)
    default void rule_9_1_aTextHasNoLoneSurrogates(TextArgument argument) {
        for (String broken : List.of("\uD83D", "\uDE00", "a\uD83D", "\uDE00\uD83D", "\uD83D\uD83D\uDE00")) {
            assertRejected(argument.label(), "surrogate", () -> argument.of(broken));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Bounds.MAX_QUANTITY + 1, Long.MAX_VALUE})
    default void rule_9_4_quantitiesAreOneToTwoToThe53MinusOne(long quantity) {
        assertRejected("quantity", MOST, () -> line("A", quantity));
        assertRejected("quantity", MOST, () -> receive("m1", "A", quantity));
        assertRejected("quantity", MOST, () -> part(Transition.CONFIRM, "r1", "s1", units("A", quantity)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-Bounds.MAX_QUANTITY - 1, Bounds.MAX_QUANTITY + 1, Long.MIN_VALUE, Long.MAX_VALUE})
    default void rule_9_5_floorsAreWithinTwoToThe53MinusOne(long floor) {
        assertRejected("floor", MOST, () -> lineAbove(floor, "A", 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Bounds.MAX_QUANTITY + 1, Long.MIN_VALUE, Long.MAX_VALUE})
    default void rule_9_6_limitsVersionsAndOpeningsAreZeroToTwoToThe53MinusOne(long limit) {
        assertRejected("limit", MOST, () -> limit("c", limit));
        assertRejected("opening", MOST, () -> opening("m1", "A", limit));
        assertRejected(
                "expectedVersions", MOST, () -> Commands.expecting(Map.of(key("A"), limit), receive("m1", "A", 1)));
    }

    @Test
    default void rule_9_7_aHoldLastsOneMillisecondTo400Days() {
        for (Duration hold : List.of(
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofNanos(999_999),
                Bounds.MAX_HOLD.plusNanos(1),
                Duration.ofSeconds(Long.MAX_VALUE))) {
            assertRejected("holdFor", "PT9600H", () -> hold("r1", hold, line("A", 1)));
            assertRejected("holdFor", "PT0.001S", () -> extend("r1", "s1", hold));
        }
    }

    @Test
    default void rule_9_8_aCommandHasAtMostAHundredLines() {
        assertRejected("lines", "1 to 100", () -> hold("r1"));
        ReserveLine[] lines = Collections.nCopies(101, line("A", 1)).toArray(ReserveLine[]::new);
        assertRejected("lines", "1 to 100", () -> hold("r1", lines));
        Posting[] postings =
                Collections.nCopies(101, post("A", OUTSIDE, AVAILABLE, 1)).toArray(Posting[]::new);
        assertRejected("postings", "100", () -> move("m1", postings));
        assertRejected("postings", "a posting, a target or an opening", () -> move("m1"));
        Map<StockKey, Long> many = new HashMap<>();
        IntStream.range(0, 101).forEach(i -> many.put(key("A" + i), 1L));
        assertRejected("quantities", "1 to 100", () -> part(Transition.CONFIRM, "r1", "s1", many));
        assertRejected("quantities", "1 to 100", () -> part(Transition.CONFIRM, "r1", "s1", units()));
        Map<StockKey, Opening> openings = new HashMap<>();
        many.keySet().forEach(key -> openings.put(key, Opening.of(1)));
        assertRejected("openings", "100", () -> opening(openings, receive("m1", "A", 1)));
        SetTo[] targets = many.keySet().stream()
                .map(key -> new SetTo(key, Target.AVAILABLE, 1))
                .toArray(SetTo[]::new);
        assertRejected("targets", "100", () -> set("m1", targets));
        assertRejected("expectedVersions", "100", () -> Commands.expecting(many, receive("m1", "A", 1)));
    }

    @Test
    default void rule_9_8_aListHasAtMostAHundredCharges() {
        List<Charge> charges = Collections.nCopies(101, limit("c", 1));
        assertRejected("orderCharges", "100", () -> hold("r1", charges, line("A", 1)));
        assertRejected("unitCharges", "100", () -> line("A", 1, charges.toArray(Charge[]::new)));
    }

    @Test
    default void rule_9_10_aTransitionRejectsArgumentsThatItDoesNotTake() {
        assertRejected(
                "releaseRest", "CONFIRM", () -> new Settle(id("r1"), "s1", Transition.RELEASE, Map.of(), true, null));
        assertRejected(
                "holdFor", "EXTEND", () -> new Settle(id("r1"), "s1", Transition.SHIP, Map.of(), false, Commands.HOLD));
        assertRejected(
                "quantities",
                "EXTEND",
                () -> new Settle(id("r1"), "s1", Transition.EXTEND, units("A", 1), false, Commands.HOLD));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    default void rule_9_9_readersAskForAtLeastOne(int max) {
        stock("A", 1);
        applied(hold("r1", line("A", 1)));
        clock().advance(Bounds.MAX_HOLD);
        assertRejected("max", "1", () -> ledger().expire(max));
        assertRejected("max", "1", () -> ledger().open(key("A"), null, max));
        assertRejected("max", "1", () -> ledger().purge(Duration.ZERO, max));
        assertRejected("max", "1", () -> ledger().shipConfirmed(Duration.ZERO, max));
        assertLevel("A", 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    default void rule_9_9_readersOfTheJournalAskForAtLeastOne(int max) {
        assumeTrue(ledger() instanceof Journaled, "rule 7 is for ledgers that keep a journal; this one keeps none");
        assertRejected("max", "1", () -> ((Journaled) ledger()).journal(0, max));
    }

    @Test
    default void rule_9_9_theJournalIsReadAfterZeroOrLater() {
        assumeTrue(ledger() instanceof Journaled, "rule 7 is for ledgers that keep a journal; this one keeps none");
        assertRejected("after", "0", () -> ((Journaled) ledger()).journal(-1, 10));
    }

    @Test
    default void rule_9_2_aPurgeLooksBackAndNotAhead() {
        stock("A", 1);
        for (Duration wrong : List.of(Duration.ofMillis(-1), Duration.ofDays(36_501))) {
            String bound = wrong.isNegative() ? "PT0S" : "PT876000H";
            assertRejected("olderThan", bound, () -> ledger().purge(wrong, 10));
            assertRejected("settled", bound, () -> Retention.standard().settled(wrong));
            assertRejected("shipped", bound, () -> Retention.standard().shipped(wrong));
            assertRejected("moves", bound, () -> Retention.standard().moves(wrong));
            assertRejected("unchangedFor", bound, () -> ledger().shipConfirmed(wrong, 10));
        }
        replayed(receive("stock of A", "A", 1));
    }

    @Test
    default void rule_9_1_aCounterThatIsReadHasAName() {
        assertRejected("counter", "200", () -> ledger().used(""));
        assertRejected("counter", "200", () -> ledger().used("x".repeat(201)));
        assertRejected("counter", "control", () -> ledger().used("a\nb"));
    }

    @Test
    default void rule_9_8_theLargestMoveApplies() {
        Posting[] postings = IntStream.range(0, 100)
                .mapToObj(i -> post("A" + i, OUTSIDE, AVAILABLE, Bounds.MAX_QUANTITY))
                .toArray(Posting[]::new);
        Map<StockKey, Opening> openings = new HashMap<>();
        Map<StockKey, Long> versions = new HashMap<>();
        for (Posting posting : postings) {
            openings.put(posting.key(), Opening.pinned(Bounds.MAX_QUANTITY));
            versions.put(posting.key(), 0L);
        }
        Move largest = new Move("x".repeat(200), "y".repeat(200), true, List.of(postings), versions, openings);
        assertEquals(100, applied(largest).changes().size());
        replayed(largest);
        assertLevel("A99", Bounds.MAX_QUANTITY, 0, 0);
    }
}
