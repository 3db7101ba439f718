package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.stock.Bucket.QUALITY_CONTROL;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.confirmReleasingRest;
import static io.inventory4j.testkit.contract.fixture.Commands.exchange;
import static io.inventory4j.testkit.contract.fixture.Commands.expecting;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.force;
import static io.inventory4j.testkit.contract.fixture.Commands.forced;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.move;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.opening;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.set;
import static io.inventory4j.testkit.contract.fixture.Commands.to;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetTo.Target;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Layer;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Rule 6.4: a batch takes effect as if its commands came one after the other. */
public interface BatchContract extends Fixture {
    /** One of everything, applied, refused and repeated, much of it on the same rows. */
    List<Command> MIXED = List.of(
            hold("r0", line("A", 1)),
            receive("m1", "A", 10),
            hold("r1", List.of(limit("orders", 3)), line("A", 4, limit("c", 6))),
            hold("r1", line("A", 4)),
            hold("r1", line("A", 5)),
            hold("r2", line("A", 3, limit("c", 6))),
            hold("r2", List.of(limit("orders", 3)), line("A", 2, limit("c", 6))),
            part(CONFIRM, "r1", "s1", units("A", 3)),
            part(CONFIRM, "r1", "s1", units("A", 3)),
            all(SHIP, "r2"),
            replace("r2", hold("r3", List.of(limit("orders", 3)), line("A", 6), line("B", 1))),
            receive("m2", "B", 1),
            replace("r2", hold("r3", List.of(limit("orders", 2)), line("A", 6), line("B", 1))),
            hold("r4", line("B", 1)),
            saleState("x1", "B", SaleState.STOPPED),
            all(CONFIRM, "r3"),
            saleState("x1", "B", SaleState.STOPPED),
            saleState("x2", "B", SaleState.OPEN),
            confirmReleasingRest("r3", "s1", units("A", 1)),
            extend("r1", "s2", HOLD.multipliedBy(2)),
            all(RELEASE, "late"),
            hold("late", line("A", 1)),
            all(CONFIRM, "nobody"),
            part(SHIP, "r1", "s3", units("A", 2)),
            part(RETURN, "r1", "s4", units("A", 1)),
            move("m3", post("A", QUALITY_CONTROL, AVAILABLE, 1)),
            part(CANCEL, "r1", "s5", units("A", 1)),
            all(RELEASE, "r1"),
            forced("m4", post("A", AVAILABLE, OUTSIDE, 9)),
            forced("m5", post("A", AVAILABLE, OUTSIDE, 8)),
            hold("r5", lineAbove(-9, "A", 1)),
            expecting(Map.of(key("A"), 3L), receive("m6", "A", 1)),
            opening("m7", "B", 40),
            hold("r6", line("B", 1), line("B", 1)),
            hold("r7", line("B", 1)),
            sell("r8", line("A", 1)).ownedBy("ann"),
            exchange("r8", "r9", line("A", 1)),
            now(SHIP, "r9"),
            now(SHIP, "r9"),
            now(GIVE_BACK, "r8"),
            now(GIVE_BACK, "gone"),
            sell("gone", line("A", 1)),
            force(set("m8", to(Target.ON_HAND, "A", 30), to(Target.SAFETY_PERCENT, "B", 10))),
            sell("r10", List.of(limit("orders", 9)), line("A", 2, limit("c", 99))),
            force(set("m8", to(Target.ON_HAND, "A", 30), to(Target.SAFETY_PERCENT, "B", 10))),
            replace("r10", hold("r11", line("A", 1)).selling()),
            hold("r10", line("A", 2)).takingAgain(),
            hold("r12", line("A", 1, limit("c", 99).within(null, TurnedClock.START))));

    @Test
    default void rule_6_4_aBatchIsAsItsCommandsOneByOne() {
        assertAsOneByOne(anotherOfOneNode());
    }

    @Test
    default void rule_6_4_aBatchIsAsItsCommandsOneByOneOnAnyNode() {
        Assumptions.assumeFalse(
                Layer.refusesInMemory(),
                "a node that refuses in memory need not know which ids another one has released (rule 10.4)");
        assertAsOneByOne(another());
    }

    private void assertAsOneByOne(StockLedger other) {
        List<Outcome> together = ledger().apply(MIXED);
        List<Outcome> oneByOne = MIXED.stream()
                .flatMap(command -> other.apply(List.of(command)).stream())
                .toList();
        for (int i = 0; i < MIXED.size(); i++) {
            int at = i;
            assertEquals(oneByOne.get(i), together.get(i), () -> "command " + at + ": " + MIXED.get(at));
        }
        assertEquals(oneByOne.size(), together.size());
        List<StockKey> keys = List.of(key("A"), key("B"));
        assertEquals(other.levels(keys), ledger().levels(keys));
        for (String id : List.of(
                "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "gone", "late",
                "nobody")) {
            assertEquals(other.reservation(Commands.id(id)), ledger().reservation(Commands.id(id)));
        }
        assertEquals(other.used("c"), ledger().used("c"));
        assertEquals(other.used("orders"), ledger().used("orders"));
        if (ledger() instanceof Journaled journal && other instanceof Journaled otherJournal) {
            assertEquals(withoutSequence(otherJournal), withoutSequence(journal));
        }
    }

    private static List<JournalEntry> withoutSequence(Journaled journal) {
        return journal.journal(0, 1_000).entries().stream()
                .map(entry -> new JournalEntry(
                        0,
                        entry.at(),
                        entry.kind(),
                        entry.command(),
                        entry.settlement(),
                        entry.reason(),
                        entry.change()))
                .toList();
    }

    @Test
    default void rule_6_4_anEmptyBatchHasNoOutcomes() {
        assertEquals(List.of(), ledger().apply(List.of()));
    }

    @Test
    default void rule_6_4_outcomesComeBackByPosition() {
        stock("A", 3);
        List<Outcome> outcomes = applyAll(
                hold("r1", line("B", 1)),
                hold("r2", line("A", 2)),
                hold("r3", line("A", 2)),
                receive("m2", "B", 1),
                hold("r4", line("A", 1), line("B", 1)),
                all(CONFIRM, "r1"));
        assertRefused(outcomes.get(0), Reason.UNKNOWN_LINE, key("B"), 0);
        assertApplied(outcomes.get(1));
        assertRefused(outcomes.get(2), Reason.OUT_OF_STOCK, key("A"), 1);
        assertApplied(outcomes.get(3));
        assertApplied(outcomes.get(4));
        assertRefused(outcomes.get(5), Reason.UNKNOWN_RESERVATION, "r1", 0);
    }

    @Test
    default void rule_6_4_manyCommandsTouchOneLineInOrder() {
        stock("A", 60);
        Command[] batch = IntStream.range(0, 100)
                .mapToObj(i -> hold("r" + i, line("A", 1)))
                .toArray(Command[]::new);
        List<Outcome> outcomes = applyAll(batch);
        for (int i = 0; i < 60; i++) {
            Outcome.Applied outcome = assertApplied(outcomes.get(i));
            assertEquals(59 - i, outcome.changes().get(0).after().available());
            assertEquals(2 + i, outcome.changes().get(0).after().version());
        }
        for (int i = 60; i < 100; i++) {
            assertRefused(outcomes.get(i), Reason.OUT_OF_STOCK, key("A"), 0);
        }
    }

    @Test
    default void rule_3_5_aMoveExpectsTheVersionThatTheBatchHasMade() {
        stock("A", 5);
        List<Outcome> outcomes = applyAll(
                expecting(Map.of(key("A"), 1L), receive("m1", "A", 1)),
                expecting(Map.of(key("A"), 1L), receive("m2", "A", 1)),
                hold("r1", line("A", 1)),
                expecting(Map.of(key("A"), 2L), receive("m3", "A", 1)),
                expecting(Map.of(key("A"), 3L), receive("m4", "A", 1)),
                expecting(Map.of(key("B"), 0L), receive("m5", "B", 1)),
                expecting(Map.of(key("B"), 0L), receive("m6", "B", 1)));
        for (int i : List.of(0, 2, 4, 5)) {
            assertApplied(outcomes.get(i));
        }
        for (int i : List.of(1, 3)) {
            assertRefused(outcomes.get(i), Reason.STALE, key("A"), 0);
        }
        assertRefused(outcomes.get(6), Reason.STALE, key("B"), 0);
        assertLevel("A", 6, 1, 0);
        assertLevel("B", 1, 0, 0);
    }

    @Test
    default void rule_6_4_manyCommandsTouchOneCounterInOrder() {
        stock("A", 60);
        stock("B", 60);
        Command[] batch = IntStream.range(0, 20)
                .mapToObj(i -> hold("r" + i, line(i % 2 == 0 ? "A" : "B", 2, limit("c", 21))))
                .toArray(Command[]::new);
        List<Outcome> outcomes = applyAll(batch);
        for (int i = 0; i < 20; i++) {
            if (i < 10) {
                assertApplied(outcomes.get(i));
            } else {
                assertEquals(
                        Optional.of(new Refusal(Reason.LIMIT_REACHED, "c", key(i % 2 == 0 ? "A" : "B"), 1, null, null)),
                        outcomes.get(i).refused());
            }
        }
    }

    @Test
    default void rule_6_4_oneBatchTakesAReservationFromReserveToReturn() {
        applyAll(
                        receive("m1", "A", 3),
                        hold("r1", line("A", 2)),
                        all(CONFIRM, "r1"),
                        all(SHIP, "r1"),
                        all(RETURN, "r1"),
                        hold("r2", line("A", 1)),
                        all(RELEASE, "r2"))
                .forEach(this::assertApplied);
        assertLevel("A", 1, 0, 0);
        assertEquals(7, level("A").version());
    }

    @Test
    default void rule_6_4_theSameCommandTwiceInOneBatchReplays() {
        List<Outcome> outcomes = applyAll(
                receive("m1", "A", 3),
                receive("m1", "A", 3),
                hold("r1", line("A", 2)),
                hold("r1", line("A", 2)),
                all(CONFIRM, "r1"),
                all(CONFIRM, "r1"),
                hold("r1", line("A", 2)));
        for (int i = 0; i < 6; i += 2) {
            assertApplied(outcomes.get(i));
            assertReplayed(outcomes.get(i + 1));
        }
        assertReplayed(outcomes.get(6));
        assertLevel("A", 1, 0, 2);
    }

    @Test
    default void rule_6_4_aBatchMayHaveAThousandCommands() {
        stock("A", 1_000_000);
        Command[] batch = IntStream.range(0, 1_000)
                .mapToObj(i -> hold("r" + i, line("A", 1 + i)))
                .toArray(Command[]::new);
        applyAll(batch).forEach(this::assertApplied);
        assertLevel("A", 1_000_000 - 500_500, 500_500, 0);
    }

    @Test
    default void rule_6_4_aBatchMixesLongAndShortCommands() {
        Posting[] postings = IntStream.range(0, Bounds.MAX_LINES)
                .mapToObj(i -> post("sku " + i, OUTSIDE, AVAILABLE, 5))
                .toArray(Posting[]::new);
        ReserveLine[] cart = IntStream.range(0, Bounds.MAX_LINES)
                .mapToObj(i -> line("sku " + i, 2, limit("a " + i, 9), limit("b " + i, 9), limit("c " + i, 3)))
                .toArray(ReserveLine[]::new);
        List<Outcome> outcomes = applyAll(
                receive("m1", "sku 1", 1),
                move("m2", postings),
                hold("r1", line("sku 1", 1)),
                hold("r2", cart),
                hold("r3", line("sku 1", 3)),
                hold("r4", cart),
                hold("r5", line("sku 2", 3)));
        for (int i : new int[] {0, 1, 2, 3, 4, 6}) {
            assertApplied(outcomes.get(i));
        }
        assertRefused(outcomes.get(5), Reason.OUT_OF_STOCK, key("sku 1"), 0);
        assertLevel("sku 1", 0, 6, 0);
        assertLevel("sku 2", 0, 5, 0);
        assertLevel("sku 99", 3, 2, 0);
        assertUsed(2, "c 99");
    }

    /** A store may do a long batch in several steps: nobody can tell by the answers, nor by the journal. */
    @Test
    default void rule_10_3_aLongBatchIsAnsweredAsAShortOne() {
        int count = 1_500;
        List<Command> batch = new ArrayList<>();
        batch.add(receive("m1", "A", 1_000));
        batch.add(receive("m2", "B", count));
        for (int i = 0; i < count; i++) {
            batch.add(hold("r" + i, line("A", 1, limit("c" + i % 7, 200)), line("B", 1)));
        }
        batch.add(saleState("x1", "B", SaleState.NO_NEW));
        batch.add(hold("late", line("B", 1)));
        for (int i = 0; i < count; i++) {
            batch.add(all(i % 2 == 0 ? CONFIRM : RELEASE, "r" + i));
        }
        List<Outcome> outcomes = ledger().apply(batch);
        assertEquals(batch.size(), outcomes.size());
        for (int i = 0; i < count; i++) {
            if (i < 1_000) {
                Reservation held = Objects.requireNonNull(
                        assertApplied(outcomes.get(2 + i)).reservation());
                assertEquals(clock().instant().plus(HOLD), held.expiresAt());
                assertApplied(outcomes.get(4 + count + i));
            } else {
                assertRefused(outcomes.get(2 + i), Reason.OUT_OF_STOCK, key("A"), 0);
                // A release of what was refused leaves a tombstone (rule 2.9).
                assertEquals(i % 2 != 0, outcomes.get(4 + count + i).applied());
            }
        }
        assertFalse(outcomes.get(3 + count).applied());
        assertLevel("A", 500, 0, 500);
        assertLevel("B", count - 500, 0, 500);
        assertEquals(2_001, level("A").version());
        assertEquals(2_002, level("B").version());
        List<Outcome> again = ledger().apply(batch);
        for (int i = 0; i < 1_000; i += 2) {
            assertReplayed(again.get(2 + i));
            assertReplayed(again.get(4 + count + i));
        }
    }
}
