package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertListener;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes back: outcomes, refusals, failures, the journal. */
final class AnswersTest {
    private static final StockKey A = StockKey.of("A");
    private static final LevelChange CHANGE = new LevelChange(
            StockLevel.empty(A), new StockLevel(A, 5, 0, 0, 0, 0, 0, 0, 1, SaleState.OPEN, Window.NONE, 5, false));

    @Test
    void anAppliedOutcomeKeepsItsChanges() {
        List<LevelChange> changes = new ArrayList<>(List.of(CHANGE));
        Outcome.Applied applied = new Outcome.Applied(null, changes, false);
        changes.clear();
        assertTrue(applied.applied());
        assertEquals(Optional.empty(), applied.refused());
        assertEquals(List.of(CHANGE), applied.changes());
    }

    @Test
    void aRefusedOutcomeSaysWhy() {
        Outcome.Refused refused = new Outcome.Refused(Reason.OUT_OF_STOCK, A, 3);
        assertFalse(refused.applied());
        assertEquals(Optional.of(new Refusal(Reason.OUT_OF_STOCK, "A@main", A, 3, null, null)), refused.refused());
        assertEquals(refused, new Outcome.Refused(new Refusal(Reason.OUT_OF_STOCK, A, 3)));
        assertNull(new Outcome.Refused(Reason.EXPIRED, "r", 0).refusal().key());
        Refused.absent("refusal", () -> new Outcome.Refused(Absent.value()));
    }

    @Test
    void whoCannotBeRefusedIsToldByAnException() {
        Outcome.Applied applied = new Outcome.Applied(null, List.of(CHANGE), false);
        assertEquals(applied, applied.orThrow());
        Outcome refused = new Outcome.Refused(Reason.OUT_OF_STOCK, "A@main", 3);
        IllegalStateException thrown = assertThrows(IllegalStateException.class, refused::orThrow);
        assertEquals("refused: " + refused.refused().orElseThrow(), thrown.getMessage());
        Outcome limited = new Outcome.Refused(Reason.LIMIT_REACHED, "per-buyer/ann", 0);
        assertFalse(String.valueOf(assertThrows(IllegalStateException.class, limited::orThrow))
                .contains("ann"));
    }

    @Test
    void allOrNothingSaysWhichOfTheTwo() {
        AllOrNothing held = new AllOrNothing.AllHeld(List.of());
        assertTrue(held.held());
        assertEquals(Optional.empty(), held.refused());
        Refusal refusal = new Refusal(Reason.OUT_OF_STOCK, "A@main", 3);
        AllOrNothing nothing = new AllOrNothing.NothingHeld("o/1", refusal);
        assertFalse(nothing.held());
        assertEquals(Optional.of(refusal), nothing.refused());
        Refused.absent("request", () -> new AllOrNothing.NothingHeld(Absent.value(), refusal));
    }

    @Test
    void aPreviewSaysWhetherAnythingStandsInTheWay() {
        RequestLine wanted = new RequestLine(A, 1);
        Grant nothing = new Grant(List.of(A), 1, 1, false, List.of(0L));
        Preview.OfLine line = new Preview.OfLine(wanted, nothing, 0, null);
        List<Preview.OfLine> lines = new ArrayList<>(List.of(line));
        Preview free = new Preview(null, false, lines);
        lines.clear();
        assertEquals(List.of(line), free.lines());
        assertTrue(free.applies());
        assertEquals(Optional.empty(), free.refused());
        Refusal refusal = new Refusal(Reason.OUT_OF_STOCK, "A@main", 3);
        assertFalse(new Preview(refusal, false, List.of()).applies());
        assertEquals(Optional.of(refusal), new Preview(refusal, false, List.of()).refused());
        Refused.argument(() -> new Preview.OfLine(wanted, nothing, -1, null), "most is -1");
        Refused.absent("line", () -> new Preview.OfLine(Absent.value(), nothing, 0, null));
        Refused.absent("granted", () -> new Preview.OfLine(wanted, Absent.value(), 0, null));
    }

    @Test
    void theSummaryOfAFailureLeavesItsEffectOut() {
        LedgerException failure = new LedgerException(LedgerException.Effect.NONE, "closed", null);
        assertEquals("closed", failure.summary());
        assertEquals("closed (effect NONE)", failure.getMessage());
    }

    @Test
    void aRefusalNamesThePurchaseRuleItComesFrom() {
        Refusal refusal = new Refusal(Reason.LIMIT_REACHED, "buyer-42", 1);
        assertNull(refusal.rule());
        assertEquals(
                new Refusal(Reason.LIMIT_REACHED, "buyer-42", null, 1, "per buyer", null),
                refusal.because("per buyer"));
        Refused.argument(() -> new Refusal(Reason.STALE, "A@main", -1), "remaining is -1");
        Refused.argument(() -> new Refusal(Reason.STALE, "A@main", Bounds.MAX_QUANTITY + 1), "remaining");
        Refused.absent("reason", () -> new Refusal(Absent.value(), "A@main", 0));
        Refused.absent("subject", () -> new Refusal(Reason.STALE, Absent.<String>value(), 0));
    }

    @ParameterizedTest
    @EnumSource
    void rule_10_1_aFailureSaysWhatMayHaveHappened(LedgerException.Effect effect) {
        IllegalStateException cause = new IllegalStateException("socket closed");
        LedgerException failure = new LedgerException(effect, "the store did not answer", cause);
        assertEquals("the store did not answer (effect " + effect + ")", failure.getMessage());
        assertEquals(effect, failure.effect());
        assertEquals(cause.toString(), String.valueOf(failure.getCause()));
        assertNull(new LedgerException(effect, "late", null).getCause());
    }

    @Test
    void rule_10_1_aFailureWithoutEffectIsNone() {
        Refused.absent("effect", () -> new LedgerException(Absent.value(), "late", null));
    }

    @Test
    void rule_7_2_aJournalEntryHasAllButTheOptional() {
        JournalEntry entry = new JournalEntry(1, Instant.EPOCH, CommandKind.MOVE, "po-1", null, "receipt", CHANGE);
        assertEquals(CHANGE, entry.change());
        Refused.absent("at", () -> new JournalEntry(1, Absent.value(), CommandKind.MOVE, "m", null, null, CHANGE));
        Refused.absent("kind", () -> new JournalEntry(1, Instant.EPOCH, Absent.value(), "m", null, null, CHANGE));
        Refused.absent(
                "command",
                () -> new JournalEntry(1, Instant.EPOCH, CommandKind.MOVE, Absent.value(), null, null, CHANGE));
        Refused.absent(
                "change", () -> new JournalEntry(1, Instant.EPOCH, CommandKind.MOVE, "m", null, null, Absent.value()));
    }

    @Test
    void rule_7_5_aJournalPageKeepsItsEntries() {
        JournalEntry entry = new JournalEntry(1, Instant.EPOCH, CommandKind.MOVE, "po-1", null, "receipt", CHANGE);
        List<JournalEntry> entries = new ArrayList<>(List.of(entry));
        JournalPage page = new JournalPage(entries, 1, 0);
        entries.clear();
        assertEquals(List.of(entry), page.entries());
        Refused.argument(() -> new JournalPage(List.of(), 0, -1), "lost is -1");
    }

    @Test
    void listenersAreCalledOneAfterTheOther() {
        List<String> heard = new ArrayList<>();
        AlertListener alerts = alert -> heard.add("first " + alert.level().key());
        alerts.andThen(alert -> heard.add("second " + alert.level().key()))
                .onAlert(new Alert.SoldOut(CHANGE.after(), Instant.EPOCH));
        StockListener levels = level -> heard.add("third " + level.version());
        levels.andThen(level -> heard.add("fourth " + level.version())).onLevel(CHANGE.after());
        ExpiryListener expiries = expired -> heard.add("fifth " + expired.id());
        expiries.andThen(expired -> heard.add("sixth " + expired.at()))
                .onExpired(new ExpiredReservation("r", null, Instant.EPOCH, null));
        assertEquals(
                List.of("first A@main", "second A@main", "third 1", "fourth 1", "fifth r", "sixth " + Instant.EPOCH),
                heard);
    }

    @Test
    void rule_11_6_theTextOfAnExpiredReservationLeavesTheOwnerOut() {
        String text = new ExpiredReservation("r", "ann", Instant.EPOCH, null).toString();
        assertEquals("ExpiredReservation[id=r, at=1970-01-01T00:00:00Z]", text);
        Refused.absent("id", () -> new ExpiredReservation(Absent.value(), null, Instant.EPOCH, null));
        Refused.absent("at", () -> new ExpiredReservation("r", null, Absent.value(), null));
    }

    @Test
    void rule_1_10_noTextHasTheBuyerInIt() {
        Charge charge = Charge.of("per-buyer/dora/A", 2);
        ReservedLine line = new ReservedLine(A, 1, 0, 0, 0, 0, 0, List.of(charge.counter()));
        Reservation reservation = new Reservation(
                ReservationId.of("r"),
                "dora",
                List.of(line),
                List.of(),
                List.of(charge.counter()),
                false,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                Instant.EPOCH,
                List.of());
        Refusal limit = new Refusal(Reason.LIMIT_REACHED, charge.counter(), 1).because("per-buyer");
        Refusal stale = new Refusal(Reason.STALE, charge.counter(), null, 0, null, Instant.EPOCH);
        for (Object text : List.of(
                charge,
                line,
                new Outcome.Applied(reservation, List.of(), false),
                new Outcome.Refused(limit),
                stale,
                new LateConfirmation.RefundDue(limit, reservation),
                new ExpiredReservation("r", "dora", Instant.EPOCH, reservation),
                ReserveRequest.of("r", "dora").line("A", 1))) {
            assertFalse(text.toString().contains("dora"), text::toString);
        }
        assertEquals("Refusal[reason=LIMIT_REACHED, remaining=1, rule=per-buyer]", limit.toString());
        assertEquals(
                "Refusal[reason=OUT_OF_STOCK, subject=A@main, remaining=0]",
                new Refusal(Reason.OUT_OF_STOCK, A.toString(), 0).toString());
    }

    @Test
    void healthFailsIfOneOfItsWorkersDoes() {
        Health.Worker well = new Health.Worker(Health.SWEEP, Instant.EPOCH, 0, null, Duration.ZERO, 0, 0);
        Health.Worker failing = new Health.Worker(Health.FEED, null, 1, "away", Duration.ZERO, 0, 0);
        assertFalse(new Health(List.of(well)).failing());
        Health health = new Health(List.of(well, failing));
        assertTrue(health.failing());
        assertEquals(Optional.of(failing), health.worker(Health.FEED));
        assertEquals(Optional.empty(), health.worker(Health.PURGE));
    }
}
