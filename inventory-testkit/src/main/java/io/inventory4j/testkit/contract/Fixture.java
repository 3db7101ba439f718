package io.inventory4j.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Bucket;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.TurnedClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** What the chapters of the contract share: the ledger under test, the clock that it reads, and assertions. */
interface Fixture {
    StockLedger ledger();

    TurnedClock clock();

    StockLedger another();

    /** The ledger as one that pushes changes; if it does not, the test is skipped. */
    Watchable watchable();

    /** Puts units of a SKU up for sale, once per SKU; the move is remembered as {@code stock of SKU}. */
    default void stock(String sku, long quantity) {
        applied(Commands.receive("stock of " + sku, sku, quantity));
    }

    default Outcome apply(Command command) {
        List<Outcome> outcomes = ledger().apply(List.of(command));
        assertEquals(1, outcomes.size(), () -> "one outcome per command: " + outcomes);
        return outcomes.get(0);
    }

    default List<Outcome> applyAll(Command... batch) {
        List<Outcome> outcomes = ledger().apply(List.of(batch));
        assertEquals(batch.length, outcomes.size(), () -> "one outcome per command: " + outcomes);
        return outcomes;
    }

    /** Sends a command that must take effect now. */
    default Outcome.Applied applied(Command command) {
        return assertApplied(apply(command));
    }

    /** Sends a command that must have taken effect before. */
    default Outcome.Applied replayed(Command command) {
        return assertReplayed(apply(command));
    }

    /** Holds units for the usual time, lets that run out, and sweeps it. */
    default Reservation sweptAfter(Reserve hold) {
        applied(hold);
        clock().advance(Commands.HOLD);
        assertEquals(1, ledger().expire(10).size(), "reservations swept");
        return reservation(hold.id().value());
    }

    /** Sends a command that must be refused. {@link Conservation} sees that it changed nothing. */
    default void refused(Command command, Reason reason, String subject, long remaining) {
        assertRefused(apply(command), reason, subject, remaining);
    }

    default void refused(Command command, Reason reason, StockKey subject, long remaining) {
        assertRefused(apply(command), reason, subject.toString(), remaining);
    }

    default Outcome.Applied assertApplied(Outcome outcome) {
        Outcome.Applied applied = assertInstanceOf(Outcome.Applied.class, outcome);
        assertFalse(applied.replayed(), () -> "took effect before: " + applied);
        return applied;
    }

    default Outcome.Applied assertReplayed(Outcome outcome) {
        Outcome.Applied applied = assertInstanceOf(Outcome.Applied.class, outcome);
        assertTrue(applied.replayed(), () -> "took effect again: " + applied);
        assertEquals(List.of(), applied.changes(), "a replay changes nothing");
        return applied;
    }

    default void assertRefused(Outcome outcome, Reason reason, String subject, long remaining) {
        assertEquals(Optional.of(new Refusal(reason, subject, remaining)), outcome.refused(), outcome::toString);
    }

    default StockLevel level(StockKey key) {
        List<StockLevel> levels = ledger().levels(List.of(key));
        assertEquals(1, levels.size(), () -> "levels of " + key + ": " + levels);
        assertEquals(key, levels.get(0).key());
        return levels.get(0);
    }

    default StockLevel level(String sku) {
        return level(Commands.key(sku));
    }

    default void assertLevel(String sku, long available, long reserved, long committed) {
        StockLevel level = level(sku);
        assertEquals(
                List.of(available, reserved, committed),
                List.of(level.available(), level.reserved(), level.committed()),
                () -> "available, reserved, committed of " + level);
    }

    default void assertBucket(long units, String sku, Bucket bucket) {
        StockLevel level = level(sku);
        assertEquals(units, level.quantity(bucket), () -> bucket + " of " + level);
    }

    default void assertNoLine(String sku) {
        assertEquals(List.of(), ledger().levels(List.of(Commands.key(sku))));
    }

    default Reservation reservation(String id) {
        return ledger().reservation(Commands.id(id)).orElseThrow(() -> new AssertionError("no reservation " + id));
    }

    default void assertNoReservation(String id) {
        assertEquals(Optional.empty(), ledger().reservation(Commands.id(id)));
    }

    default void assertState(String id, ReservationState state) {
        Reservation reservation = reservation(id);
        assertEquals(state, reservation.state(), reservation::toString);
    }

    default void assertTally(
            String id, String sku, long reserved, long committed, long shipped, long released, long returned) {
        Reservation reservation = reservation(id);
        ReservedLine line = reservation.line(Commands.key(sku));
        List<Long> tally = line == null
                ? List.of()
                : List.of(line.reserved(), line.committed(), line.shipped(), line.released(), line.returned());
        assertEquals(
                List.of(reserved, committed, shipped, released, returned),
                tally,
                () -> "reserved, committed, shipped, released, returned of " + sku + " in " + reservation);
    }

    default void assertSwept(String id, String sku, long units) {
        Reservation reservation = reservation(id);
        ReservedLine line = reservation.line(Commands.key(sku));
        assertEquals(units, line == null ? 0 : line.swept(), () -> "swept of " + sku + " in " + reservation);
    }

    default void assertUsed(long used, String counter) {
        assertEquals(used, ledger().used(counter), () -> "used of " + counter);
    }

    /** Rule 9.10: what is out of bounds is rejected with its name and the bound it broke. */
    default void assertRejected(String name, String bound, Executable code) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, code).getMessage());
        assertTrue(message.contains(name), () -> "'" + message + "' does not name " + name);
        assertTrue(message.contains(bound), () -> "'" + message + "' does not name the bound " + bound);
    }
}
