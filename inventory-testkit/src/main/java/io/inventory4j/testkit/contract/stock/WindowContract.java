package io.inventory4j.testkit.contract.stock;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.exchange;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static io.inventory4j.testkit.contract.fixture.Commands.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import io.inventory4j.testkit.contract.fixture.Fixture;
import io.inventory4j.testkit.contract.fixture.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 4.6 and 4.7: a line takes new reservations from one instant to another, by the ledger's clock. */
public interface WindowContract extends Fixture {
    /** Shorter than the usual hold, so that what is held at the end still is. */
    Duration MINUTE = Duration.ofMinutes(1);

    private Instant in(Duration time) {
        return clock().instant().plus(time);
    }

    private void opensIn(Duration time) {
        stock("A", 10);
        applied(window("w1", "A", Window.from(in(time))));
    }

    private void closesIn(Duration time) {
        stock("A", 10);
        applied(window("w1", "A", Window.until(in(time))));
    }

    private void notOpen(Reserve command) {
        refused(command, Reason.NOT_OPEN, key("A"), 0);
    }

    @Test
    default void rule_4_6_aLineSellsFromTheInstantAtWhichItOpens() {
        opensIn(MINUTE);
        notOpen(hold("r1", line("A", 1)));
        clock().advance(MINUTE.minusNanos(1));
        notOpen(hold("r1", line("A", 1)));
        clock().advance(Duration.ofNanos(1));
        applied(hold("r1", line("A", 1)));
        clock().advance(MINUTE);
        applied(sell("r2", line("A", 1)));
    }

    @Test
    default void rule_4_6_aLineSellsUpToTheInstantAtWhichItCloses() {
        closesIn(MINUTE);
        applied(hold("r1", line("A", 1)));
        clock().advance(MINUTE.minusNanos(1));
        applied(sell("r2", line("A", 1)));
        clock().advance(Duration.ofNanos(1));
        notOpen(hold("r3", line("A", 1)));
        notOpen(sell("r3", line("A", 1)));
        clock().advance(MINUTE);
        notOpen(hold("r3", line("A", 1)));
    }

    @Test
    default void rule_4_6_aWindowOfAMillisecond() {
        stock("A", 10);
        applied(window("w1", "A", new Window(in(MINUTE), in(MINUTE.plusMillis(1)))));
        notOpen(hold("r1", line("A", 1)));
        clock().advance(MINUTE);
        applied(hold("r1", line("A", 1)));
        clock().advance(Duration.ofMillis(1));
        notOpen(hold("r2", line("A", 1)));
    }

    @Test
    default void rule_4_6_stateAndWindowBothHaveToBeOpen() {
        closesIn(MINUTE);
        applied(saleState("x1", "A", SaleState.NO_NEW));
        notOpen(hold("r1", line("A", 1)));
        applied(saleState("x2", "A", SaleState.STOPPED));
        notOpen(hold("r1", line("A", 1)));
        applied(saleState("x3", "A", SaleState.OPEN));
        applied(hold("r1", line("A", 1)));
        clock().advance(MINUTE);
        notOpen(hold("r2", line("A", 1)));
        applied(saleState("x4", "A", SaleState.OPEN));
        notOpen(hold("r2", line("A", 1)));
    }

    @Test
    default void rule_4_6_oneClosedLineRefusesTheCart() {
        closesIn(MINUTE);
        stock("B", 10);
        clock().advance(MINUTE);
        notOpen(hold("r1", line("A", 1), line("B", 1)));
        assertLevel("B", 10, 0, 0);
        applied(hold("r1", line("B", 1)));
    }

    @Test
    default void rule_1_6_aClosedWindowIsReportedBeforeStock() {
        closesIn(MINUTE);
        clock().advance(MINUTE);
        notOpen(hold("r1", line("A", 11)));
        refused(hold("r1", line("0", 1)), Reason.UNKNOWN_LINE, key("0"), 0);
        refused(hold("r1", line("0", 1), line("A", 1)), Reason.UNKNOWN_LINE, key("0"), 0);
    }

    @Test
    default void rule_1_4_aRetryIsToldItsHoldAfterTheEnd() {
        closesIn(MINUTE);
        applied(hold("r1", line("A", 1)));
        clock().advance(MINUTE);
        replayed(hold("r1", line("A", 1)));
        refused(hold("r1", line("A", 2)), Reason.ID_REUSED, "r1", 0);
    }

    @Test
    default void rule_4_6_whatIsHeldIsSettledOutsideOfTheWindow() {
        closesIn(MINUTE);
        applied(hold("r1", line("A", 2)));
        applied(hold("r2", line("A", 2)));
        applied(sell("r3", line("A", 1)));
        clock().advance(MINUTE);
        applied(extend("r1", "e", HOLD.multipliedBy(2)));
        applied(part(RELEASE, "r1", "p", units("A", 1)));
        applied(all(CONFIRM, "r1"));
        applied(all(SHIP, "r1"));
        applied(all(RETURN, "r1"));
        applied(all(CANCEL, "r3"));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertLevel("A", 9, 0, 0);
    }

    @Test
    default void rule_4_6_stockMovesOutsideOfTheWindow() {
        closesIn(MINUTE);
        clock().advance(MINUTE);
        applied(receive("m2", "A", 5));
        assertLevel("A", 15, 0, 0);
        notOpen(hold("r1", line("A", 1)));
    }

    @Test
    default void rule_1_8_aCartIsNotReplacedAfterTheEnd() {
        closesIn(MINUTE);
        applied(hold("r1", line("A", 2)));
        clock().advance(MINUTE);
        notOpen(replace("r1", "r2", line("A", 1)));
        assertLevel("A", 8, 2, 0);
        applied(part(RELEASE, "r1", "p", units("A", 1)));
        assertLevel("A", 9, 1, 0);
    }

    @Test
    default void rule_1_11_anOrderIsExchangedAfterTheEnd() {
        closesIn(MINUTE);
        applied(sell("r1", line("A", 2)));
        applied(hold("r2", line("A", 1)));
        clock().advance(MINUTE);
        applied(exchange("r1", "r3", line("A", 4)));
        applied(exchange("r2", "r4", line("A", 1)));
        assertLevel("A", 5, 0, 5);
        notOpen(sell("r5", line("A", 1)));
    }

    @Test
    default void rule_1_12_lateMoneyIsServedAfterTheEndAndALateHoldIsNot() {
        closesIn(MINUTE);
        Reserve hold = hold("r1", line("A", 2));
        sweptAfter(hold);
        notOpen(hold.takingAgain());
        applied(hold.selling().takingAgain());
        assertLevel("A", 8, 0, 2);
    }

    @Test
    default void rule_4_6_passingAnEdgeChangesNothing() {
        stock("A", 5);
        applied(window("w1", "A", new Window(in(MINUTE), in(MINUTE.multipliedBy(2)))));
        StockLevel before = level("A");
        clock().advance(MINUTE);
        assertEquals(before, level("A"));
        clock().advance(MINUTE);
        assertEquals(before, level("A"));
        assertEquals(2, before.version());
    }

    @Test
    default void rule_4_3_theWindowIsPartOfTheLevel() {
        stock("A", 5);
        StockLevel before = level("A");
        assertEquals(Window.NONE, before.window());
        Window window = new Window(in(MINUTE), in(MINUTE.multipliedBy(2)));
        Outcome.Applied applied = applied(window("w1", "A", window));
        StockLevel after = level("A");
        assertEquals(List.of(new LevelChange(before, after)), applied.changes());
        assertEquals(window, after.window());
        assertEquals(before.version() + 1, after.version());
        clock().advance(MINUTE);
        applied(hold("r1", line("A", 2)));
        applied(all(RELEASE, "r1"));
        applied(receive("m2", "A", 5));
        assertEquals(window, level("A").window());
        assertTrue(level("A").openAt(in(Duration.ZERO)));
        assertFalse(level("A").openAt(in(MINUTE)));
    }

    @Test
    default void rule_7_1_theWindowIsJournalled() {
        stock("A", 5);
        Window first = Window.from(in(MINUTE));
        Window second = Window.until(in(MINUTE));
        applied(window("w1", "A", first));
        applied(window("w2", "A", second));
        applied(new SetSaleState("w3", key("A"), SaleState.NO_NEW, Window.NONE));
        applied(receive("m2", "A", 1));
        List<JournalEntry> entries = journaled().journal(1, 10).entries();
        List<Window> before =
                entries.stream().map(e -> e.change().before().window()).toList();
        List<Window> after =
                entries.stream().map(e -> e.change().after().window()).toList();
        assertEquals(List.of(Window.NONE, first, second, Window.NONE), before);
        assertEquals(List.of(first, second, Window.NONE, Window.NONE), after);
        assertEquals(SaleState.NO_NEW, entries.get(2).change().after().saleState());
    }

    @Test
    default void rule_11_2_theWindowIsPushed() throws InterruptedException {
        try (Heard heard = new Heard(watchable())) {
            stock("A", 5);
            Window window = new Window(in(MINUTE), in(MINUTE.multipliedBy(2)));
            applied(window("w1", "A", window));
            List<StockLevel> delivered = heard.until("A", 2);
            assertEquals(level("A"), delivered.get(delivered.size() - 1));
            assertEquals(window, delivered.get(delivered.size() - 1).window());
        }
    }

    @Test
    default void rule_4_7_whatACommandDoesNotNameStaysAsItIs() {
        closesIn(MINUTE);
        Window window = level("A").window();
        applied(saleState("x1", "A", SaleState.STOPPED));
        assertEquals(window, level("A").window());
        applied(window("w2", "A", Window.from(in(MINUTE))));
        assertEquals(SaleState.STOPPED, level("A").saleState());
        applied(saleState("x2", "A", SaleState.OPEN));
        assertEquals(Window.from(in(MINUTE)), level("A").window());
    }

    @Test
    default void rule_4_7_bothAtOnce() {
        stock("A", 5);
        Window window = new Window(in(MINUTE.negated()), in(MINUTE));
        applied(new SetSaleState("w1", key("A"), SaleState.NO_NEW, window));
        assertEquals(SaleState.NO_NEW, level("A").saleState());
        assertEquals(window, level("A").window());
        notOpen(hold("r1", line("A", 1)));
        applied(new SetSaleState("w2", key("A"), SaleState.OPEN, Window.from(in(MINUTE))));
        notOpen(hold("r1", line("A", 1)));
    }

    @Test
    default void rule_4_7_noneTakesTheWindowAway() {
        closesIn(MINUTE);
        clock().advance(MINUTE);
        notOpen(hold("r1", line("A", 1)));
        applied(window("w2", "A", Window.NONE));
        assertEquals(Window.NONE, level("A").window());
        assertEquals(3, level("A").version());
        applied(hold("r1", line("A", 1)));
        applied(window("w3", "A", Window.NONE));
        assertEquals(5, level("A").version());
    }

    @Test
    default void rule_4_6_theFarthestEdges() {
        stock("A", 5);
        Window all = new Window(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59.999Z"));
        applied(window("w1", "A", all));
        assertEquals(all, level("A").window());
        applied(hold("r1", line("A", 1)));
        applied(window("w2", "A", Window.from(Instant.parse("9999-12-31T23:59:59.999Z"))));
        notOpen(hold("r2", line("A", 1)));
        applied(window("w3", "A", Window.until(Instant.EPOCH)));
        assertEquals(Window.until(Instant.EPOCH), level("A").window());
        notOpen(hold("r2", line("A", 1)));
        applied(window("w4", "A", Window.from(Instant.EPOCH)));
        assertEquals(Window.from(Instant.EPOCH), level("A").window());
        applied(hold("r2", line("A", 1)));
    }

    @Test
    default void rule_4_4_theWindowIsContent() {
        stock("A", 5);
        Window window = Window.from(in(MINUTE));
        applied(window("w1", "A", window));
        applied(window("w2", "A", Window.NONE));
        assertEquals(new Outcome.Applied(null, List.of(), true), apply(window("w1", "A", window)));
        assertEquals(Window.NONE, level("A").window());
        refused(window("w1", "A", Window.NONE), Reason.ID_REUSED, "w1", 0);
        refused(window("w1", "A", Window.until(in(MINUTE))), Reason.ID_REUSED, "w1", 0);
        refused(saleState("w1", "A", SaleState.OPEN), Reason.ID_REUSED, "w1", 0);
        refused(new SetSaleState("w1", key("A"), SaleState.OPEN, window), Reason.ID_REUSED, "w1", 0);
        replayed(window("w2", "A", Window.NONE));
    }

    @Test
    default void rule_4_5_aWindowOfAnUnknownLineIsRefused() {
        refused(window("w1", "A", Window.from(in(MINUTE))), Reason.UNKNOWN_LINE, key("A"), 0);
        assertNoLine("A");
    }

    @Test
    default void rule_6_4_aWindowIsThereForTheNextCommandOfItsBatch() {
        stock("A", 5);
        List<Outcome> outcomes = applyAll(
                hold("r1", line("A", 1)),
                window("w1", "A", Window.from(in(MINUTE))),
                hold("r2", line("A", 1)),
                window("w2", "A", Window.from(in(MINUTE.negated()))),
                hold("r3", line("A", 1)));
        assertApplied(outcomes.get(0));
        assertRefused(outcomes.get(2), Reason.NOT_OPEN, key("A"), 0);
        assertApplied(outcomes.get(4));
        assertLevel("A", 3, 2, 0);
    }

    @Test
    default void rule_4_6_aRushOfReservesSeesTheWindow() {
        stock("A", 100);
        applied(window("w1", "A", new Window(in(MINUTE), in(MINUTE.multipliedBy(2)))));
        Reserve[] rush = new Reserve[20];
        for (int i = 0; i < rush.length; i++) {
            rush[i] = hold("r" + i, line("A", 1));
        }
        applyAll(rush).forEach(outcome -> assertRefused(outcome, Reason.NOT_OPEN, key("A"), 0));
        clock().advance(MINUTE);
        applyAll(rush).forEach(this::assertApplied);
        assertLevel("A", 80, 20, 0);
        assertEquals(new Window(in(Duration.ZERO), in(MINUTE)), level("A").window());
        clock().advance(MINUTE);
        applyAll(rush).forEach(this::assertReplayed);
        for (int i = 0; i < rush.length; i++) {
            rush[i] = hold("late" + i, line("A", 1));
        }
        applyAll(rush).forEach(outcome -> assertRefused(outcome, Reason.NOT_OPEN, key("A"), 0));
        assertLevel("A", 80, 20, 0);
    }
}
