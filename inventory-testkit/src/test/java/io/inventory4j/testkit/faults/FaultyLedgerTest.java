package io.inventory4j.testkit.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.TurnedClock;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultyLedgerTest {
    private static final StockKey A = StockKey.of("A");

    private final MapLedger store = new MapLedger(new TurnedClock());
    private final FaultyLedger ledger = FaultyLedger.over(store);

    private static Command receive(String id) {
        return Move.of(id, "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));
    }

    private long inStore() {
        return store.levels(List.of(A)).stream()
                .mapToLong(level -> level.available())
                .sum();
    }

    private void fails(Fault fault, Effect effect) {
        ledger.inject(() -> fault);
        LedgerException failure =
                assertThrows(LedgerException.class, () -> ledger.apply(List.of(receive(fault.name()))));
        assertEquals(effect, failure.effect());
        assertEquals(1, ledger.injected());
    }

    @Test
    void aCallThatIsNotSentNeverArrives() {
        fails(Fault.NOT_SENT, Effect.NONE);
        ledger.heal();
        assertEquals(0, inStore());
    }

    @Test
    void aRequestThatIsLostNeverArrives() {
        fails(Fault.REQUEST_LOST, Effect.UNKNOWN);
        ledger.heal();
        assertEquals(0, inStore());
    }

    @Test
    void anAnswerThatIsLostHasHappened() {
        fails(Fault.ANSWER_LOST, Effect.UNKNOWN);
        assertEquals(1, inStore());
    }

    @Test
    void aLateRequestArrivesWithALaterCall() {
        fails(Fault.REQUEST_LATE, Effect.UNKNOWN);
        assertEquals(0, inStore());
        ledger.inject(FaultPlan.none());
        ledger.apply(List.of(receive("next")));
        assertEquals(2, inStore());
    }

    @Test
    void aLateRequestArrivesAtTheLatestWhenAllIsHealed() {
        fails(Fault.REQUEST_LATE, Effect.UNKNOWN);
        ledger.heal();
        assertEquals(1, inStore());
    }

    @Test
    void ofTwoCopiesOneIsApplied() {
        ledger.inject(() -> Fault.DUPLICATED);
        Outcome outcome = ledger.apply(List.of(receive("m"))).get(0);
        assertFalse(((Outcome.Applied) outcome).replayed(), "the caller gets the answer of the copy that was applied");
        assertEquals(1, inStore());
    }

    @Test
    void aDelayedCallIsOnlyDelayed() {
        ledger.inject(() -> Fault.DELAYED);
        assertTrue(ledger.apply(List.of(receive("m"))).get(0).applied());
        assertEquals(List.of(), ledger.expire(1));
        assertEquals(1, inStore());
    }

    @Test
    void aSweepThatIsNotSentSaysSo() {
        ledger.inject(() -> Fault.NOT_SENT);
        assertEquals(
                Effect.NONE,
                assertThrows(LedgerException.class, () -> ledger.expire(1)).effect());
    }

    @Test
    void aPlanByChanceIsRepeatedByItsSeed() {
        FaultPlan one = FaultPlan.random(42, 3, Fault.values());
        FaultPlan other = FaultPlan.random(42, 3, Fault.values());
        int faults = 0;
        for (int i = 0; i < 300; i++) {
            Fault fault = one.next();
            assertEquals(fault, other.next());
            faults += fault == null ? 0 : 1;
        }
        assertTrue(faults > 60 && faults < 140, "one in three of 300, and not " + faults);
        assertThrows(IllegalArgumentException.class, () -> FaultPlan.random(42, 0, Fault.DELAYED));
        assertThrows(IllegalArgumentException.class, () -> FaultPlan.random(42, 1));
    }
}
