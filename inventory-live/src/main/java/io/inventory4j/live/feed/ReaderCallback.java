package io.inventory4j.live.feed;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a terminal's callback on its executor, on one thread at a time, for as long as its reader has batches. */
final class ReaderCallback implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderCallback.class);

    /** How many calls a run makes before others that share the executor have their turn. */
    private static final int CALLS_PER_RUN = 64;

    private final Consumer<? super LevelBatch> callback;
    private final Executor executor;
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable LevelReader reader;
    private final AtomicLong failures = new AtomicLong();
    private volatile @Nullable String lastFailure;

    ReaderCallback(Executor executor, Consumer<? super LevelBatch> callback) {
        this.executor = executor;
        this.callback = callback;
    }

    long failures() {
        return failures.get();
    }

    @Nullable
    String lastFailure() {
        return lastFailure;
    }

    void start(LevelReader of) {
        reader = of;
        wake();
    }

    void wake() {
        if (scheduled.compareAndSet(false, true)) {
            handOver();
        }
    }

    private void handOver() {
        try {
            executor.execute(this);
        } catch (RuntimeException e) {
            // The next change tries again.
            failed(e);
            scheduled.set(false);
            LevelReader sleeper = reader;
            if (sleeper != null) {
                sleeper.waitForNextChange();
            }
        }
    }

    @Override
    public void run() {
        LevelReader of = reader;
        if (of == null) {
            return;
        }
        do {
            for (int calls = 0; !of.closed(); calls++) {
                LevelBatch batch = of.take();
                if (batch == null) {
                    break;
                }
                call(batch);
                if (calls == CALLS_PER_RUN) {
                    handOver();
                    return;
                }
            }
            scheduled.set(false);
        } while (!of.closed() && !of.fallsAsleep() && scheduled.compareAndSet(false, true));
    }

    private void call(LevelBatch batch) {
        try {
            callback.accept(batch);
        } catch (Throwable e) {
            // An Error too concerns this one call: a terminal that fails must not end the others.
            failed(e);
        }
    }

    private void failed(Throwable e) {
        if (failures.getAndIncrement() == 0) {
            LOG.warn("A callback for stock levels failed; further failures are only counted", e);
        }
        lastFailure = e.toString();
    }
}
