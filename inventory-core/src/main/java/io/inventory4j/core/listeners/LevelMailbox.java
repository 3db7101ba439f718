package io.inventory4j.core.listeners;

import io.inventory4j.StockListener;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * The levels that wait for one listener: only the newest of each line, so the number of lines bounds it. Outcomes of
 * concurrent sales arrive in any order; after a version was delivered, an older one never is.
 */
final class LevelMailbox extends Mailbox {
    /** The newest level of one line. It is in the queue, once, whenever that level may not have been delivered yet. */
    private static final class Slot {
        private static final AtomicReferenceFieldUpdater<Slot, StockLevel> NEWEST =
                AtomicReferenceFieldUpdater.newUpdater(Slot.class, StockLevel.class, "newest");

        private volatile StockLevel newest;
        private final AtomicBoolean queued = new AtomicBoolean();
        private long delivered;

        Slot(StockKey key) {
            newest = StockLevel.empty(key);
        }

        boolean raise(StockLevel level) {
            StockLevel current = newest;
            while (level.version() > current.version()) {
                if (NEWEST.compareAndSet(this, current, level)) {
                    return true;
                }
                current = newest;
            }
            return false;
        }
    }

    private final StockListener listener;
    private final Queue<Slot> news = new ConcurrentLinkedQueue<>();
    private volatile ConcurrentMap<StockKey, Slot> slots = new ConcurrentHashMap<>();

    LevelMailbox(StockListener listener, CallbackThreads threads, WorkRecord record) {
        super(threads, record);
        this.listener = listener;
    }

    @Override
    void offer(JournalEntry entry) {
        offer(entry.change().after());
    }

    @Override
    void offer(StockLevel level, Instant at) {
        offer(level);
    }

    private void offer(StockLevel level) {
        Slot slot = slots.computeIfAbsent(level.key(), Slot::new);
        if (slot.raise(level) && !slot.queued.get() && slot.queued.compareAndSet(false, true)) {
            news.add(slot);
            wake();
        }
    }

    /** Begins anew, with any versions. */
    @Override
    Set<StockKey> lostHistory(Instant known) {
        Set<StockKey> lines = slots.keySet();
        slots = new ConcurrentHashMap<>();
        return lines;
    }

    @Override
    Set<StockKey> lines() {
        return slots.keySet();
    }

    @Override
    boolean step() {
        Slot slot = news.poll();
        if (slot == null) {
            return false;
        }
        // Cleared before the level is read: a newer level that comes now is read here, or it queues the slot again.
        slot.queued.set(false);
        StockLevel level = slot.newest;
        if (level.version() > slot.delivered) {
            slot.delivered = level.version();
            listener.onLevel(level);
        }
        return true;
    }

    @Override
    boolean idle() {
        return news.isEmpty();
    }

    @Override
    long waiting() {
        return news.size();
    }
}
