package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.Subscription;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drains again and again, on a thread of its own. Of failures in sequence, the first is logged. */
final class ArchiveFollower implements Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveFollower.class);
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int AT_ONCE = 1_000;

    private final ArchiveDrain drain;
    private final long pauseMillis;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "inventory4j-archive");
    private boolean failing;

    ArchiveFollower(ArchiveDrain drain, Duration every) {
        this.drain = drain;
        pauseMillis = Bounds.within("every", every, SHORTEST, LONGEST).toMillis();
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            long pause = 0;
            while (!closed.await(pause, TimeUnit.MILLISECONDS)) {
                pause = drained() ? 0 : pauseMillis;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drains once; returns whether there may be more now. */
    private boolean drained() {
        try {
            boolean more = drain.drain(AT_ONCE) == AT_ONCE;
            if (failing) {
                LOG.info("The journal is archived again");
                failing = false;
            }
            return more;
        } catch (LedgerException e) {
            if (!failing) {
                LOG.warn("The journal cannot be archived; the archive tries again", e);
                failing = true;
            }
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
