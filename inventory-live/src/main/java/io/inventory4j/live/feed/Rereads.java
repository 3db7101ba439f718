package io.inventory4j.live.feed;

import io.inventory4j.Inventory;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads lines from the ledger: all of them at the beginning, and later those that are doubtful. */
final class Rereads {
    private static final Logger LOG = LoggerFactory.getLogger(Rereads.class);
    private static final int AT_ONCE = 1_000;
    private static final long PAUSE_MILLIS = 1_000;

    private final Inventory inventory;
    private final LevelLog log;
    private final Runnable changed;
    private final ScheduledExecutorService work;
    private final Set<StockKey> doubtful = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Object turn = new Object();
    private volatile boolean closed;
    private volatile long begun;
    private long completed;
    private long failures;
    private @Nullable String lastFailure;

    Rereads(Inventory inventory, LevelLog log, Runnable changed, ScheduledExecutorService work) {
        this.inventory = inventory;
        this.log = log;
        this.changed = changed;
        this.work = work;
    }

    synchronized long failures() {
        return failures;
    }

    synchronized @Nullable String lastFailure() {
        return lastFailure;
    }

    void doubt(StockKey key) {
        doubtful.add(key);
        schedule(0);
    }

    void close() {
        closed = true;
    }

    private void schedule(long millis) {
        if (!closed && scheduled.compareAndSet(false, true)) {
            var unused = work.schedule(this::readDoubtful, millis, TimeUnit.MILLISECONDS);
        }
    }

    private void readDoubtful() {
        scheduled.set(false);
        if (closed) {
            return;
        }
        List<StockKey> some = new ArrayList<>(doubtful);
        // Before the read: a line that is doubted meanwhile is read again.
        some.forEach(doubtful::remove);
        try {
            read(some);
        } catch (RuntimeException e) {
            doubtful.addAll(some);
            failed(e);
            schedule(PAUSE_MILLIS);
        }
    }

    private synchronized void failed(RuntimeException e) {
        failures++;
        lastFailure = e.toString();
        LOG.warn("{} doubtful lines could not be read; they are tried again", doubtful.size(), e);
    }

    /**
     * Reads all lines, so that what is shown afterwards is at least as new as what was committed before the call. Those
     * who call while another one reads share the next reading.
     */
    void readAll() {
        long needed = begun + 1;
        synchronized (turn) {
            if (completed < needed) {
                long number = begun + 1;
                begun = number;
                read(log.keys());
                completed = number;
            }
        }
    }

    private void read(Collection<StockKey> keys) {
        List<StockKey> all = List.copyOf(keys);
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            readSome(all.subList(i, Math.min(all.size(), i + AT_ONCE)));
        }
    }

    private void readSome(List<StockKey> keys) {
        Map<StockKey, LineCell> before = new HashMap<>();
        keys.forEach(key -> before.put(key, log.cell(log.index(key))));
        Map<StockKey, StockLevel> found = new HashMap<>();
        inventory.levels(keys).forEach(level -> found.put(level.key(), level));
        long now = System.nanoTime();
        before.forEach((key, cell) -> {
            StockLevel level = found.getOrDefault(key, StockLevel.empty(key));
            switch (log.read(level, cell, now)) {
                case TAKEN -> changed.run();
                case DOUBTFUL -> doubt(key);
                case KNOWN -> {}
            }
        });
    }
}
