package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rule 9.2: how long each kind is remembered, and orders that nobody ships. */
public interface RetentionContract extends Fixture {
    /** More than any test here leaves to forget. */
    int MANY = 1_000;

    @Test
    default void rule_9_2_eachKindIsRememberedForATimeOfItsOwn() {
        stock("A", 9);
        applied(hold("released", line("A", 1)));
        applied(all(RELEASE, "released"));
        applied(all(RELEASE, "tombstone"));
        applied(sell("shipped", line("A", 2)));
        applied(part(CANCEL, "shipped", "s1", units("A", 1)));
        applied(all(SHIP, "shipped"));
        applied(saleState("x1", "A", SaleState.OPEN));
        Retention retention = new Retention(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(5));
        clock().advance(Duration.ofDays(1).minusMillis(1));
        assertEquals(0, ledger().purge(retention, MANY));
        clock().advance(Duration.ofMillis(1));
        assertEquals(2, ledger().purge(retention, MANY));
        assertNoReservation("released");
        applied(hold("tombstone", line("A", 1)));
        clock().advance(Duration.ofDays(2).minusMillis(1));
        assertEquals(0, ledger().purge(retention, MANY));
        replayed(all(SHIP, "shipped"));
        clock().advance(Duration.ofMillis(1));
        assertEquals(1, ledger().purge(retention, MANY));
        assertNoReservation("shipped");
        replayed(receive("stock of A", "A", 9));
        clock().advance(Duration.ofDays(2));
        assertEquals(2, ledger().purge(retention, MANY));
        applied(receive("stock of A", "A", 9));
    }

    @Test
    default void rule_9_2_whatWasShippedIsRememberedSinceItsLastSettlement() {
        stock("A", 9);
        applied(sell("r1", line("A", 2)));
        applied(all(SHIP, "r1"));
        Retention retention = Retention.ofAll(Duration.ZERO).shipped(Duration.ofDays(90));
        clock().advance(Duration.ofDays(89));
        applied(part(RETURN, "r1", "s1", units("A", 1)));
        clock().advance(Duration.ofDays(89));
        ledger().purge(retention, MANY);
        applied(part(RETURN, "r1", "s2", units("A", 1)));
        clock().advance(Duration.ofDays(90));
        ledger().purge(retention, MANY);
        assertNoReservation("r1");
    }

    @Test
    default void rule_9_2_whatHasComeBackIsRememberedAsWhatWasShipped() {
        stock("A", 9);
        applied(sell("r1", line("A", 2)));
        applied(all(SHIP, "r1"));
        applied(all(RETURN, "r1"));
        Retention retention = Retention.ofAll(Duration.ofDays(1)).shipped(Duration.ofDays(3));
        clock().advance(Duration.ofDays(3).minusMillis(1));
        ledger().purge(retention, MANY);
        replayed(all(RETURN, "r1"));
        clock().advance(Duration.ofMillis(1));
        ledger().purge(retention, MANY);
        assertNoReservation("r1");
    }

    /** A repeat is no change: what is sent again all the time is forgotten all the same. */
    @Test
    default void rule_9_2_aRepeatProlongsNothing() {
        List<Command> commands = List.of(
                receive("m1", "A", 9),
                saleState("x1", "A", SaleState.OPEN),
                all(RELEASE, "tombstone"),
                sell("r1", line("A", 1)),
                all(SHIP, "r1"));
        commands.forEach(this::applied);
        clock().advance(Duration.ofDays(1).minusMillis(1));
        commands.forEach(this::replayed);
        replayed(all(RELEASE, "tombstone", "another id"));
        assertEquals(0, ledger().purge(Duration.ofDays(1), MANY));
        clock().advance(Duration.ofMillis(1));
        assertEquals(4, ledger().purge(Duration.ofDays(1), MANY));
    }

    /** What is older and stays takes no place of what is due. */
    @Test
    default void rule_8_8_whatStaysStandsInNobodysWay() {
        stock("A", 9);
        for (String id : List.of("shipped1", "shipped2", "shipped3")) {
            applied(sell(id, line("A", 1)));
            applied(all(SHIP, id));
        }
        applied(saleState("x1", "A", SaleState.OPEN));
        clock().advance(Duration.ofMinutes(1));
        applied(hold("released", line("A", 1)));
        applied(all(RELEASE, "released"));
        applied(all(RELEASE, "tombstone"));
        clock().advance(Duration.ofDays(1));
        Retention retention = new Retention(Duration.ofDays(1), Duration.ofDays(3), Duration.ofDays(5));
        assertEquals(1, ledger().purge(retention, 1));
        assertEquals(1, ledger().purge(retention, 2));
        assertNoReservation("released");
        assertState("shipped1", ReservationState.SHIPPED);
        clock().advance(Duration.ofDays(4));
        assertEquals(3, ledger().purge(retention.moves(Duration.ofDays(9)), 3));
        assertNoReservation("shipped1");
        assertEquals(2, ledger().purge(retention, 3));
    }

    @Test
    default void rule_9_2_whatIsSoldIsShippedWhenNobodyHasTouchedIt() {
        stock("A", 9);
        stock("B", 9);
        applied(sell("r1", List.of(limit("orders", 9)), line("A", 2, limit("c", 9)), line("B", 1)));
        clock().advance(Duration.ofDays(1).minusMillis(1));
        assertEquals(List.of(), ledger().shipConfirmed(Duration.ofDays(1), MANY));
        clock().advance(Duration.ofMillis(1));
        List<Outcome.Applied> shipped = ledger().shipConfirmed(Duration.ofDays(1), MANY);
        assertEquals(1, shipped.size());
        assertEquals(reservation("r1"), shipped.get(0).reservation());
        assertEquals(2, shipped.get(0).changes().size());
        assertState("r1", ReservationState.SHIPPED);
        assertEquals(clock().instant(), reservation("r1").settledAt());
        assertEquals(List.of(), reservation("r1").settlements());
        assertLevel("A", 7, 0, 0);
        assertUsed(2, "c");
        assertUsed(1, "orders");
        assertEquals(List.of(), ledger().shipConfirmed(Duration.ZERO, MANY));
        if (ledger() instanceof Journaled journal) {
            List<JournalEntry> entries = journal.journal(0, MANY).entries();
            JournalEntry last = entries.get(entries.size() - 1);
            assertEquals("SHIP r1 null", last.kind() + " " + last.command() + " " + last.settlement());
        }
    }

    @Test
    default void rule_9_2_onlyOrdersWithNothingReservedAreShipped() {
        stock("A", 9);
        applied(hold("held", HOLD.multipliedBy(9), line("A", 1)));
        applied(hold("partly", HOLD.multipliedBy(9), line("A", 2)));
        applied(part(CONFIRM, "partly", "s1", units("A", 1)));
        applied(hold("released", line("A", 1)));
        applied(all(RELEASE, "released"));
        applied(all(RELEASE, "tombstone"));
        applied(hold("swept", line("A", 2)));
        applied(part(CONFIRM, "swept", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertEquals(1, ledger().shipConfirmed(Duration.ZERO, MANY).size());
        assertTally("swept", "A", 0, 0, 1, 1, 0);
        assertSwept("swept", "A", 1);
        assertTally("partly", "A", 1, 1, 0, 0, 0);
    }

    @Test
    default void rule_9_2_everyChangeOfAnOrderCounts() {
        stock("A", 9);
        applied(hold("r1", line("A", 3)));
        clock().advance(Duration.ofMinutes(10));
        applied(part(CONFIRM, "r1", "s1", units("A", 2)));
        clock().advance(Duration.ofMinutes(10));
        assertEquals(1, ledger().expire(10).size());
        clock().advance(Duration.ofMinutes(10));
        applied(hold("r1", line("A", 3)).takingAgain());
        applied(part(CONFIRM, "r1", "s2", units("A", 1)));
        clock().advance(Duration.ofMinutes(10));
        applied(part(SHIP, "r1", "s3", units("A", 1)));
        clock().advance(Duration.ofMinutes(10));
        assertEquals(List.of(), ledger().shipConfirmed(Duration.ofMinutes(11), MANY));
        assertEquals(1, ledger().shipConfirmed(Duration.ofMinutes(10), MANY).size());
        assertTally("r1", "A", 0, 0, 3, 0, 0);
    }

    @Test
    default void rule_9_2_oldestChangeFirstAndAtMostAsManyAsAskedFor() {
        stock("A", 9);
        for (String id : List.of("c", "a", "b")) {
            applied(sell(id, line("A", 1)));
            clock().advance(Duration.ofSeconds(1));
        }
        applied(sell("e", line("A", 1)));
        applied(sell("d", line("A", 1)));
        assertEquals(List.of("c", "a"), shippedUnasked(2));
        assertEquals(List.of("b", "d"), shippedUnasked(2));
        assertEquals(List.of("e"), shippedUnasked(2));
        assertEquals(List.of(), shippedUnasked(2));
    }

    @Test
    default void rule_9_2_anOrderWhoseGoodsHaveNotComeStays() {
        stock("A", 1);
        stock("B", 5);
        applied(sell("backorder", lineAbove(-9, "A", 3), line("B", 1)));
        clock().advance(Duration.ofSeconds(1));
        applied(sell("r2", line("B", 1)));
        assertEquals(List.of("r2"), shippedUnasked(1));
        assertTally("backorder", "B", 0, 1, 0, 0, 0);
        assertEquals(List.of(), shippedUnasked(1));
        applied(receive("m3", "A", 2));
        assertEquals(List.of("backorder"), shippedUnasked(1));
    }

    private List<String> shippedUnasked(int max) {
        return ledger().shipConfirmed(Duration.ZERO, max).stream()
                .map(outcome ->
                        Objects.requireNonNull(outcome.reservation()).id().value())
                .toList();
    }
}
