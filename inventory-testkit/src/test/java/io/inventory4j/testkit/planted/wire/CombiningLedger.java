package io.inventory4j.testkit.planted.wire;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.planted.store.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A layer that lets callers who come together share a call to the store: one of them leads, and takes what waits. Sound
 * as it stands; a subclass spoils one step.
 */
class CombiningLedger extends ForwardingLedger {
    /** What one caller waits for. */
    static final class Waiting {
        final List<? extends Command> commands;
        private final Condition woken;
        private @Nullable List<Outcome> outcomes;
        private @Nullable RuntimeException failure;

        private Waiting(List<? extends Command> commands, Condition woken) {
            this.commands = commands;
            this.woken = woken;
        }

        private boolean done() {
            return outcomes != null || failure != null;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Waiting> queue = new ArrayList<>();
    private boolean led;

    CombiningLedger(StockLedger store) {
        super(store);
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        Waiting call = new Waiting(List.copyOf(batch), lock.newCondition());
        lock.lock();
        try {
            queue.add(call);
            while (!call.done() && led) {
                await(call);
            }
            led = led || !call.done();
        } finally {
            lock.unlock();
        }
        if (!call.done()) {
            lead();
        }
        if (call.failure != null) {
            throw call.failure;
        }
        return call.outcomes == null ? List.of() : call.outcomes;
    }

    @SuppressWarnings("WaitNotInLoop") // The caller loops.
    private void await(Waiting call) {
        try {
            call.woken.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            boolean waits = queue.remove(call);
            throw new LedgerException(waits ? Effect.NONE : Effect.UNKNOWN, "interrupted", null);
        }
    }

    /** Carries what waits to the store, the own call with it. */
    private void lead() {
        // Others who are about to call come along.
        Moment.pass();
        List<Waiting> batch = taken();
        try {
            carry(batch);
        } finally {
            handOver(batch);
        }
    }

    private List<Waiting> taken() {
        lock.lock();
        try {
            List<Waiting> batch = new ArrayList<>(queue);
            queue.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void carry(List<Waiting> batch) {
        List<Command> commands = new ArrayList<>();
        batch.forEach(one -> commands.addAll(one.commands));
        try {
            List<Outcome> outcomes = below().apply(commands);
            int from = 0;
            for (Waiting one : inOrderOfOutcomes(batch)) {
                int to = from + one.commands.size();
                one.outcomes = outcomes.subList(from, to);
                from = to;
            }
        } catch (RuntimeException e) {
            batch.forEach(one -> one.failure = failure(e, batch.size()));
        }
    }

    /** Whose outcomes come first. */
    List<Waiting> inOrderOfOutcomes(List<Waiting> batch) {
        return batch;
    }

    /** What a caller is told when the batch has failed. */
    RuntimeException failure(RuntimeException thrown, int callers) {
        return thrown instanceof LedgerException failed
                ? new LedgerException(failed.effect(), "the batch has failed", failed)
                : thrown;
    }

    private void handOver(List<Waiting> answered) {
        lock.lock();
        try {
            led = false;
            answered.forEach(one -> one.woken.signal());
            if (!queue.isEmpty()) {
                wakeNext(queue.get(0).woken);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Has the first that waits lead. */
    void wakeNext(Condition first) {
        first.signal();
    }
}
