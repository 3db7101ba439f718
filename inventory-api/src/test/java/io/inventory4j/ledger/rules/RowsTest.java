package io.inventory4j.ledger.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Absent;
import io.inventory4j.Posting;
import io.inventory4j.Refused;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows that a store keeps, and the decisions that say which. */
final class RowsTest {
    private static final Duration HOLD = Duration.ofMinutes(15);
    private static final ReservationId ID = ReservationId.of("order-1");
    private static final StockKey A = StockKey.of("A");
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final LevelChange CHANGE = new LevelChange(
            StockLevel.empty(A), new StockLevel(A, 5, 0, 0, 0, 0, 0, 0, 1, SaleState.OPEN, Window.NONE, 5, false));

    @Test
    void rule_8_9_aCounterIsStaleOnceItsEndHasComeOrItCountsNothing() {
        assertFalse(new CounterValue(1, null).stale(NOW));
        assertFalse(new CounterValue(1, NOW.plusNanos(1)).stale(NOW));
        assertTrue(new CounterValue(1, NOW).stale(NOW));
        assertTrue(new CounterValue(1, NOW.minusNanos(1)).stale(NOW));
        assertTrue(new CounterValue(0, null).stale(NOW));
        assertTrue(new CounterValue(0, NOW.plusSeconds(9)).stale(NOW));
        assertTrue(new CounterValue(0, Instant.MIN).stale(NOW));
    }

    @Test
    void rule_9_6_aCounterIsBounded() {
        assertEquals(Bounds.MAX_QUANTITY, new CounterValue(Bounds.MAX_QUANTITY, null).used());
        Refused.argument(() -> new CounterValue(-1, null), "used is -1");
        Refused.argument(() -> new CounterValue(Bounds.MAX_QUANTITY + 1, null), "used", Bounds.MAX_QUANTITY);
    }

    @Test
    void anAppliedCommandKeepsContentAndTime() {
        Refused.absent("content", () -> new AppliedCommand(Absent.value(), NOW));
        Refused.absent("at", () -> new AppliedCommand("SHIP", Absent.value()));
    }

    @Test
    void aDecisionStoresReservationsOrWhatIsRemembered() {
        RowMap rows = new RowMap();
        Decision marked = rows.decide(Settle.all(ID, Transition.RELEASE), NOW);
        assertTrue(marked.stores());
        assertEquals(List.of(Reservation.tombstone(ID, NOW)), marked.reservations());
        assertNull(marked.remembered());
        Move move = Move.of("po-1", "receipt", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 5));
        Decision received = rows.decide(move, NOW);
        assertTrue(received.stores());
        assertEquals(List.of(CHANGE), received.lineChanges());
        assertEquals(new AppliedCommand(move.content(), NOW), received.remembered());
        rows.store(move, received);
        Decision refused = rows.decide(new Reserve(ID, List.of(ReserveLine.of(A, 6)), List.of(), HOLD, null), NOW);
        assertFalse(refused.stores());
        assertEquals(List.of(), refused.lineChanges());
        assertEquals(List.of(), refused.reservations());
        Refused.absent("name", () -> new Decision.CounterChange(Absent.value(), new CounterValue(0, Instant.MIN)));
        Refused.absent("after", () -> new Decision.CounterChange("c", Absent.value()));
    }

    @Test
    void aRowStandsForTheValueThatItWasMadeOf() {
        CounterValue ending = new CounterValue(3, NOW);
        CounterValue lasting = new CounterValue(Bounds.MAX_QUANTITY, null);
        for (CounterValue value : List.of(ending, lasting, new CounterValue(0, Instant.MIN))) {
            CountRow row = CountRow.of(value);
            assertEquals(value, row.value());
            assertEquals(value, row.copy().value());
            assertNotSame(row, row.copy());
        }
        LineRow line = LineRow.of(CHANGE.after());
        assertEquals(CHANGE.after(), line.level());
        assertEquals(CHANGE.after(), line.copy().level());
        assertNotSame(line, line.copy());
    }

    @Test
    void timesBeyondTheLastOnesStandForTheLast() {
        for (Instant time : List.of(NOW, NOW.plusNanos(1), Instant.EPOCH.minusNanos(1), Instant.MAX, Instant.MIN)) {
            assertEquals(time, EpochNanos.instant(EpochNanos.of(time)));
        }
        Instant far = Instant.parse("2300-01-01T00:00:00Z");
        assertEquals(Instant.MAX, EpochNanos.instant(EpochNanos.of(far)));
        assertEquals(Instant.MAX, EpochNanos.instant(EpochNanos.plus(EpochNanos.of(far), HOLD)));
        assertEquals(NOW.plus(HOLD), EpochNanos.instant(EpochNanos.plus(EpochNanos.of(NOW), HOLD)));
        Instant nearly = Instant.parse("2262-04-11T00:00:00Z");
        assertEquals(Instant.MAX, EpochNanos.instant(EpochNanos.plus(EpochNanos.of(nearly), Duration.ofDays(400))));
    }

    @Test
    void aMarkIsTheStoresAndNoContent() {
        CountRow row = CountRow.of(lasting());
        assertNull(row.mark());
        row.mark("mark");
        assertEquals("mark", row.mark());
        assertNull(row.copy().mark());
        row.mark(null);
        assertNull(row.mark());
    }

    private static CounterValue lasting() {
        return new CounterValue(1, null);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXTEND")
    void rule_7_2_aSettlementIsFiledUnderItsReservation(Transition transition) {
        assertEquals(
                new JournalHeading(CommandKind.valueOf(transition.name()), "order-1", "s1", null),
                JournalHeading.of(Settle.all(ID, "s1", transition)));
    }

    @Test
    void rule_7_2_everyOtherCommandHasItsHeading() {
        Move move = Move.of("po-1", "receipt", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));
        Reserve reserve =
                new Reserve(ID, List.of(ReserveLine.of(A, 1)), List.of(), Duration.ofSeconds(1), ReservationId.of("x"));
        assertEquals(
                new JournalHeading(CommandKind.RESERVE, "order-1", "s1", null),
                JournalHeading.of(Settle.extend(ID, "s1", Duration.ofSeconds(1))));
        assertEquals(new JournalHeading(CommandKind.MOVE, "po-1", null, "receipt"), JournalHeading.of(move));
        assertEquals(new JournalHeading(CommandKind.RESERVE, "order-1", null, null), JournalHeading.of(reserve));
        assertEquals(new JournalHeading(CommandKind.SELL, "order-1", null, null), JournalHeading.of(reserve.selling()));
        assertEquals(
                new JournalHeading(CommandKind.SHIP, "order-1", null, null),
                JournalHeading.of(Settle.all(ID, Transition.SHIP)));
        assertEquals(new JournalHeading(CommandKind.SHIP, "order-1", null, null), JournalHeading.shipped(ID));
        assertEquals(
                new JournalHeading(CommandKind.SALE_STATE, "x1", null, null),
                JournalHeading.of(new SetSaleState("x1", A, SaleState.STOPPED)));
        assertEquals(new JournalHeading(CommandKind.EXPIRE, "order-1", null, null), JournalHeading.expired(ID));
    }

    @Test
    void rule_7_2_anEntrySaysWhatItsHeadingSays() {
        JournalHeading heading = new JournalHeading(CommandKind.MOVE, "po-1", "s", "receipt");
        assertEquals(
                new JournalEntry(7, NOW, CommandKind.MOVE, "po-1", "s", "receipt", CHANGE),
                heading.entry(7, NOW, CHANGE));
        Refused.absent("kind", () -> new JournalHeading(Absent.value(), "po-1", null, null));
        Refused.absent("command", () -> new JournalHeading(CommandKind.MOVE, Absent.value(), null, null));
    }
}
