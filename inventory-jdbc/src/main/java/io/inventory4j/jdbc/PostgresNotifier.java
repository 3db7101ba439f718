package io.inventory4j.jdbc;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies other nodes that something was committed: in the background, and once for all commits since the last time.
 * It is not part of the sale's transaction, because PostgreSQL takes a lock of the whole cluster while a transaction
 * that notifies commits, so that all commits of the database would queue. If a node dies before it notifies, listeners
 * find its changes at their next poll, or at the next notification of any node.
 */
final class PostgresNotifier implements AutoCloseable, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifier.class);
    private static final long WAIT_MILLIS = 60_000;
    private static final long END_MILLIS = 1_000;

    private final Runnable notify;
    private final Bell bell = new Bell();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Thread thread = new Thread(this, "inventory4j-notify");
    private volatile boolean closed;

    PostgresNotifier(Runnable notify) {
        this.notify = notify;
    }

    void changed() {
        bell.ring();
        if (!started.get() && started.compareAndSet(false, true)) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        long notified = 0;
        try {
            while (!closed) {
                long rings = bell.rings();
                if (rings == notified) {
                    bell.await(notified, WAIT_MILLIS);
                } else {
                    notified = rings;
                    notifyOthers();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notifyOthers() {
        try {
            notify.run();
        } catch (RuntimeException e) {
            LOG.debug("Other nodes were not notified; they learn of the change at their next poll", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        bell.ring();
        try {
            // Until it has given its connection back; at once if it never started.
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
