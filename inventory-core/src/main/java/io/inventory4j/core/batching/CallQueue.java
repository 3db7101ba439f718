package io.inventory4j.core.batching;

import io.inventory4j.ledger.command.Command;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The calls that wait, first come, first served. Thread-safe. */
final class CallQueue implements Iterable<QueuedCall> {
    private final ConcurrentLinkedQueue<QueuedCall> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** Held by who takes a batch, so that two batches do not mix the order of the calls; never during I/O. */
    private final ReentrantLock taking = new ReentrantLock();

    private final BatchLimits limits;

    /** How many calls the last batch had into which not all fitted, or a larger one since. */
    private volatile int full = Integer.MAX_VALUE;

    CallQueue(BatchLimits limits) {
        this.limits = limits;
    }

    /** Adds a call at the end; false if too many wait. */
    boolean offer(QueuedCall call) {
        if (waiting.incrementAndGet() > limits.waiting()) {
            waiting.decrementAndGet();
            return false;
        }
        calls.add(call);
        return true;
    }

    /** Adds a call that has waited before, even if too many wait. */
    void again(QueuedCall call) {
        waiting.incrementAndGet();
        calls.add(call);
    }

    boolean isEmpty() {
        return waiting.get() == 0;
    }

    int waiting() {
        return waiting.get();
    }

    /** Whether about as many wait as fit into a batch. */
    boolean fillsBatch() {
        return waiting() >= full;
    }

    /** Those that wait, and perhaps some that have just left or been taken. */
    @Override
    public Iterator<QueuedCall> iterator() {
        return calls.iterator();
    }

    /** The first that waits, or null. */
    @Nullable
    QueuedCall first() {
        for (QueuedCall call : calls) {
            if (call.waits()) {
                return call;
            }
        }
        return null;
    }

    /** Removes a call whose caller has left the queue. */
    void left(QueuedCall call) {
        waiting.decrementAndGet();
        calls.remove(call);
    }

    /** Takes the first calls that may travel together; none if nobody waits. */
    List<QueuedCall> take() {
        List<QueuedCall> batch = new ArrayList<>();
        taking.lock();
        try {
            long rows = 0;
            for (QueuedCall next = calls.peek(); next != null; next = calls.peek()) {
                boolean noRoom = rows + next.rows() > limits.rows();
                if (!batch.isEmpty() && (noRoom || next.alone() || batch.get(0).alone())) {
                    full = noRoom ? batch.size() : full;
                    break;
                }
                calls.remove(next);
                if (next.take()) {
                    waiting.decrementAndGet();
                    rows += next.rows();
                    batch.add(next);
                }
            }
            full = Math.max(full, batch.size());
        } finally {
            taking.unlock();
        }
        return batch;
    }

    /** All their commands, in order. */
    static List<Command> commands(List<QueuedCall> batch) {
        if (batch.size() == 1) {
            return batch.get(0).commands();
        }
        List<Command> commands = new ArrayList<>();
        for (QueuedCall call : batch) {
            commands.addAll(call.commands());
        }
        return commands;
    }
}
