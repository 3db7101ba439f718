package io.inventory4j.testkit.properties;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.ledger.StoreTransaction.Changes;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Tampered;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.Example;

/** A bug is found, and reported in few lines. */
final class PlantedBugTest {
    private static final int SEQUENCES = 1_000;

    @Example
    void aChargeThatIsNotGivenBackOnReleaseIsFoundAndShrunk() {
        String report = found(changes -> of(CommandKind.RELEASE, changes) ? withoutCounters(changes) : changes);
        assertAll(
                () -> assertTrue(steps(report) <= 6, report),
                () -> assertTrue(report.contains("TurnedClock clock = new TurnedClock();\n"), report),
                () -> assertTrue(report.contains("new Reserve(ReservationId.of("), report),
                () -> assertTrue(report.contains("// expected: "), report),
                () -> assertTrue(report.contains("// actual:   "), report));
    }

    @Example
    void aSweepThatForgetsItsReservationIsFoundAndShrunk() {
        String report = found(changes -> of(CommandKind.EXPIRE, changes) ? withoutReservations(changes) : changes);
        assertAll(
                () -> assertTrue(steps(report) <= 6, report),
                () -> assertTrue(report.contains("ledger.expire("), report));
    }

    private static String found(UnaryOperator<Changes> bug) {
        CounterexampleSearch search =
                new CounterexampleSearch(clock -> new Tampered(clock, bug), Effort.seed(), SEQUENCES);
        return String.valueOf(assertThrows(AssertionError.class, search::run).getMessage());
    }

    private static long steps(String report) {
        return report.lines()
                .filter(line -> line.startsWith("ledger.") || line.startsWith("clock.") || line.startsWith("while"))
                .count();
    }

    private static boolean of(CommandKind kind, Changes changes) {
        return changes.journal().stream().anyMatch(entry -> entry.kind() == kind);
    }

    private static Changes withoutCounters(Changes changes) {
        return new Changes(
                changes.lines(),
                Map.of(),
                changes.reservations(),
                changes.moves(),
                changes.saleStates(),
                changes.journal());
    }

    private static Changes withoutReservations(Changes changes) {
        return new Changes(
                changes.lines(),
                changes.counters(),
                Map.of(),
                changes.moves(),
                changes.saleStates(),
                changes.journal());
    }
}
