package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.SAFETY;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Two nodes of a shop over one stock (rules 1.7 and 5.4): a lock, a cache or a queue that only one of them sees does
 * not do. Skipped where a ledger lives within one node.
 */
public interface NodesContract extends Fixture {
    /** Callers, half of them at each node. */
    int CALLERS = 8;

    private static Outcome send(StockLedger node, Command command) {
        Together.doing(command);
        List<Outcome> outcomes = node.apply(List.of(command));
        assertEquals(1, outcomes.size(), outcomes::toString);
        return outcomes.get(0);
    }

    private Outcome.Applied applied(StockLedger node, Command command) {
        return assertApplied(command, send(node, command));
    }

    /** Calls a task for each caller, at the same time, with its node and number. */
    private <T> List<T> spread(BiFunction<StockLedger, Integer, T> task) {
        StockLedger one = one();
        StockLedger other = other();
        return Together.run(CALLERS, caller -> task.apply(caller % 2 == 0 ? one : other, caller));
    }

    private static long applied(List<List<Outcome>> outcomes) {
        return outcomes.stream().flatMap(List::stream).filter(Outcome::applied).count();
    }

    /** What a node shows of line A, reservation r, and the counters. */
    private static String seen(StockLedger node) {
        return node.levels(List.of(key("A"))) + " " + node.reservation(id("r")) + " " + node.used("c") + " "
                + node.used("orders") + " " + node.open(key("A"), null, 10);
    }

    @Test
    default void rule_1_7_whatOneNodeAcknowledgesTheOtherReadsAtOnce() {
        StockLedger writer = one();
        StockLedger reader = other();
        List<Command> commands = List.of(
                receive("m1", "A", 9),
                hold("r", List.of(limit("orders", 9)), line("A", 3, limit("c", 9))),
                all(CONFIRM, "r", "s1"),
                move("m2", post("A", AVAILABLE, SAFETY, 2)),
                saleState("x1", "A", SaleState.NO_NEW),
                saleState("x2", "A", SaleState.OPEN),
                now(GIVE_BACK, "r"));
        for (Command command : commands) {
            // What a node has read before, it must not answer from.
            seen(reader);
            applied(writer, command);
            assertEquals(seen(writer), seen(reader), () -> "read at the other node after " + command);
            StockLedger turned = writer;
            writer = reader;
            reader = turned;
        }
        assertLevel("A", 7, 0, 0);
        assertEquals(List.of(), reader.open(key("A"), null, 10));
    }

    /** What is shipped may come back, and what is swept may be taken again: no order is read once and for all. */
    @Test
    default void rule_1_7_whatIsOverMayChangeAtTheOtherNode() {
        StockLedger one = one();
        StockLedger other = other();
        stock("A", 9);
        applied(sell("r", line("A", 2)));
        applied(all(SHIP, "r"));
        assertEquals(seen(one), seen(other));
        applied(one, part(RETURN, "r", "back", units("A", 1)));
        assertEquals(seen(one), seen(other));
        Reserve swept = hold("swept", line("A", 3));
        sweptAfter(swept);
        assertEquals(one.reservation(id("swept")), other.reservation(id("swept")));
        applied(one, swept.takingAgain().selling());
        assertEquals(one.reservation(id("swept")), other.reservation(id("swept")));
        applied(other, now(GIVE_BACK, "swept"));
        assertEquals(other.reservation(id("swept")), one.reservation(id("swept")));
    }

    @Test
    default void rule_1_7_anOutcomeOfOneNodeIsTrueAtTheOther() {
        StockLedger one = one();
        StockLedger other = other();
        stock("A", 20);
        for (int i = 0; i < 10; i++) {
            StockLedger writer = i % 2 == 0 ? one : other;
            StockLedger reader = i % 2 == 0 ? other : one;
            Outcome.Applied held = applied(writer, hold("r" + i, line("A", 1, limit("c", 99))));
            StockLevel after = held.changes().get(0).after();
            assertEquals(List.of(after), reader.levels(List.of(key("A"))));
            assertEquals(i + 1, reader.used("c"));
            assertEquals(Optional.ofNullable(held.reservation()), reader.reservation(id("r" + i)));
        }
    }

    @Test
    default void rule_7_1_theJournalOfBothNodesIsOne() {
        StockLedger one = one();
        StockLedger other = other();
        journaled();
        Journaled first = (Journaled) one;
        Journaled second = (Journaled) other;
        stock("A", 20);
        List<String> commands = new ArrayList<>(List.of("stock of A"));
        for (int i = 0; i < 6; i++) {
            applied(i % 3 == 0 ? one : other, hold("r" + i, line("A", 1)));
            commands.add("r" + i);
            JournalPage page = second.journal(0, 100);
            assertEquals(page, first.journal(0, 100));
            assertEquals(
                    commands,
                    page.entries().stream().map(entry -> entry.command()).toList());
        }
    }

    @Test
    default void rule_1_7_theLastUnitsGoOnceOverBothNodes() {
        int units = 40;
        stock("A", units);
        List<List<Outcome>> outcomes = spread((node, caller) -> {
            List<Outcome> own = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                own.add(send(node, hold("r" + caller + "-" + i, line("A", 1))));
            }
            return own;
        });
        assertEquals(units, applied(outcomes));
        outcomes.stream()
                .flatMap(List::stream)
                .filter(outcome -> !outcome.applied())
                .forEach(outcome -> assertRefused(outcome, Reason.OUT_OF_STOCK, key("A"), 0));
        assertLevel("A", 0, units, 0);
    }

    @Test
    default void rule_1_7_aLimitHoldsOverBothNodes() {
        int most = 20;
        stock("A", 1_000);
        stock("B", 1_000);
        Charge campaign = limit("campaign", most);
        List<List<Outcome>> outcomes = spread((node, caller) -> {
            List<Outcome> own = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String id = "r" + caller + "-" + i;
                own.add(send(
                        node,
                        i % 2 == 0
                                ? hold(id, line(caller % 2 == 0 ? "A" : "B", 1, campaign))
                                : sell(id, List.of(campaign), line(caller % 2 == 0 ? "A" : "B", 1))));
            }
            return own;
        });
        assertEquals(most, applied(outcomes));
        assertUsed(most, "campaign");
    }

    @Test
    default void rule_1_4_oneCommandAtBothNodesTakesEffectOnce() {
        stock("A", 100);
        for (int round = 0; round < 10; round++) {
            String id = "r" + round;
            for (Command command : List.of(
                    receive("m" + round, "A", 3),
                    hold(id, line("A", 2, limit("c", 100))),
                    all(CONFIRM, id, "s1"),
                    saleState("x" + round, "A", SaleState.OPEN))) {
                assertAppliedOnce(command, spread((node, caller) -> send(node, command)));
            }
        }
        assertLevel("A", 110, 0, 20);
        assertUsed(20, "c");
        assertEquals(41, level("A").version());
    }

    private void assertAppliedOnce(Command command, List<Outcome> outcomes) {
        List<Outcome> first = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Applied applied && applied.replayed()) {
                assertReplayed(outcome);
            } else {
                first.add(outcome);
            }
        }
        assertEquals(1, first.size(), () -> command + " took effect more than once, or was refused: " + first);
        assertApplied(first.get(0));
    }

    @Test
    default void rule_5_4_bothNodesSweepEachReservationOnce() {
        int reservations = 40;
        stock("A", reservations);
        List<Command> holds = new ArrayList<>();
        for (int i = 0; i < reservations; i++) {
            holds.add(hold("r" + i, line("A", 1, limit("c", reservations))));
        }
        ledger().apply(holds).forEach(this::assertApplied);
        clock().advance(HOLD);
        Set<ReservationId> swept = new HashSet<>();
        spread((node, caller) -> {
                    List<Outcome.Applied> own = new ArrayList<>();
                    for (int i = 0; i < reservations; i++) {
                        own.addAll(node.expire(3));
                    }
                    return own;
                })
                .forEach(own -> own.forEach(outcome -> {
                    ReservationId id = ended(outcome);
                    assertTrue(swept.add(id), () -> id + " was swept twice");
                }));
        assertEquals(reservations, swept.size());
        assertLevel("A", reservations, 0, 0);
        assertUsed(0, "c");
    }

    private static ReservationId ended(Outcome.Applied outcome) {
        if (outcome.reservation() == null) {
            throw new AssertionError("a sweep answers with what it ended: " + outcome);
        }
        return outcome.reservation().id();
    }

    @Test
    default void rule_2_8_ofTwoSettlementsAtTwoNodesOneWins() {
        int reservations = 30;
        stock("A", reservations);
        for (int i = 0; i < reservations; i++) {
            applied(hold("r" + i, line("A", 1)));
        }
        List<List<Outcome>> outcomes = spread((node, caller) -> {
            List<Outcome> own = new ArrayList<>();
            for (int i = 0; i < reservations; i++) {
                own.add(send(node, all(caller % 4 < 2 ? CONFIRM : RELEASE, "r" + i, "s" + caller)));
            }
            return own;
        });
        assertEquals(reservations, applied(outcomes));
        StockLevel level = level("A");
        assertEquals(reservations, level.available() + level.committed(), level::toString);
        assertEquals(0, level.reserved(), level::toString);
    }

    @Test
    default void rule_4_1_aSaleStateHoldsAtTheOtherNode() {
        StockLedger one = one();
        StockLedger other = other();
        stock("A", 9);
        applied(other, hold("r1", line("A", 1)));
        applied(one, saleState("x1", "A", SaleState.STOPPED));
        assertRefused(send(other, hold("r2", line("A", 1))), Reason.NOT_OPEN, key("A"), 0);
        assertRefused(send(other, now(CONFIRM, "r1")), Reason.NOT_OPEN, key("A"), 0);
        applied(other, saleState("x2", "A", SaleState.OPEN));
        applied(one, hold("r2", line("A", 1)));
        applied(one, now(CONFIRM, "r1"));
    }

    @Test
    default void rule_3_2_whatOneNodeTookAwayTheOtherCannotSell() {
        StockLedger one = one();
        StockLedger other = other();
        applied(one, receive("m1", "A", 9));
        applied(other, hold("r1", line("A", 1)));
        applied(one, move("m2", post("A", AVAILABLE, SAFETY, 5)));
        assertRefused(send(other, hold("r2", line("A", 4))), Reason.OUT_OF_STOCK, key("A"), 3);
        applied(other, move("m3", post("A", SAFETY, AVAILABLE, 5)));
        applied(one, hold("r2", line("A", 8)));
        assertRefused(send(other, move("m4", post("A", AVAILABLE, SAFETY, 1))), Reason.INSUFFICIENT, key("A"), 0);
        assertRefused(send(one, hold("r2", line("A", 7))), Reason.ID_REUSED, "r2", 0);
    }

    @Test
    default void rule_8_8_whatOneNodeForgotTheOtherDoesNotKnow() {
        StockLedger one = one();
        StockLedger other = other();
        stock("A", 9);
        Charge today = new Charge("today", 2, clock().instant().plusSeconds(60));
        applied(other, sell("sold", line("A", 2, today)));
        applied(other, hold("r1", line("A", 1)));
        applied(other, now(RELEASE, "r1"));
        applied(other, saleState("x1", "A", SaleState.OPEN));
        clock().advance(Duration.ofSeconds(60));
        // The receipt, r1, x1 and the counter.
        assertEquals(4, one.purge(Duration.ZERO, 100));
        assertEquals(0, other.purge(Duration.ZERO, 100));
        assertEquals(Optional.empty(), other.reservation(id("r1")));
        assertEquals(0, other.used("today"));
        assertRefused(send(other, now(CONFIRM, "r1")), Reason.UNKNOWN_RESERVATION, "r1", 0);
        applied(
                other,
                hold("r1", line("A", 3, new Charge("today", 3, clock().instant().plusSeconds(60)))));
        assertEquals(3, one.used("today"));
        applied(other, saleState("x1", "A", SaleState.NO_NEW));
        assertEquals(1, one.purge(Duration.ZERO, 100));
        assertUsed(3, "today");
    }
}
