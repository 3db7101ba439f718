package io.inventory4j.jdbc;

import io.inventory4j.JournalEntry;
import io.inventory4j.JournalPage;
import io.inventory4j.StockLevel;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.jdbc.sql.Dialects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners of every change on any node, from the journal. Each listener has a thread and a place in the journal of
 * its own, so a slow one waits for nobody and nothing is queued for it; and since it goes from place to place, a connection
 * that is lost leaves no gap and repeats nothing. When to look is told by the bell: this node's own commits ring it, the
 * database's notifications do where it has them, and a poll every now and then is the last resort.
 */
final class ChangeFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int PAGE = 1_000;

    /** Where the journal is read from. */
    interface Source {
        /** The place of the last entry. */
        long end();

        JournalPage read(long after, int max);
    }

    /** What makes the database tell of other nodes' changes, while anyone listens. */
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

    /** This node has committed something. */
    void changed() {
        if (!followers.isEmpty()) {
            bell.ring();
        }
    }

    synchronized Subscription follow(StockListener listener) {
        if (closed) {
            throw Dialects.unusable("the ledger is closed", null);
        }
        if (notifications == null) {
            notifications = connector.connect(bell);
        }
        Follower follower = new Follower(listener, source.end());
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
        followers.forEach(Follower::close);
    }

    private final class Follower implements Subscription, Runnable {
        private final StockListener listener;
        private long place;
        private boolean failing;
        private volatile boolean ended;

        Follower(StockListener listener, long place) {
            this.listener = listener;
            this.place = place;
        }

        void start() {
            Thread thread = new Thread(this, "inventory4j-feed");
            thread.setDaemon(true);
            thread.start();
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

        /** Reads a page and tells it; false where there was none. */
        private boolean readOn() {
            JournalPage page;
            try {
                page = source.read(place, PAGE);
            } catch (RuntimeException e) {
                if (!failing && !ended) {
                    LOG.warn("The journal cannot be read; listeners hear what they have missed when it can", e);
                }
                failing = true;
                return false;
            }
            failing = false;
            if (page.lost() > 0) {
                LOG.warn("{} entries of the journal were deleted before a listener heard of them", page.lost());
            }
            for (JournalEntry entry : page.entries()) {
                tell(entry.change().after());
                place = entry.sequence();
            }
            return page.entries().size() == PAGE;
        }

        private void tell(StockLevel level) {
            if (ended) {
                return;
            }
            try {
                listener.onLevel(level);
            } catch (Throwable e) {
                // An Error of a listener is its own too: others must hear of the next change.
                LOG.warn("A listener has thrown; it goes on with the next level", e);
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
