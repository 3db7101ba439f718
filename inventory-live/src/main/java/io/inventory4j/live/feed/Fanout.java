package io.inventory4j.live.feed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that wakes readers when the log has grown, all that sleep at once, and then not again for a while. So a
 * sale of any pace costs so many rounds of wake-ups a second at most; between two of them, changes conflate.
 *
 * <p>No wake-up is lost. A reader says that it sleeps and then looks at the head once more; the head is written before
 * this thread looks who sleeps. The same holds between the log's writer and this thread. So at least one of two sees
 * what the other did.
 */
final class Fanout implements Runnable {
    private final LevelLog log;
    private final long everyNanos;
    private final Runnable afterRound;
    private final List<LevelReader> readers = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread thread;
    private volatile boolean idle;
    private volatile boolean closed;
    private long told;

    Fanout(LevelLog log, Duration every, Runnable afterRound) {
        this.log = log;
        everyNanos = every.toNanos();
        this.afterRound = afterRound;
    }

    void start() {
        Thread started = new Thread(this, "inventory4j-level-feed");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    List<LevelReader> readers() {
        return readers;
    }

    /** The log has grown. */
    void changed() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    @Override
    public void run() {
        while (!closed) {
            if (round()) {
                LockSupport.parkNanos(this, everyNanos);
            } else {
                idle = true;
                if (log.head() == told && !closed) {
                    LockSupport.park(this);
                }
                idle = false;
            }
        }
    }

    /** Wakes those that sleep and are concerned; false if nothing has changed since the last round. */
    boolean round() {
        long head = log.head();
        if (head == told) {
            return false;
        }
        long after = told;
        told = head;
        for (LevelReader reader : readers) {
            reader.wakeFor(after, head);
        }
        afterRound.run();
        return true;
    }
}
