package io.inventory4j.redis;

import io.inventory4j.JournalEntry;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.StockListener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One listener, told on a thread of its own. Of each line it keeps only the newest level that was not told yet, so it is
 * never larger than there are lines, however slow the listener is.
 */
final class ListenerThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerThread.class);

    private final StockListener listener;
    private long after;
    private final Map<StockKey, StockLevel> waiting = new LinkedHashMap<>();
    private boolean closed;

    /** The listener hears of what is behind a place in the journal. */
    ListenerThread(StockListener listener, long after) {
        this.listener = listener;
        this.after = after;
    }

    void start() {
        Thread thread = new Thread(this, "inventory4j-listener");
        thread.setDaemon(true);
        thread.start();
    }

    synchronized void put(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (entry.sequence() > after) {
                StockLevel level = entry.change().after();
                waiting.put(level.key(), level);
            }
        }
        notifyAll();
    }

    /** The journal begins again: what was put is no more, and what is put next counts from its beginning. */
    synchronized void startOver() {
        after = 0;
        waiting.clear();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    @Override
    public void run() {
        try {
            for (StockLevel level = next(); level != null; level = next()) {
                tell(level);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable StockLevel next() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        if (closed) {
            return null;
        }
        StockKey oldest = waiting.keySet().iterator().next();
        return waiting.remove(oldest);
    }

    private void tell(StockLevel level) {
        try {
            listener.onLevel(level);
        } catch (Throwable e) {
            // An Error of a listener is its own too: others must hear of the next change.
            LOG.warn("A listener has thrown; it goes on with the next level", e);
        }
    }
}
