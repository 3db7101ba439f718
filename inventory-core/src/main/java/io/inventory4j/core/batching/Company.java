package io.inventory4j.core.batching;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who collects the next batch, and when it has company enough. Thread-safe.
 *
 * <p>One collects at a time, or two would wait for the same callers, and one of them leave with nobody. Who collects
 * lets other threads run, and so may come back late: whoever completes the company takes the batch from him, with his
 * turn.
 *
 * <p>How many are enough depends on the store. Where batches can follow each other closely, it is half of the callers:
 * one half is at the store while the other half has its answers and calls again. Where a batch locks its rows until it
 * is committed, a second one would mostly wait for the first, so all callers go together. A full batch is always
 * enough.
 */
final class Company {
    /** In place of a collection that has ended, until its batch is out of the queue. */
    private static final Object TAKING = new Object();

    private final CallQueue queue;
    private final boolean together;
    private final AtomicReference<@Nullable Object> collecting = new AtomicReference<>();
    private final AtomicInteger underWay = new AtomicInteger();

    /** How many calls the last batch had. */
    private volatile int lastSize = 1;

    /** About how many callers there are: the most that were seen under way or waiting, forgotten by and by. */
    private volatile int callers = 1;

    /** With the calls that wait; and whether all callers are to go together. */
    Company(CallQueue queue, boolean together) {
        this.queue = queue;
        this.together = together;
    }

    /** Whether all callers are to go together. */
    boolean goesTogether() {
        return together;
    }

    /** Whether there is company to wait for: the last batch had some. */
    boolean isThere() {
        return lastSize > 1;
    }

    /** Whether a batch may be collected, if there is a turn. */
    boolean mayCollect() {
        return collecting.get() == null && (!together || !isThere() || underWay.get() == 0 || queue.fillsBatch());
    }

    /** Whether as many wait as are to go. */
    boolean isComplete() {
        return queue.waiting() >= (together ? callers : (callers + 1) / 2) || queue.fillsBatch();
    }

    /** Begins to collect; null if another one does. */
    @Nullable
    Object begin() {
        Object collection = new Object();
        return collecting.compareAndSet(null, collection) ? collection : null;
    }

    /** Ends a collection, in order to take the batch; false if another one has done so. */
    boolean end(Object collection) {
        return collecting.compareAndSet(collection, TAKING);
    }

    /** Ends the collection of another one, in order to take the batch, if it is complete. */
    boolean endForAnother() {
        Object collection = collecting.get();
        return collection != null && collection != TAKING && isComplete() && end(collection);
    }

    /** A batch of so many calls is out of the queue: the next one may be collected. */
    void leaves(int size) {
        int seen = underWay.addAndGet(size) + queue.waiting();
        int before = callers;
        callers = Math.max(seen, before - before / 16 - 1);
        lastSize = size > 0 ? size : lastSize;
        collecting.set(null);
    }

    /** So many calls are back from the store. */
    void returns(int size) {
        underWay.addAndGet(-size);
    }
}
