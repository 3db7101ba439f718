package io.inventory4j.core;

import io.inventory4j.LevelChange;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.StockListener;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * Levels for one listener: of each line only the newest, so it is bounded by the number of lines. Outcomes of concurrent
 * sales arrive in any order; an older version than one that was delivered is never delivered.
 */
final class LevelMailbox extends Mailbox {
    /** The newest level of one line. In the queue at most once, whenever it may hold news. */
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
            StockLevel there = newest;
            while (level.version() > there.version()) {
                if (NEWEST.compareAndSet(this, there, level)) {
                    return true;
                }
                there = newest;
            }
            return false;
        }
    }

    private final StockListener listener;
    private final ConcurrentMap<StockKey, Slot> slots = new ConcurrentHashMap<>();
    private final Queue<Slot> news = new ConcurrentLinkedQueue<>();

    LevelMailbox(StockListener listener, CallbackThreads threads) {
        super(threads);
        this.listener = listener;
    }

    @Override
    void offer(LevelChange change) {
        Slot slot = slots.computeIfAbsent(change.key(), Slot::new);
        if (slot.raise(change.after()) && !slot.queued.get() && slot.queued.compareAndSet(false, true)) {
            news.add(slot);
            wake();
        }
    }

    @Override
    boolean deliverNext() {
        Slot slot = news.poll();
        if (slot == null) {
            return false;
        }
        // Cleared before the level is read: a newer one that comes now either is read here or queues the slot again.
        slot.queued.set(false);
        StockLevel level = slot.newest;
        if (level.version() > slot.delivered) {
            slot.delivered = level.version();
            listener.onLevel(level);
        }
        return true;
    }

    @Override
    boolean isEmpty() {
        return news.isEmpty();
    }
}
