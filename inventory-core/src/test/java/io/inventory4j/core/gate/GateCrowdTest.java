package io.inventory4j.core.gate;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Rule 10.4: a crowd that comes at once after a silence, when all that the gate knows is old. */
class GateCrowdTest extends OverAStore {
    private static final int CROWD = 8;

    /** How long a caller waits for the reading of another: for ever, as far as a test goes. */
    private static final long TRIP = Duration.ofMinutes(1).toNanos();

    private final List<Caller> crowd = new ArrayList<>();

    @Override
    SoldOutGate gate(CountedStore over) {
        return new BoundedGate(over, over, BOUND, TRIP, 1 << 20, nanos::get, Runnable::run);
    }

    /** A caller of the gate, with a thread of its own. */
    private final class Caller {
        final FutureTask<Outcome> answer;
        final Thread thread;

        Caller(String id) {
            answer = new FutureTask<>(() -> apply(order(id, 1)));
            thread = new Thread(answer, id);
            thread.setDaemon(true);
        }

        boolean waits() {
            return thread.getState() == Thread.State.TIMED_WAITING;
        }

        Outcome outcome() {
            try {
                return answer.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(thread.getName(), e);
            }
        }
    }

    @Test
    void rule_10_4_oneOfTheFirstCrowdAfterASilenceReadsTheLevel() {
        silence();
        whileOneReads(found -> found);
        int before = store.calls();
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("reads", 1))));
        for (Caller caller : crowd) {
            assertEquals(Reason.OUT_OF_STOCK, reason(caller.outcome()), caller.thread::getName);
        }
        assertEquals(List.of(1, 1), List.of(store.readings, store.calls() - before), "readings, and calls at all");
    }

    @Test
    void rule_10_4_aCrowdThatWaitedIsServedWhereThereIsStockAgain() {
        silence();
        applied(server.apply(List.of(all("first", Transition.RELEASE))).get(0));
        whileOneReads(found -> found);
        List<Outcome> outcomes = new ArrayList<>(List.of(apply(order("reads", 1))));
        crowd.forEach(caller -> outcomes.add(caller.outcome()));
        assertEquals(1, outcomes.stream().filter(Outcome::applied).count(), "orders that got the unit");
    }

    @Test
    void rule_10_4_aCrowdThatWaitedForNothingAsksTheStore() {
        silence();
        whileOneReads(found -> {
            throw new LedgerException(LedgerException.Effect.NONE, "no answer", null);
        });
        int before = store.applies;
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("reads", 1))));
        for (Caller caller : crowd) {
            assertEquals(Reason.OUT_OF_STOCK, reason(caller.outcome()), caller.thread::getName);
        }
        assertEquals(CROWD + 1, store.applies - before);
    }

    @Test
    void rule_10_1_whoIsInterruptedWhileWaitingGoesToTheStoreAtOnce() {
        silence();
        whileOneReads(found -> {
            Caller first = crowd.get(0);
            first.thread.interrupt();
            assertEquals(Reason.OUT_OF_STOCK, reason(first.outcome()));
            assertEquals(1, crowd.stream().filter(Predicate.not(Caller::waits)).count(), "who does not wait");
            return found;
        });
        int before = store.applies;
        apply(order("reads", 1));
        crowd.forEach(Caller::outcome);
        assertEquals(1, store.applies - before);
    }

    /** The last unit is held, and nothing was heard for longer than a refusal may be old. */
    private void silence() {
        sellOut();
        nanos.addAndGet(BOUND + TRIP);
    }

    /** Lets a crowd come while the next reading is under way. It ends when all of them wait. */
    private void whileOneReads(UnaryOperator<List<StockLevel>> end) {
        store.onRead = found -> {
            for (int i = 0; i < CROWD; i++) {
                Caller caller = new Caller("crowd-" + i);
                crowd.add(caller);
                caller.thread.start();
            }
            while (!crowd.stream().allMatch(caller -> caller.waits() || caller.answer.isDone())) {
                assertFalse(Thread.currentThread().isInterrupted(), "the test's time is over");
                Thread.onSpinWait();
            }
            assertTrue(crowd.stream().noneMatch(caller -> caller.answer.isDone()), "nobody was answered meanwhile");
            return end.apply(found);
        };
    }
}
