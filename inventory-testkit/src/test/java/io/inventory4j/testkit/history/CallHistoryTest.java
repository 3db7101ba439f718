package io.inventory4j.testkit.history;

import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.receive;
import static io.inventory4j.testkit.history.Sheet.A;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.MapLedger;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.history.Verdict.Finding;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CallHistoryTest {
    private final TurnedClock clock = new TurnedClock();

    /** Fails before the command, or after it. */
    private static final class Failing extends MapLedger {
        private final Supplier<RuntimeException> failure;
        private final boolean arrives;
        boolean fails;

        Failing(InstantSource clock, boolean arrives, Supplier<RuntimeException> failure) {
            super(clock);
            this.arrives = arrives;
            this.failure = failure;
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            if (!fails) {
                return super.apply(batch);
            }
            if (arrives) {
                super.apply(batch);
            }
            throw failure.get();
        }
    }

    private Verdict.Finding findingAfter(boolean arrives, Supplier<RuntimeException> failure) {
        Failing ledger = new Failing(clock, arrives, failure);
        CallHistory history = CallHistory.of(ledger, clock);
        history.apply(List.of(receive("m", A, 1)));
        ledger.fails = true;
        assertThrows(RuntimeException.class, () -> history.apply(List.of(hold("r", line(A, 1)))));
        ledger.fails = false;
        history.apply(List.of(hold("s", line(A, 1))));
        history.reservation(ReservationId.of("r"));
        return new HistoryChecker().check(history).finding();
    }

    private static LedgerException failure(LedgerException.Effect effect) {
        return new LedgerException(effect, "the store is away", null);
    }

    @Test
    void rule_10_1_anUnknownEffectMayOrMayNotBeThere() {
        Supplier<RuntimeException> unknown = () -> failure(LedgerException.Effect.UNKNOWN);
        assertEquals(Finding.LINEARIZABLE, findingAfter(true, unknown));
        assertEquals(Finding.LINEARIZABLE, findingAfter(false, unknown));
    }

    @Test
    void rule_10_1_noEffectMeansThatNothingHappened() {
        Supplier<RuntimeException> none = () -> failure(LedgerException.Effect.NONE);
        assertEquals(Finding.NOT_LINEARIZABLE, findingAfter(true, none));
        assertEquals(Finding.LINEARIZABLE, findingAfter(false, none));
    }

    @Test
    void anyOtherExceptionIsAFinding() {
        assertEquals(Finding.NOT_LINEARIZABLE, findingAfter(false, () -> new IllegalStateException("oops")));
    }

    @Test
    void everyCallIsRecordedWithItsAnswer() {
        CallHistory history = CallHistory.of(new MapLedger(clock), clock);
        history.apply(List.of(receive("m", A, 5), hold("r", line(A, 2))));
        clock.advance(Duration.ofHours(1));
        assertEquals(1, history.levels(List.of(A)).size());
        assertEquals(1, history.expire(5).size());
        assertEquals(0, history.used("c"));
        assertTrue(history.reservation(ReservationId.of("r")).isPresent());
        assertEquals(0, history.open(A, null, 5).size());
        assertEquals(5, history.size());
        Verdict verdict = new HistoryChecker().check(history);
        assertEquals(Finding.LINEARIZABLE, verdict.finding(), verdict::toString);
        assertEquals(6, verdict.operations());
        assertEquals(
                2,
                assertInstanceOf(Journaled.class, history)
                        .journal(0, 2)
                        .entries()
                        .size());
    }

    @Test
    void aHistoryWithAPurgeIsUndecided() {
        CallHistory history = CallHistory.of(new MapLedger(clock), clock);
        history.purge(Duration.ZERO, 1);
        assertEquals(Finding.UNDECIDED, new HistoryChecker().check(history).finding());
    }

    @Test
    void callersThatWaitForEachOtherAreInOrder() {
        CallHistory history = CallHistory.of(new MapLedger(clock), clock);
        history.apply(List.of(receive("m", A, 100)));
        for (int i = 0; i < 20; i++) {
            int round = i;
            Together.run(3, caller -> history.apply(List.of(hold("r" + round + "-" + caller, line(A, 1)))));
        }
        List<Call> calls = new ArrayList<>(history.calls());
        assertEquals(61, calls.size());
        assertEquals(61, calls.stream().map(Call::caller).distinct().count());
        for (int i = 0; i < 20; i++) {
            long started = calls.get(1 + 3 * i).from();
            calls.subList(0, 1 + 3 * i).forEach(call -> assertTrue(call.to() < started, call::toString));
        }
    }

    @Test
    void theRecorderHidesNothingOfTheLedger() {
        StockLedger ledger = CallHistory.of(new MapLedger(clock), clock);
        assertInstanceOf(Journaled.class, ledger);
        ledger.close();
    }

    /** A ledger on which this thread has called, and which only the returned reference knows. */
    private WeakReference<StockLedger> calledAndDropped() {
        StockLedger ledger = new MapLedger(clock);
        CallHistory.of(ledger, clock).apply(List.of(receive("m", A, 1)));
        return new WeakReference<>(ledger);
    }

    @Test
    void aThreadThatLivesOnKeepsNoLedgerAlive() {
        WeakReference<StockLedger> ledger = calledAndDropped();
        for (int i = 0; i < 100 && ledger.get() != null; i++) {
            System.gc();
        }
        assertNull(ledger.get());
    }
}
