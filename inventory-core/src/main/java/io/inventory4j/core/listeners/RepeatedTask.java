package io.inventory4j.core.listeners;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps that any thread may add, and that one thread at a time takes.
 *
 * <p>{@code scheduled} is true from the moment that a run is handed to a thread until that run has found no further
 * step. No step is left waiting: a run that ends clears {@code scheduled} and then looks for a step once more; a thread
 * that adds one looks at {@code scheduled} after it has added. So at least one of the two sees what the other did.
 */
abstract class RepeatedTask implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RepeatedTask.class);

    /** How many steps a run takes before others that share the executor have their turn. */
    private static final int STEPS_PER_RUN = 256;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CallbackThreads threads;
    private final WorkRecord record;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean paused;
    private volatile boolean discarded;
    private volatile @Nullable CountDownLatch drained;
    private volatile @Nullable Thread runner;

    /**
     * A task without steps.
     *
     * @param threads take the steps
     * @param record what becomes of them
     */
    RepeatedTask(CallbackThreads threads, WorkRecord record) {
        this.threads = threads;
        this.record = record;
    }

    /** Takes one step; false if there was none. After a step that throws, the next one is taken. */
    abstract boolean step();

    /** Whether there is no step to take. */
    abstract boolean idle();

    final void wake() {
        if (!discarded && !paused && !scheduled.get() && scheduled.compareAndSet(false, true)) {
            if (!threads.execute(this)) {
                scheduled.set(false);
            }
        }
    }

    @Override
    public final void run() {
        runner = Thread.currentThread();
        for (int steps = 1; guardedStep(); steps++) {
            if (steps % STEPS_PER_RUN == 0) {
                runner = null;
                if (threads.execute(this)) {
                    return;
                }
                runner = Thread.currentThread();
            }
        }
        runner = null;
        scheduled.set(false);
        if (!discarded && !paused && !idle()) {
            wake();
        } else {
            CountDownLatch waiting = drained;
            if (waiting != null) {
                waiting.countDown();
            }
        }
    }

    private boolean guardedStep() {
        try {
            boolean any = !discarded && !paused && step();
            if (any) {
                record.succeeded();
            }
            return any;
        } catch (Throwable e) {
            // An Error too concerns this one step: the others must still be taken.
            record.failed(e);
            return true;
        }
    }

    /** Takes the next step after a pause, because the store does not answer. */
    final void pause(RuntimeException failure) {
        record.failed(failure);
        paused = true;
        threads.after(PAUSE, () -> {
            paused = false;
            wake();
        });
    }

    /** Waits until every step is taken or the time is up. If the caller is itself in a step, it does not wait. */
    final void awaitDrained(long deadlineNanos) throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        drained = waiting;
        if (scheduled.get() && !runsHere()) {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            if (!waiting.await(left, TimeUnit.NANOSECONDS)) {
                LOG.warn("{}: have not ended in time; what remains is dropped", record.name());
            }
        }
    }

    final boolean runsHere() {
        return runner == Thread.currentThread();
    }

    /** Takes no further steps; one that is under way goes on. */
    final void discard() {
        discarded = true;
    }

    final WorkRecord record() {
        return record;
    }
}
