package io.inventory4j.core;

import io.inventory4j.LevelChange;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that wait for one listener. Any thread may add some; one thread at a time takes them out and calls the
 * listener.
 *
 * <p>{@code scheduled} is true from the moment that a run is handed to a thread until that run has found the mailbox
 * empty. No message is left waiting: a run that ends clears {@code scheduled} and then looks into the mailbox once
 * more; a thread that adds a message looks at {@code scheduled} after it has added. So at least one of the two sees
 * what the other did.
 */
abstract class Mailbox implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    /** How many calls a run makes before others that share the executor have their turn. */
    private static final int CALLS_PER_RUN = 256;

    private final CallbackThreads threads;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile boolean discarded;
    private volatile @Nullable CountDownLatch drained;
    private volatile @Nullable Thread runner;
    private int failures;

    Mailbox(CallbackThreads threads) {
        this.threads = threads;
    }

    /** Adds what the listener is to get of a change; called on the thread of the sale. */
    abstract void offer(LevelChange change);

    /** Takes out one message and calls the listener; false if there was none. */
    abstract boolean deliverNext();

    abstract boolean isEmpty();

    final void wake() {
        if (!discarded && !scheduled.get() && scheduled.compareAndSet(false, true) && !threads.execute(this)) {
            scheduled.set(false);
        }
    }

    @Override
    public final void run() {
        runner = Thread.currentThread();
        for (int calls = 1; deliverGuarded(); calls++) {
            if (calls % CALLS_PER_RUN == 0) {
                runner = null;
                if (threads.execute(this)) {
                    return;
                }
                runner = Thread.currentThread();
            }
        }
        runner = null;
        scheduled.set(false);
        if (!discarded && !isEmpty()) {
            wake();
        } else {
            CountDownLatch waiting = drained;
            if (waiting != null) {
                waiting.countDown();
            }
        }
    }

    private boolean deliverGuarded() {
        try {
            boolean any = !discarded && deliverNext();
            failures = 0;
            return any;
        } catch (Throwable e) {
            // An Error too concerns this one call of the listener: the other messages must still be delivered.
            failures++;
            if (Integer.bitCount(failures) == 1) {
                LOG.warn("A listener has thrown {} times in a row; it goes on with the next call", failures, e);
            }
            return true;
        }
    }

    /**
     * Waits until everything is delivered or the time is up. If the caller is itself the callback, it does not wait.
     */
    final void awaitDrained(long deadlineNanos) throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        drained = waiting;
        if (scheduled.get() && !runsHere()) {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            if (!waiting.await(left, TimeUnit.NANOSECONDS)) {
                LOG.warn("A listener has not ended in time; its remaining messages are dropped");
            }
        }
    }

    final boolean runsHere() {
        return runner == Thread.currentThread();
    }

    /** Makes no further calls; one that is under way goes on. */
    final void discard() {
        discarded = true;
    }
}
