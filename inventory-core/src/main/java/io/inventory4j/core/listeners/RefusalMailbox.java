package io.inventory4j.core.listeners;

import io.inventory4j.Health;
import io.inventory4j.RefusalListener;
import io.inventory4j.RefusedDemand;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The refusals that wait for one listener, as counts.
 *
 * <p>The first refusal plans a ring of the bell, after which the counts are drained. So a storm costs a listener ten
 * calls a second for each kind of refusal, and a refusal one look at {@code planned}. No count is left waiting: a
 * refusal is counted before it looks; the bell clears {@code planned} before the counts are drained. So a refusal that
 * sees a planned ring is counted before it, and one that sees none plans the next.
 */
final class RefusalMailbox extends RepeatedTask {
    private static final Duration PACE = Duration.ofMillis(100);

    private final RefusalListener listener;
    private final CallbackThreads threads;
    private final RefusalTally tally = new RefusalTally(RefusedDemand.MOST_APART);
    private final Queue<RefusedDemand> drained = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean planned = new AtomicBoolean();
    private final AtomicBoolean rung = new AtomicBoolean();

    RefusalMailbox(RefusalListener listener, CallbackThreads threads, WorkRecord record) {
        super(threads, record);
        this.listener = listener;
        this.threads = threads;
    }

    RefusalTally tally() {
        return tally;
    }

    /** Has the listener called soon, after something was counted. */
    void counted() {
        if (!planned.get() && planned.compareAndSet(false, true)) {
            try {
                threads.after(PACE, this::ring);
            } catch (RuntimeException | OutOfMemoryError e) {
                // The counts are kept, and the next refusal tries again.
                planned.set(false);
                record().failed(e);
            }
        }
    }

    /** Has the listener called now. */
    void ring() {
        planned.set(false);
        rung.set(true);
        wake();
    }

    @Override
    boolean step() {
        if (drained.isEmpty() && rung.getAndSet(false)) {
            RefusalTally.Drained all = tally.drain();
            drained.addAll(all.counts());
            record().dropped(all.withoutLine());
        }
        RefusedDemand next = drained.poll();
        if (next == null) {
            return false;
        }
        listener.onRefused(next);
        return true;
    }

    @Override
    boolean idle() {
        return drained.isEmpty() && !rung.get();
    }

    Health.Worker health() {
        return record().health(drained.size());
    }
}
