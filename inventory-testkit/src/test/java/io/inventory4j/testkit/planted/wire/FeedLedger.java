package io.inventory4j.testkit.planted.wire;

import io.inventory4j.LedgerException;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.faults.CallTable;
import io.inventory4j.testkit.faults.SocketLedger;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client that pushes: for each listener a thread reads the journal on, over the same connections as all calls. */
public class FeedLedger extends SocketLedger implements Journaled, Watchable {
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int PAGE = 100;

    private final List<Feed> feeds = new CopyOnWriteArrayList<>();
    private final Journaled journal;

    public FeedLedger(StockLedger ledger, CallTable calls, InetSocketAddress through) {
        super(ledger, calls, through);
        journal = (Journaled) ledger;
    }

    @Override
    public JournalPage journal(long after, int max) {
        return call("journal", () -> journal.journal(after, max));
    }

    /** Reads on. */
    JournalPage page(long after) {
        return journal(after, PAGE);
    }

    /** Where a feed goes on once it can read again. */
    long afterAFailure(long place, long end) {
        return place;
    }

    private final class Feed implements Subscription, Runnable {
        private final EntryListener listener;
        private final Thread thread = new Thread(this, "feed");
        private volatile boolean closed;
        private long place = end(0);
        private boolean failed;

        Feed(EntryListener listener) {
            this.listener = listener;
            thread.setDaemon(true);
        }

        private long end(long from) {
            long end = from;
            for (JournalPage page = journal(end, PAGE); !page.entries().isEmpty(); page = journal(end, PAGE)) {
                end = page.next();
            }
            return end;
        }

        @Override
        public void run() {
            while (!closed) {
                read();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }

        private void read() {
            try {
                if (failed) {
                    place = afterAFailure(place, end(place));
                    failed = false;
                }
                JournalPage page = page(place);
                place = page.next();
                page.entries().forEach(listener::onEntry);
                listener.onRead(null);
            } catch (LedgerException e) {
                failed = true;
                listener.onRead(e);
            }
        }

        @Override
        public void close() {
            closed = true;
            feeds.remove(this);
        }
    }

    @Override
    public Subscription follow(EntryListener listener) {
        Feed feed = new Feed(listener);
        feeds.add(feed);
        feed.thread.start();
        return feed;
    }

    @Override
    public Subscription watch(StockListener listener) {
        Map<StockKey, Long> told = new HashMap<>();
        return follow(entry -> {
            LevelChange change = entry.change();
            @Nullable Long before = told.put(change.key(), change.after().version());
            if (before == null || before < change.after().version()) {
                guarded(listener, change.after());
            }
        });
    }

    @SuppressWarnings("SystemOut")
    private static void guarded(StockListener listener, StockLevel level) {
        try {
            listener.onLevel(level);
        } catch (RuntimeException e) {
            System.out.println("a listener failed: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        feeds.forEach(Feed::close);
        super.close();
    }
}
