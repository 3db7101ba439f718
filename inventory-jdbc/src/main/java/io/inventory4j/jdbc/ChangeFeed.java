package io.inventory4j.jdbc;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls listeners for every change on any node, from the journal. Each listener has a thread and a place in the
 * journal, up to which it has read. So a slow listener delays no other and needs no queue, and after a lost connection
 * it goes on at its place, with no gap and no repetition. The bell says when to read: commits of this node ring it, and
 * notifications of the database if it has them. A poll finds what neither announced.
 */
final class ChangeFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int PAGE = 1_000;

    /** How long closing waits for a listener that is being called, and for connections to be given back. */
    private static final long END_MILLIS = 1_000;

    /** Where the journal is read from. */
    interface Source {
        /** The place of the last entry. */
        long end();

        JournalPage read(long after, int max);
    }

    /** Rings the bell when the database notifies of changes, until it is closed. */
    interface Notifications extends AutoCloseable {
        @Override
        void close();
    }

    interface Connector {
        Notifications connect(Bell bell);
    }

    private final Source source;
    private final Connector connector;
    private final long pollMillis;
    private final Bell bell = new Bell();
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private @Nullable Notifications notifications;
    private boolean closed;

    ChangeFeed(Source source, Connector connector, long pollMillis) {
        this.source = source;
        this.connector = connector;
        this.pollMillis = pollMillis;
    }

    /** Called after a commit of this node. */
    void changed() {
        if (!followers.isEmpty()) {
            bell.ring();
        }
    }

    synchronized Subscription follow(EntryListener listener) {
        if (closed) {
            throw new LedgerException(Effect.NONE, "the ledger is closed", null);
        }
        // First what may fail: a connection that waits for notifications is kept only while there are listeners.
        Follower follower = new Follower(listener, source.end());
        if (notifications == null) {
            notifications = connector.connect(bell);
        }
        followers.add(follower);
        follower.start();
        return follower;
    }

    private synchronized void left(Follower follower) {
        followers.remove(follower);
        if (followers.isEmpty() && notifications != null) {
            notifications.close();
            notifications = null;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        List<Follower> last = List.copyOf(followers);
        last.forEach(Follower::close);
        last.forEach(Follower::awaitEnd);
    }

    private final class Follower implements Subscription, Runnable {
        private final EntryListener listener;
        private long place;
        private final Thread thread = new Thread(this, "inventory4j-feed");
        private boolean failing;
        private volatile boolean ended;

        Follower(EntryListener listener, long place) {
            this.listener = listener;
            this.place = place;
        }

        void start() {
            thread.setDaemon(true);
            thread.start();
        }

        /** Waits a while; a listener that closes the ledger does not wait for itself. */
        void awaitEnd() {
            if (Thread.currentThread() == thread) {
                return;
            }
            try {
                thread.join(END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            try {
                while (!ended) {
                    long heard = bell.rings();
                    if (!readOn()) {
                        bell.await(heard, pollMillis);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Reads a page and delivers it; returns whether there may be more. */
        private boolean readOn() {
            JournalPage page;
            try {
                page = source.read(place, PAGE);
            } catch (RuntimeException e) {
                if (!failing && !ended) {
                    LOG.warn("The journal cannot be read; listeners get what they missed when it can be read again", e);
                }
                failing = true;
                call(() -> listener.onRead(e));
                return false;
            }
            if (failing) {
                LOG.info("The journal can be read again");
            }
            failing = false;
            if (page.lost() > 0) {
                LOG.warn(
                        "{} entries of the journal are deleted or cannot be read: a listener misses them", page.lost());
                call(() -> listener.onLost(page.lost()));
            }
            for (JournalEntry entry : page.entries()) {
                call(() -> listener.onEntry(entry));
                place = entry.sequence();
            }
            place = page.next();
            call(() -> listener.onRead(null));
            // A page ends before an entry that cannot be read.
            return page.entries().size() == PAGE || page.lost() > 0;
        }

        private void call(Runnable callback) {
            if (ended) {
                return;
            }
            try {
                callback.run();
            } catch (Throwable e) {
                // An Error too: the next change must still reach this listener.
                LOG.warn("A listener has thrown; it goes on with the next change", e);
            }
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                left(this);
                bell.ring();
            }
        }
    }
}
