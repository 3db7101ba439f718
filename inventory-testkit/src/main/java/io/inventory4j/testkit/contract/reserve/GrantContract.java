package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.above;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.choose;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.either;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.firstOf;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.source;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.spread;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.upTo;
import static io.inventory4j.testkit.contract.fixture.ChoosingCommands.with;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static io.inventory4j.testkit.contract.fixture.Commands.window;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Grant;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.contract.fixture.ChoosingFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Rules 1.9.6, 1.9.7 and 1.9.9 to 1.9.12: what a reservation keeps of what it was granted, what its content is, and
 * orders in the place of others. How many lines and sources there may be is in {@link ChoiceBoundsContract}.
 */
public interface GrantContract extends ChoosingFixture {
    // 1.9.6

    @Test
    default void rule_1_9_whatWasGrantedIsKeptByKeyAndByLine() {
        stock("A", 9);
        stock("B", 2);
        Reserve order = hold("r1", List.of(limit("o", 9)), line("A", 2, limit("c", 9)));
        Outcome.Applied outcome = applied(with(
                order,
                spread(5, 4, source("B", limit("d", 9)), source("A", limit("c", 9))),
                upTo(3, "no", limit("e", 9)),
                either(4, 2, source("no", limit("e", 9)), source("A", limit("c", 9)))));
        Reservation expected = new Reservation(
                id("r1"),
                null,
                List.of(
                        new ReservedLine(key("A"), 9, 0, 0, 0, 0, 0, List.of("c")),
                        new ReservedLine(key("B"), 2, 0, 0, 0, 0, 0, List.of("d"))),
                List.of(
                        new Grant(List.of(key("B"), key("A")), 5, 4, true, List.of(2L, 3L)),
                        new Grant(List.of(key("no")), 3, 0, false, List.of(0L)),
                        new Grant(List.of(key("no"), key("A")), 4, 2, false, List.of(0L, 4L))),
                List.of("o"),
                false,
                clock().instant(),
                clock().instant().plus(HOLD),
                false,
                clock().instant(),
                List.of());
        assertEquals(expected, outcome.reservation());
        assertEquals(expected, reservation("r1"));
        assertEquals(List.of(expected), ledger().open(key("B"), null, 10));
        assertUsed(9, "c");
        assertUsed(2, "d");
    }

    @Test
    default void rule_1_9_aSourceThatGaveNothingIsNotTouched() {
        stock("A", 1);
        stock("B", 9);
        stock("C", 9);
        Outcome.Applied outcome = applied(choose(
                "r1",
                either(2, 1, source("A", limit("a", 5)), source("B", limit("b", 5)), source("C", limit("c", 5))),
                upTo(1, "no")));
        assertEquals(
                List.of(key("B")),
                outcome.changes().stream().map(LevelChange::key).toList());
        assertUntouched("A", 1);
        assertUntouched("C", 9);
        assertNoLine("no");
        assertUsed(0, "a");
        assertUsed(2, "b");
        assertUsed(0, "c");
        assertEquals(
                List.of(key("B")),
                reservation("r1").lines().stream().map(ReservedLine::key).toList());
        refused(part(CONFIRM, "r1", "s1", units("A", 1)), Reason.UNKNOWN_LINE, key("A"), 0);
        if (ledger() instanceof Journaled journal) {
            assertEquals(
                    List.of(key("B")),
                    journal.journal(3, 10).entries().stream()
                            .map(entry -> entry.change().key())
                            .toList());
        }
    }

    @Test
    default void rule_1_9_itSettlesByKeyLikeAnyOther() {
        stock("A", 9);
        stock("B", 9);
        applied(with(hold("r1", line("A", 2, limit("c", 9))), spread(9, 1, source("A", limit("c", 9)), source("B"))));
        List<Grant> granted = reservation("r1").grants();
        assertTally("r1", "A", 9, 0, 0, 0, 0);
        applied(part(CONFIRM, "r1", "s1", units("A", 8)));
        applied(part(RELEASE, "r1", "s2", units("B", 1)));
        applied(all(SHIP, "r1"));
        applied(receive("m2", "A", 9));
        applied(part(RELEASE, "r1", "s3", units("A", 1)));
        assertUsed(8, "c");
        assertTally("r1", "A", 0, 0, 8, 1, 0);
        assertTally("r1", "B", 1, 0, 0, 1, 0);
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertSwept("r1", "B", 1);
        assertEquals(granted, reservation("r1").grants());
        assertGranted("r1", 0, 7, 2);
    }

    @Test
    default void rule_1_9_soldAtOnceAndGivenBack() {
        stock("A", 1);
        stock("B", 9);
        List<Charge> order = List.of(limit("o", 1));
        applied(choose(
                        "r1",
                        order,
                        either(2, 2, source("A", limit("a", 9)), source("B", limit("b", 9))),
                        upTo(4, "A", limit("a", 9)))
                .selling());
        assertLevel("A", 0, 0, 1);
        assertLevel("B", 7, 0, 2);
        assertUsed(1, "a");
        assertUsed(2, "b");
        assertUsed(1, "o");
        applied(part(CANCEL, "r1", "s1", units("B", 2)));
        assertUsed(0, "b");
        assertUsed(1, "o");
        applied(all(GIVE_BACK, "r1"));
        assertLevel("A", 1, 0, 0);
        assertUsed(0, "a");
        assertUsed(0, "o");
        assertGranted("r1", 0, 0, 2);
    }

    @Test
    default void rule_1_9_aReplayTellsWhatWasGranted() {
        stock("A", 1);
        stock("B", 9);
        Reserve order = with(hold("r1", line("B", 1)), either(2, 0, source("A"), source("B")), upTo(2, "A"));
        applied(order);
        List<Grant> granted = reservation("r1").grants();
        // What could be granted now is more.
        applied(receive("m2", "A", 50));
        assertEquals(reservation("r1"), replayed(order).reservation());
        applied(part(CONFIRM, "r1", "s1", units("B", 1)));
        applied(part(RELEASE, "r1", "s2", units("B", 1)));
        Reservation told = replayed(order).reservation();
        assertEquals(reservation("r1").withoutSettlements(), told);
        assertEquals(granted, told == null ? List.of() : told.grants());
        applied(all(RELEASE, "r1", "s3"));
        applied(all(SHIP, "r1"));
        told = replayed(order).reservation();
        assertEquals(granted, told == null ? List.of() : told.grants());
    }

    // 1.9.7

    @Test
    default void rule_1_9_contentIsTheFixedPartAndWhatEachLineAskedFor() {
        stock("A", 9);
        stock("B", 9);
        Reserve held = hold("r1", line("A", 2));
        applied(with(held, either(3, 1, source("A"), source("B")), upTo(1, "B")));
        Map<String, Reserve> others = Map.of(
                "another order of sources", with(held, either(3, 1, source("B"), source("A")), upTo(1, "B")),
                "another source", with(held, either(3, 1, source("A"), source("C")), upTo(1, "B")),
                "one source more", with(held, either(3, 1, source("A"), source("B"), source("C")), upTo(1, "B")),
                "another quantity", with(held, either(4, 1, source("A"), source("B")), upTo(1, "B")),
                "another least", with(held, either(3, 2, source("A"), source("B")), upTo(1, "B")),
                "split", with(held, spread(3, 1, source("A"), source("B")), upTo(1, "B")),
                "another order of lines", with(held, upTo(1, "B"), either(3, 1, source("A"), source("B"))),
                "a line less", with(held, either(3, 1, source("A"), source("B"))),
                "no such lines, though as many units", hold("r1", line("A", 5), line("B", 1)),
                "more of the fixed part",
                        with(hold("r1", line("A", 3)), either(3, 1, source("A"), source("B")), upTo(1, "B")));
        others.values().forEach(other -> refused(other, Reason.ID_REUSED, "r1", 0));
        refused(choose("r1", either(3, 1, source("A"), source("B")), upTo(1, "B")), Reason.ID_REUSED, "r1", 0);
        applied(all(RELEASE, "r1"));
        others.values().forEach(other -> refused(other, Reason.ID_REUSED, "r1", 0));
        refused(with(held, either(3, 1, source("A"), source("B")), upTo(1, "B")), Reason.RELEASED, "r1", 0);
        applied(hold("r2", line("A", 2)));
        refused(with(hold("r2", line("A", 2)), upTo(1, "A")), Reason.ID_REUSED, "r2", 0);
    }

    @Test
    default void rule_1_9_floorsAndChargesAreNoContent() {
        stock("A", 9);
        stock("B", 9);
        applied(choose("r1", either(3, 1, source("A", limit("c", 9)), source("B"))));
        replayed(choose("r1", either(3, 1, above(100, "A"), above(-1, "B", limit("d", 0)))));
        assertUsed(3, "c");
        assertUsed(0, "d");
    }

    // 1.9, the head: a line without a choice is fixed.

    @Test
    default void rule_1_9_aLineWithoutAChoiceIsFixed() {
        stock("A", 9);
        Outcome.Applied outcome =
                applied(with(hold("r1", line("A", 2, limit("c", 9))), either(3, 3, source("A", limit("c", 9)))));
        assertEquals(
                List.of(),
                outcome.reservation() == null ? null : outcome.reservation().grants());
        assertTally("r1", "A", 5, 0, 0, 0, 0);
        replayed(hold("r1", line("A", 5)));
        replayed(choose("r1", firstOf(5, "A")));
        refused(choose("r2", firstOf(5, "A")), Reason.OUT_OF_STOCK, key("A"), 4);
        assertEquals(
                List.of(ReserveLine.of(key("A"), 4)),
                choose("r3", firstOf(1, "A"), firstOf(3, "A")).lines());
    }

    // 1.9.9

    @Test
    default void rule_1_9_whatIsOverdueAndNotSweptGivesNothing() {
        stock("A", 2);
        stock("B", 2);
        applied(hold("r1", line("A", 2)));
        clock().advance(HOLD);
        applied(choose("r2", firstOf(1, "A", "B"), upTo(1, "A")));
        assertGranted("r2", 0, 0, 1);
        assertGranted("r2", 1, 0);
    }

    // 1.9.11

    @Test
    default void rule_1_9_aClosedLineRefusesAReplacementToo() {
        stock("A", 2);
        stock("B", 2);
        applied(hold("r1", line("A", 2)));
        applied(window("w1", "A", Window.until(clock().instant())));
        refused(replace("r1", choose("r2", either(2, 1, source("A")))), Reason.NOT_OPEN, key("A"), 0);
        assertLevel("A", 0, 2, 0);
        applied(replace("r1", choose("r2", either(2, 1, source("A"), source("B")))));
        assertGranted("r2", 0, 0, 2);
        assertLevel("A", 2, 0, 0);
    }

    // 1.9.12

    /** An order that sold all units of a line, which has been closed since. */
    private void soldOut(String sku, long units, Duration closesIn) {
        stock(sku, units);
        applied(hold("old", line(sku, units)).selling());
        applied(window("w1", sku, Window.until(clock().instant().plus(closesIn))));
    }

    private static Reserve instead(Reserve order) {
        return replace("old", order.selling());
    }

    @Test
    default void rule_1_9_anExchangeMayHaveWhatTheOldOrderGivesBack() {
        soldOut("A", 3, Duration.ZERO);
        applied(saleState("x1", "A", SaleState.NO_NEW));
        applied(instead(choose("r2", either(5, 1, above(100, "A"), source("no")))));
        assertGranted("r2", 0, 3, 0);
        assertLevel("A", 0, 0, 3);
    }

    @Test
    default void rule_1_9_lessWhatItHasTakenOfIt() {
        soldOut("A", 3, Duration.ZERO);
        applied(instead(with(hold("r2", line("A", 1)), upTo(1, "A"), either(5, 0, source("no"), source("A")))));
        assertGranted("r2", 0, 1);
        assertGranted("r2", 1, 0, 1);
        assertLevel("A", 0, 0, 3);
    }

    @Test
    default void rule_1_9_anOpenLineGivesTheExchangeWhatIsMore() {
        stock("A", 9);
        applied(hold("old", line("A", 3)).selling());
        applied(instead(choose("r2", either(99, 1, above(2, "A")))));
        assertGranted("r2", 0, 7);
        assertLevel("A", 2, 0, 7);
    }

    @Test
    default void rule_1_9_aStoppedLineGivesTheExchangeNothing() {
        soldOut("A", 3, Duration.ofDays(1));
        stock("B", 9);
        applied(saleState("x1", "A", SaleState.STOPPED));
        refused(instead(choose("r2", either(5, 1, source("A")))), Reason.NOT_OPEN, key("A"), 0);
        assertLevel("A", 0, 0, 3);
        applied(instead(choose("r2", firstOf(3, "A", "B"))));
        assertGranted("r2", 0, 0, 3);
        assertLevel("A", 3, 0, 0);
    }

    @Test
    default void rule_1_9_whatIsGivenBackIsTheStockOfARefusal() {
        soldOut("A", 3, Duration.ZERO);
        limitReached(instead(choose("r2", either(5, 2, source("no"), source("A", limit("c", 1))))), "c", "A", 1);
        refused(instead(choose("r2", either(9, 4, source("A")))), Reason.NOT_OPEN, key("A"), 3);
        assertLevel("A", 0, 0, 3);
        assertEquals(3, reservation("old").lines().get(0).committed());
    }

    @Test
    default void rule_1_9_anOrderThatChoseIsReplaced() {
        stock("A", 1);
        stock("B", 9);
        applied(choose("r1", spread(3, 3, source("A", limit("a", 9)), source("B", limit("b", 9)))));
        List<Grant> granted = reservation("r1").grants();
        Outcome.Applied outcome = applied(replace("r1", choose("r2", firstOf(2, "no", "B"))));
        assertEquals(
                List.of(key("A"), key("B")),
                outcome.changes().stream().map(LevelChange::key).toList());
        assertLevel("A", 1, 0, 0);
        assertLevel("B", 7, 2, 0);
        assertUsed(0, "a");
        assertUsed(0, "b");
        assertEquals(granted, reservation("r1").grants());
        assertEquals(List.of(), ledger().open(key("A"), null, 10));
    }
}
