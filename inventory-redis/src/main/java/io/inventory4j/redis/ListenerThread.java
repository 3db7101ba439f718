package io.inventory4j.redis;

import io.inventory4j.StockListener;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one listener, on a thread of its own. Of each line it keeps only the newest level that the listener has not
 * heard of, so it never keeps more than one level for each line, however slow the listener is.
 */
final class ListenerThread implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerThread.class);

    private final StockListener listener;
    private long after;
    private final Map<StockKey, StockLevel> waiting = new LinkedHashMap<>();
    private boolean closed;

    /** The listener hears of changes after a place in the journal. */
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

    /** Forgets what was put, because the journal begins again: the listener hears of changes from its beginning. */
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
                call(level);
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

    private void call(StockLevel level) {
        try {
            listener.onLevel(level);
        } catch (Throwable e) {
            // Errors too: a listener that fails must hear of the next change.
            LOG.warn("A listener has thrown; it is called again for the next level", e);
        }
    }
}
