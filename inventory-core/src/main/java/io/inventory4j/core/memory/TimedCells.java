package io.inventory4j.core.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Cells by the time from which on their row may be forgotten, so that a purge costs what it finds and not what is
 * stored. Lock-free.
 *
 * <pre>{@code
 *   134 ms -> entry, entry, ...    a bucket is a stack; it is closed when it is found empty, and leaves the map
 *   134 ms -> entry, ...
 * }</pre>
 *
 * <p>An entry is filed after its row was stored, so for a moment a row may have none. A row that is stored anew later
 * has an entry for each time; the old one is dropped when it is found.
 */
final class TimedCells {
    /** What became of a cell that was shown. */
    enum Fate {
        /** Its row is forgotten. */
        FORGOTTEN,
        /** It has to wait, under the same time. */
        KEPT,
        /** Its row is not what was filed, and has an entry of its own if it needs one. */
        DROPPED
    }

    /** Is shown cells. */
    interface Visitor {
        /**
         * Decides on one cell.
         *
         * @param slot the slot under which it is filed
         */
        Fate visit(Cell cell, long slot);
    }

    private static final class Entry {
        private final Cell cell;
        private final @Nullable Entry next;

        private Entry(Cell cell, @Nullable Entry next) {
            this.cell = cell;
            this.next = next;
        }
    }

    private static final class Bucket extends AtomicReference<@Nullable Entry> {
        private static final long serialVersionUID = 1L;
        private final transient long slot;

        private Bucket(long slot) {
            this.slot = slot;
        }
    }

    private static final int SLOT_BITS = 27;
    private static final Entry CLOSED = new Entry(new Cell("closed", 0), null);

    private final ConcurrentSkipListMap<Long, Bucket> buckets = new ConcurrentSkipListMap<>();
    private volatile @Nullable Bucket newest;

    /** The slot of a time, about 134 ms long. */
    static long slot(long nanos) {
        return nanos >> SLOT_BITS;
    }

    /** Files a cell. */
    void add(Cell cell, long nanos) {
        long slot = slot(nanos);
        Bucket bucket = newest;
        while (bucket == null || bucket.slot != slot || !push(bucket, cell)) {
            if (bucket != null && bucket.slot == slot) {
                buckets.remove(slot, bucket);
            }
            bucket = buckets.computeIfAbsent(slot, Bucket::new);
            newest = bucket;
        }
    }

    private static boolean push(Bucket bucket, Cell cell) {
        while (true) {
            Entry head = bucket.get();
            if (head == CLOSED) {
                return false;
            }
            // Always a fresh entry: one that came back would let a pop by another thread succeed that it must not.
            if (bucket.compareAndSet(head, new Entry(cell, head))) {
                return true;
            }
        }
    }

    private static @Nullable Cell pop(Bucket bucket) {
        while (true) {
            Entry head = bucket.get();
            if (head == null || head == CLOSED) {
                return null;
            }
            if (bucket.compareAndSet(head, head.next)) {
                return head.cell;
            }
        }
    }

    /**
     * Shows the cells that are filed under a time up to {@code until}, or a little after it; the oldest first. Several
     * threads may do so at once; each cell is shown to one of them.
     *
     * @return how many were forgotten: at most {@code max}
     */
    int visit(long until, int max, Visitor visitor) {
        int forgotten = 0;
        for (Map.Entry<Long, Bucket> entry : buckets.headMap(slot(until), true).entrySet()) {
            if (forgotten == max) {
                break;
            }
            Bucket bucket = entry.getValue();
            forgotten += visit(bucket, max - forgotten, visitor);
            if (bucket.compareAndSet(null, CLOSED)) {
                buckets.remove(bucket.slot, bucket);
            }
        }
        return forgotten;
    }

    private int visit(Bucket bucket, int max, Visitor visitor) {
        int forgotten = 0;
        Entry kept = null;
        try {
            while (forgotten < max) {
                Cell cell = pop(bucket);
                if (cell == null) {
                    break;
                }
                kept = new Entry(cell, kept);
                Fate fate = visitor.visit(cell, bucket.slot);
                kept = fate == Fate.KEPT ? kept : kept.next;
                forgotten += fate == Fate.FORGOTTEN ? 1 : 0;
            }
        } finally {
            for (Entry again = kept; again != null; again = again.next) {
                if (!push(bucket, again.cell)) {
                    add(again.cell, bucket.slot << SLOT_BITS);
                }
            }
        }
        return forgotten;
    }

    /** How many entries there are, for tests that count them. */
    int size() {
        int size = 0;
        for (Bucket bucket : buckets.values()) {
            for (Entry entry = bucket.get(); entry != null && entry != CLOSED; entry = entry.next) {
                size++;
            }
        }
        return size;
    }
}
