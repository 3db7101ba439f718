package io.inventory4j.testkit.contract;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.stock.Bucket.AVAILABLE;
import static io.inventory4j.stock.Bucket.OUTSIDE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
import static io.inventory4j.testkit.contract.fixture.Commands.forced;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.post;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction.Changes;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.Tampered;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Conservation finds nothing wrong with a right ledger, and finds the fault of a wrong one. */
final class ConservationTest {
    private final TurnedClock clock = new TurnedClock();

    /** What is found after commands of every kind, which leave some units and charges of each sort. */
    private List<String> violations(StockLedger ledger) {
        Conservation conservation = Conservation.of(ledger);
        send(conservation, receive("m1", "A", 20));
        send(conservation, receive("m2", "B", 5));
        send(conservation, hold("r1", List.of(limit("orders", 9)), line("A", 6, limit("buyer", 9))));
        send(conservation, part(CONFIRM, "r1", "s1", units("A", 4)));
        send(conservation, part(SHIP, "r1", "s2", units("A", 2)));
        send(conservation, part(RETURN, "r1", "s3", units("A", 1)));
        send(conservation, part(CANCEL, "r1", "s4", units("A", 1)));
        send(conservation, part(RELEASE, "r1", "s5", units("A", 1)));
        send(conservation, hold("r2", List.of(limit("orders", 9)), line("A", 2, limit("buyer", 9)), line("B", 1)));
        send(conservation, all(RELEASE, "r2"));
        send(conservation, hold("r3", line("B", 2)));
        send(conservation, replace("r3", "r4", line("B", 1)));
        send(conservation, hold("r5", Duration.ofMinutes(1), line("A", 1, limit("buyer", 9))));
        clock.advance(Duration.ofMinutes(2));
        conservation.expire(10);
        send(conservation, saleState("x1", "B", SaleState.NO_NEW));
        send(conservation, forced("m3", post("A", AVAILABLE, OUTSIDE, 14)));
        send(conservation, receive("m1", "A", 20));
        send(conservation, all(RELEASE, "tombstone"));
        return conservation.violations();
    }

    private static Outcome send(StockLedger ledger, Command command) {
        List<Outcome> outcomes = ledger.apply(List.of(command));
        return outcomes.isEmpty() ? new Outcome.Refused(Reason.STALE, "none", 0) : outcomes.get(0);
    }

    private void assertFound(StockLedger wrong, String... words) {
        String found = String.join("\n", violations(wrong));
        assertFalse(found.isEmpty(), "nothing was found");
        for (String word : words) {
            assertTrue(found.contains(word), () -> "no word of '" + word + "' in:\n" + found);
        }
    }

    private StockLedger tampered(UnaryOperator<Changes> bug) {
        return new Tampered(clock, bug);
    }

    private static UnaryOperator<Changes> lines(UnaryOperator<StockLevel> bug) {
        return changes -> {
            changes.lines().replaceAll((key, level) -> bug.apply(level));
            return changes;
        };
    }

    private static UnaryOperator<Changes> reservations(UnaryOperator<Reservation> bug) {
        return changes -> {
            changes.reservations().replaceAll((id, reservation) -> bug.apply(reservation));
            return changes;
        };
    }

    @Test
    void aRightLedgerConserves() {
        assertEquals(List.of(), violations(new MapLedger(clock)));
    }

    @Test
    void rule_8_1_aLostUnitIsFound() {
        StockLedger losesAUnit = tampered(lines(level -> level.reserved() == 6
                ? level(level, level.available() - 1, level.reserved(), level.version())
                : level));
        assertFound(losesAUnit, "rule 8.10: A@main", "version 2 is both");
    }

    @Test
    void rule_8_1_aUnitThatIsLostWithoutATraceIsFound() {
        // The answers, the versions and the journal all agree with the level that has lost a unit.
        StockLedger losesAUnit = new Answering(new MapLedger(clock), (command, outcome) -> outcome) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                return super.apply(batch.stream()
                        .map(command -> command.equals(all(RELEASE, "r2"))
                                ? forced("x", post("A", AVAILABLE, OUTSIDE, 1))
                                : command)
                        .toList());
            }
        };
        assertFound(
                losesAUnit,
                "rule 8.1: A@main: all buckets hold 4, but should hold 5 (6 moved in, 1 returned, 2 shipped)");
    }

    @Test
    void rule_8_10_aSkippedVersionIsFound() {
        StockLedger skips = tampered(
                lines(level -> level.version() == 3 ? level(level, level.available(), level.reserved(), 4) : level));
        assertFound(skips, "rule 8.10: A@main: version is", "rule 7.3: A@main");
    }

    @Test
    void rule_8_10_aVersionGivenTwiceIsFound() {
        StockLedger stays = tampered(
                lines(level -> level.version() == 3 ? level(level, level.available(), level.reserved(), 2) : level));
        assertFound(stays, "version 3 was given twice");
    }

    @Test
    void rule_8_5_aChargeThatIsNotGivenBackIsFound() {
        StockLedger keeps = tampered(changes -> {
            if (changes.journal().stream().anyMatch(entry -> "release".equals(entry.settlement()))) {
                changes.counters().clear();
            }
            return changes;
        });
        assertFound(keeps, "counter buyer: used is", "counter orders: used is 2, but reservations charge it 1");
    }

    @Test
    void rule_8_5_aChargeThatIsNotRaisedIsFound() {
        StockLedger forgets = tampered(changes -> {
            changes.counters().replaceAll((name, value) -> name.equals("orders") ? new CounterValue(0, null) : value);
            return changes;
        });
        assertFound(forgets, "counter orders: used is 0, but reservations charge it 1");
    }

    @Test
    void rule_8_5_chargesThatTheReservationLosesAreFound() {
        StockLedger loses = tampered(reservations(stored -> new Reservation(
                stored.id(),
                stored.owner(),
                stored.lines().stream()
                        .map(line -> new ReservedLine(
                                line.key(),
                                line.reserved(),
                                line.committed(),
                                line.shipped(),
                                line.released(),
                                line.returned(),
                                line.swept(),
                                List.of()))
                        .toList(),
                stored.grants(),
                List.of(),
                stored.sold(),
                stored.madeAt(),
                stored.expiresAt(),
                stored.ended(),
                stored.changedAt(),
                stored.settlements())));
        assertFound(loses, "counter buyer", "counter orders");
    }

    @Test
    void rule_8_2_aReservationThatIsNotStoredIsFound() {
        StockLedger forgets = tampered(changes -> {
            changes.reservations().remove(id("r4"));
            return changes;
        });
        assertFound(forgets, "reservation r4: is gone", "B@main: open lists [], but [r4] hold units");
    }

    @Test
    void rule_8_2_aSettlementThatIsNotStoredIsFound() {
        StockLedger forgets = tampered(changes -> {
            changes.reservations()
                    .values()
                    .removeIf(stored -> !stored.settlements().isEmpty());
            return changes;
        });
        assertFound(forgets, "reservation r1: has", "A@main: COMMITTED is");
    }

    @Test
    void rule_8_3_anOversoldLineIsFound() {
        StockLedger oversells = new Answering(new MapLedger(clock), (command, outcome) -> outcome) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                return super.apply(batch.stream()
                        .map(command -> command instanceof Reserve ? hold("r1", lineAbove(-9, "A", 2)) : command)
                        .toList());
            }
        };
        Conservation conservation = Conservation.of(oversells);
        send(conservation, receive("m1", "A", 1));
        send(conservation, hold("r1", line("A", 2)));
        assertEquals(1, conservation.violations().size());
        String found = conservation.violations().get(0);
        assertTrue(found.startsWith("rule 8.3: A@main: AVAILABLE is -1, but nothing allowed less than 0"), found);
    }

    @Test
    void rule_8_4_lessThanNothingOnHandIsFound() {
        StockLedger negative = tampered(lines(
                level -> level.key().equals(key("B")) ? level(level, -5, level.reserved(), level.version()) : level));
        assertFound(negative, "B@main: on hand is -");
    }

    @Test
    void rule_1_7_aReservationThatWasRefusedIsFound() {
        StockLedger ghost = new Answering(
                new MapLedger(clock),
                (command, outcome) -> command.equals(hold("r3", line("B", 2)))
                        ? new Outcome.Refused(Reason.OUT_OF_STOCK, StockKey.of("B"), 0)
                        : outcome);
        assertFound(ghost, "rule 1.7: reservation r3: is there", "B@main: version is");
    }

    @Test
    void rule_3_4_aMoveThatIsAppliedTwiceIsFound() {
        StockLedger forgets = tampered(changes -> {
            changes.moves().clear();
            return changes;
        });
        assertFound(forgets, "applied twice");
    }

    @Test
    void rule_1_4_aReplayThatChangesIsFound() {
        StockLedger changing = new Answering(new MapLedger(clock), (command, outcome) -> {
            if (outcome instanceof Outcome.Applied applied && applied.replayed()) {
                StockLevel empty = StockLevel.empty(key("A"));
                return new Outcome.Applied(
                        applied.reservation(), List.of(new LevelChange(empty, level(empty, 1, 0, 1))), true);
            }
            return outcome;
        });
        assertFound(changing, "rule 1.4: the replay of");
    }

    @Test
    void aMissingOutcomeIsFound() {
        StockLedger silent = new Answering(new MapLedger(clock), (command, outcome) -> outcome) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                super.apply(batch);
                return List.of();
            }
        };
        assertFound(silent, "1 commands had 0 outcomes");
    }

    @Test
    void rule_7_1_anEntryThatIsMissingIsFound() {
        StockLedger loses = tampered(changes -> new Changes(
                changes.lines(),
                changes.counters(),
                changes.reservations(),
                changes.moves(),
                changes.saleStates(),
                changes.journal().stream()
                        .filter(entry -> !"s4".equals(entry.settlement()))
                        .toList()));
        assertFound(loses, "rule 7.3: A@main: the entry from", "rule 7.1: A@main: no entry for");
    }

    @Test
    void rule_7_1_anEntryTooManyIsFound() {
        StockLedger repeats = tampered(changes -> {
            List<JournalEntry> twice = new ArrayList<>(changes.journal());
            twice.addAll(changes.journal());
            return new Changes(
                    changes.lines(),
                    changes.counters(),
                    changes.reservations(),
                    changes.moves(),
                    changes.saleStates(),
                    twice);
        });
        assertFound(repeats, "rule 7.3: A@main: the entry from");
    }

    @Test
    void rule_6_5_aReservationThatOpenDoesNotListIsFound() {
        StockLedger blind = new Answering(new MapLedger(clock), (command, outcome) -> outcome) {
            @Override
            public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
                return List.of();
            }
        };
        assertFound(blind, "rule 6.5: A@main: open lists [], but [r1] hold units");
    }

    @Test
    void rule_10_1_aCommandInDoubtMayCountOrNot() {
        for (boolean arrives : new boolean[] {true, false}) {
            Losing ledger = new Losing(new MapLedger(clock), arrives);
            Conservation conservation = Conservation.of(ledger);
            send(conservation, receive("m1", "A", 5));
            List<Command> lost = List.of(
                    receive("m2", "A", 5),
                    hold("r1", line("A", 2, limit("c", 9))),
                    all(CONFIRM, "r1"),
                    extend("r1", "s1", HOLD),
                    forced("m3", post("A", AVAILABLE, OUTSIDE, 1)));
            ledger.losing = true;
            assertThrows(LedgerException.class, () -> conservation.apply(lost));
            ledger.losing = false;
            assertEquals(List.of(), conservation.violations());
            conservation.apply(lost);
            assertEquals(List.of(), conservation.violations());
            send(conservation, all(SHIP, "r1"));
            assertEquals(List.of(), conservation.violations());
        }
    }

    @Test
    void rule_10_1_whatIsInDoubtExcusesNothingElse() {
        Losing ledger = new Losing(
                tampered(lines(level -> level.reserved() == 1
                        ? level(level, level.available() - 1, level.reserved(), level.version())
                        : level)),
                true);
        Conservation conservation = Conservation.of(ledger);
        ledger.losing = true;
        assertThrows(LedgerException.class, () -> send(conservation, receive("m1", "A", 5)));
        ledger.losing = false;
        send(conservation, receive("m1", "A", 5));
        assertEquals(List.of(), conservation.violations());
        send(conservation, hold("r1", line("A", 1)));
        assertFalse(conservation.violations().isEmpty());
    }

    @Test
    void purgedRowsStillCount() {
        Conservation conservation = Conservation.of(new MapLedger(clock));
        send(conservation, receive("m1", "A", 9));
        for (int i = 0; i < 3; i++) {
            send(conservation, hold("r1", List.of(limit("o", 9)), line("A", 2, limit("c", 9))));
            send(conservation, all(CONFIRM, "r1"));
            send(conservation, all(SHIP, "r1"));
            assertTrue(conservation.purge(Duration.ZERO, 100) > 0);
            assertEquals(List.of(), conservation.violations());
        }
        assertEquals(6, conservation.used("c"));
        assertEquals(3, conservation.used("o"));
    }

    @Test
    void aJournalIsPassedOnWhereThereIsOne() {
        assertInstanceOf(Journaled.class, Conservation.of(new MapLedger(clock)));
        StockLedger without = new Answering(new MapLedger(clock), (command, outcome) -> outcome);
        assertFalse(Conservation.of(without) instanceof Journaled);
    }

    @Test
    void checkListsWhatIsWrong() {
        Conservation conservation = Conservation.of(tampered(changes -> {
            changes.reservations().clear();
            return changes;
        }));
        send(conservation, receive("m1", "A", 9));
        conservation.check();
        send(conservation, hold("r1", line("A", 2)));
        String message = String.valueOf(
                assertThrows(AssertionError.class, conservation::check).getMessage());
        assertTrue(message.contains("rule 8.2: reservation r1"), message);
        assertTrue(message.contains("rule 6.5: A@main"), message);
    }

    private static StockLevel level(StockLevel from, long available, long reserved, long version) {
        return new StockLevel(
                from.key(),
                available,
                reserved,
                from.committed(),
                from.safety(),
                from.qualityControl(),
                from.damaged(),
                from.incoming(),
                version,
                from.saleState(),
                from.window(),
                from.opening(),
                from.openingPinned());
    }
}
