package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.above;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.choose;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.either;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.source;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.spread;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.upTo;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.with;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.testkit.contract.fixture.ChoosingFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules 1.9.8 and 12.2 of lines that choose: what one command may say of a key and of a counter, and how much. */
public interface ChoiceBoundsContract extends ChoosingFixture {
    private static Source[] sources(int from, int number, Charge... charges) {
        return IntStream.range(from, from + number)
                .mapToObj(i -> source("S" + i, charges))
                .toArray(Source[]::new);
    }

    private static Charge[] charges(int number) {
        return IntStream.range(0, number).mapToObj(i -> limit("c" + i, 9)).toArray(Charge[]::new);
    }

    private static FlexibleLine[] lines(int number, int sources, Charge... charges) {
        return IntStream.range(0, number)
                .mapToObj(i -> either(1, 0, sources(i * sources, sources, charges)))
                .toArray(FlexibleLine[]::new);
    }

    @Test
    default void rule_1_9_whatOneCommandSaysOfAKeyAgrees() {
        Reserve held = hold("r1", line("A", 1, limit("c", 5)));
        assertRejected("A", "agree", () -> with(held, upTo(1, "A")));
        assertRejected("A", "agree", () -> with(held, upTo(1, "A", limit("c", 4))));
        assertRejected("A", "agree", () -> with(held, upTo(1, "A", limit("d", 5))));
        assertRejected("A", "agree", () -> with(hold("r1", lineAbove(1, "A", 1)), upTo(1, "A")));
        assertRejected("A", "agree", () -> choose("r1", upTo(1, "A"), either(2, 1, source("B"), above(-1, "A"))));
        assertRejected("A", "agree", () -> choose("r1", upTo(1, "A"), either(2, 2, above(1, "A"))));
        stock("A", 9);
        applied(with(held, upTo(1, "A", limit("c", 5)), either(2, 1, source("B"), source("A", limit("c", 5)))));
    }

    @Test
    default void rule_1_9_theLowestLimitHoldsThoughItsSourceGivesNothing() {
        stock("A", 9);
        Reserve held = hold("r1", line("A", 2, limit("c", 9)));
        refused(with(held, upTo(1, "no", limit("c", 1))), Reason.LIMIT_REACHED, "c", 1);
        applied(with(hold("r2", line("A", 1, limit("c", 9))), upTo(1, "no", limit("c", 1))));
        Reserve gift = choose("r3", either(3, 1, source("A", limit("d", 9)), source("no", limit("d", 2))));
        applied(gift);
        assertGranted("r3", 0, 2, 0);
        Reserve ofTheOrder = choose("r4", List.of(limit("o", 9)), upTo(1, "A"), upTo(1, "no", limit("o", 0)));
        refused(ofTheOrder, Reason.LIMIT_REACHED, "o", 0);
    }

    @Test
    default void rule_1_9_theLatestEndHoldsThoughItsSourceGivesNothing() {
        stock("A", 9);
        Instant soon = clock().instant().plus(Duration.ofMinutes(1));
        Instant late = clock().instant().plus(Duration.ofMinutes(3));
        applied(with(hold("r1", line("A", 2, new Charge("c", 9, soon))), upTo(1, "no", new Charge("c", 9, late))));
        applied(choose(
                "r2", either(1, 0, source("A", new Charge("d", 9, soon)), source("no", new Charge("d", 9, late)))));
        clock().advance(Duration.ofMinutes(2));
        ledger().purge(Retention.ofAll(Duration.ofDays(1)), 100);
        assertUsed(2, "c");
        assertUsed(1, "d");
        clock().advance(Duration.ofMinutes(2));
        ledger().purge(Retention.ofAll(Duration.ofDays(1)), 100);
        assertUsed(0, "c");
        assertUsed(0, "d");
    }

    @Test
    default void rule_12_2_aStaleChargeOfASourceThatIsNotUsedCounts() {
        stock("A", 9);
        Instant now = clock().instant();
        Charge over = limit("z", 9).within(null, now);
        Reserve chosen = choose("r1", either(1, 0, source("A"), source("B", over)), either(1, 0, source("C", over)));
        assertStale(chosen, "z", "B");
        Reserve fixed = with(hold("r1", line("A", 1, over)), either(1, 0, source("AA", over)));
        assertStale(fixed, "z", "A");
        Charge earlier = limit("y", 9).within(now.plusNanos(1), null);
        assertStale(with(hold("r1", line("A", 1, over)), either(1, 0, source("B", earlier))), "y", "B");
        assertUntouched("A", 9);
    }

    private void assertStale(Reserve order, String counter, String sku) {
        Refusal refusal = new Refusal(Reason.STALE, counter, key(sku), 0, null, clock().instant());
        assertEquals(Optional.of(refusal), apply(order).refused());
    }

    @Test
    default void rule_9_8_oneToEightSources() {
        assertRejected("sources", "1", () -> either(1, 0));
        assertRejected("sources", "8", () -> either(1, 0, sources(0, 9)));
        stock("S7", 1);
        applied(choose("r1", either(1, 1, sources(0, 8))));
        assertGranted("r1", 0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    default void rule_9_10_whatIsNoChoiceIsRejected() {
        assertRejected("least", "0 to 2", () -> either(2, 3, source("A"), source("B")));
        assertRejected("least", "0 to 2", () -> either(2, -1, source("A")));
        assertRejected("quantity", "1", () -> either(0, 0, source("A")));
        assertRejected(
                "quantity", String.valueOf(Bounds.MAX_QUANTITY), () -> either(Bounds.MAX_QUANTITY + 1, 0, source("A")));
        assertRejected("same", "A", () -> either(1, 0, source("A"), source("A")));
        assertRejected("split", "one source", () -> spread(1, 0, source("A")));
        assertRejected("floor", "9007199254740991", () -> above(Bounds.MAX_QUANTITY + 1, "A"));
        assertRejected("unitCharges", "100", () -> source("A", charges(101)));
        assertRejected("lines", "1", () -> choose("r1"));
    }

    @Test
    default void rule_9_8_aHundredLinesFlexibleOnesIncluded() {
        ReserveLine[] fixed =
                IntStream.range(0, 60).mapToObj(i -> line("F" + i, 1)).toArray(ReserveLine[]::new);
        assertRejected("lines", "100", () -> with(hold("r1", fixed), lines(41, 1)));
        IntStream.range(0, 60).forEach(i -> stock("F" + i, 1));
        stock("S39", 1);
        applied(with(hold("r1", fixed), lines(40, 1)));
        assertEquals(61, reservation("r1").lines().size());
        assertEquals(40, reservation("r1").grants().size());
        assertGranted("r1", 39, 1);
    }

    @Test
    default void rule_9_8_twoHundredSourcesOfWhichAFixedLineIsOne() {
        assertRejected("sources", "200", () -> with(hold("r1", line("F", 1)), lines(25, 8)));
        assertRejected("sources", "200", () -> choose("r1", lines(51, 4)));
        stock("S0", 1);
        stock("S199", 1);
        applied(choose("r1", lines(25, 8)));
        assertGranted("r1", 0, 1, 0, 0, 0, 0, 0, 0, 0);
        assertGranted("r1", 24, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    @Test
    default void rule_9_8_tenThousandUnitCharges() {
        Charge[] hundred = charges(100);
        List<FlexibleLine> most = new ArrayList<>(List.of(lines(12, 8, hundred)));
        most.add(either(1, 0, sources(96, 4, hundred)));
        FlexibleLine[] more = Stream.concat(most.stream(), Stream.of(upTo(1, "X", limit("x", 1))))
                .toArray(FlexibleLine[]::new);
        assertRejected("unitCharges", "10000", () -> choose("r1", more));
        stock("S99", 1);
        applied(choose("r1", most.toArray(FlexibleLine[]::new)));
        assertGranted("r1", 12, 0, 0, 0, 1);
        assertUsed(1, "c0");
        assertUsed(1, "c99");
    }
}
