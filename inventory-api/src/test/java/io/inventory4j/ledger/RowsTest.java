package io.inventory4j.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Absent;
import io.inventory4j.Bounds;
import io.inventory4j.Bucket;
import io.inventory4j.CommandKind;
import io.inventory4j.JournalEntry;
import io.inventory4j.LevelChange;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.Refused;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows that a store keeps, and the decisions that say which. */
final class RowsTest {
    private static final ReservationId ID = ReservationId.of("order-1");
    private static final StockKey A = StockKey.of("A");
    private static final Instant NOW = Instant.ofEpochSecond(1_000);
    private static final LevelChange CHANGE =
            new LevelChange(StockLevel.empty(A), new StockLevel(A, 5, 0, 0, 0, 0, 0, 0, 1, SaleState.OPEN, 5, false));

    @Test
    void rule_8_9_aCounterIsStaleOnceItsEndHasComeOrItCountsNothing() {
        assertFalse(new CounterValue(1, null).stale(NOW));
        assertFalse(new CounterValue(1, NOW.plusNanos(1)).stale(NOW));
        assertTrue(new CounterValue(1, NOW).stale(NOW));
        assertTrue(new CounterValue(1, NOW.minusNanos(1)).stale(NOW));
        assertTrue(new CounterValue(0, null).stale(NOW));
        assertTrue(new CounterValue(0, NOW.plusSeconds(9)).stale(NOW));
        assertTrue(CounterValue.NEW.stale(NOW));
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
        Outcome applied = new Outcome.Applied(null, List.of(CHANGE), false);
        Reservation tombstone = Reservation.tombstone(ID, NOW);
        List<Decision.CounterChange> counters =
                new ArrayList<>(List.of(new Decision.CounterChange("c", CounterValue.NEW)));
        List<Reservation> reservations = new ArrayList<>(List.of(tombstone));
        Decision decision = new Decision(applied, counters, reservations, null);
        counters.clear();
        reservations.clear();
        assertTrue(decision.stores());
        assertEquals(List.of(CHANGE), decision.lines());
        assertEquals(1, decision.counters().size());
        assertEquals(List.of(tombstone), decision.reservations());
        assertTrue(new Decision(applied, List.of(), List.of(), new AppliedCommand("SHIP", NOW)).stores());
        assertFalse(Decision.answer(applied).stores());
        assertEquals(
                List.of(),
                Decision.answer(new Outcome.Refused(Reason.STALE, "A", 0)).lines());
        Refused.absent("outcome", () -> Decision.answer(Absent.value()));
        Refused.absent("name", () -> new Decision.CounterChange(Absent.value(), CounterValue.NEW));
        Refused.absent("after", () -> new Decision.CounterChange("c", Absent.value()));
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
