package io.inventory4j.jdbc;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies other nodes that something was committed: in the background, and once for all commits that came meanwhile. Part of
 * the sale's own transaction it would make all commits of the database queue up, because PostgreSQL holds a lock of the
 * whole cluster while a transaction with a notification commits. A node that dies in between has told nobody; the
 * listeners' next poll, or anyone's next notification, makes up for it.
 */
final class PostgresNotifier implements AutoCloseable, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifier.class);
    private static final long WAIT_MILLIS = 60_000;

    private final Runnable notify;
    private final Bell bell = new Bell();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closed;

    PostgresNotifier(Runnable notify) {
        this.notify = notify;
    }

    void changed() {
        bell.ring();
        if (!started.get() && started.compareAndSet(false, true)) {
            Thread thread = new Thread(this, "inventory4j-notify");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        long told = 0;
        try {
            while (!closed) {
                long rings = bell.rings();
                if (rings == told) {
                    bell.await(told, WAIT_MILLIS);
                } else {
                    told = rings;
                    tell();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell() {
        try {
            notify.run();
        } catch (RuntimeException e) {
            LOG.debug("Other nodes were not notified; they hear of the change at their next poll", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        bell.ring();
    }
}
