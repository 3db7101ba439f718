package io.inventory4j.live.feed;

import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The newest level of each line, and a log of which line changed when.
 *
 * <p>The log is a ring that is written by one thread at a time and read by any number, each at its own place, as in the
 * LMAX Disruptor. So a change costs the same for one reader as for a hundred, and a reader that is stuck costs nothing
 * here. A place of the ring has only a line's index: the level is in the line's cell, where a newer one replaces it.
 * Whoever falls behind by the whole ring looks at all cells instead, for those that changed after its place.
 *
 * <p>The cell is written before the place, and the place before the head. So whoever has seen a head finds every cell
 * up to it, or a newer one. A slot may be written anew while it is read: then the head was at least one ring less one
 * further on, and {@link #lapped} says so afterwards.
 */
final class LevelLog {
    private static final int SMALLEST_RING = 4_096;
    private static final int LARGEST_RING = 1 << 20;
    private static final int PLACES_PER_LINE = 4;

    /** What became of a level. */
    enum Verdict {
        /** It is the line's newest. */
        TAKEN,
        /** It says nothing new, or is of no line of this log. */
        KNOWN,
        /** It contradicts what is known, so the line has to be read. */
        DOUBTFUL
    }

    private final List<StockKey> keys;
    private final Map<StockKey, Integer> indexes = new HashMap<>();
    private final AtomicReferenceArray<LineCell> cells;
    private final AtomicIntegerArray lineAt;
    private final AtomicLongArray heardAt;
    private final int mask;
    private volatile long head;
    private long gaps;
    private long outOfOrder;
    private long lostHistories;

    LevelLog(Collection<StockKey> lines) {
        keys = List.copyOf(new TreeSet<>(lines));
        int ring = SMALLEST_RING;
        while (ring < LARGEST_RING && ring < PLACES_PER_LINE * keys.size()) {
            ring *= 2;
        }
        mask = ring - 1;
        lineAt = new AtomicIntegerArray(ring);
        heardAt = new AtomicLongArray(ring);
        cells = new AtomicReferenceArray<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            indexes.put(keys.get(i), i);
            cells.set(i, new LineCell(StockLevel.empty(keys.get(i)), 0, 0));
        }
    }

    /** The lines, sorted; a line's index is its place here. */
    List<StockKey> keys() {
        return keys;
    }

    int index(StockKey key) {
        return indexes.getOrDefault(key, -1);
    }

    LineCell cell(int line) {
        return cells.get(line);
    }

    /** The last place that is written; 0 before the first. */
    long head() {
        return head;
    }

    int lineAt(long place) {
        return lineAt.getAcquire((int) place & mask);
    }

    /** When the change at a place was heard of, as {@link System#nanoTime} says. */
    long heardAt(long place) {
        return heardAt.getAcquire((int) place & mask);
    }

    /** Whether the place that follows may be written anew. */
    boolean lapped(long after) {
        return head - after > mask;
    }

    /** The first place after another that is not written anew soon; what the ring has lost is left out. */
    long oldest(long after) {
        return Math.max(after + 1, head - mask / 2);
    }

    /** What a listener was told. An older level is never put in place of a newer one on a listener's word. */
    synchronized Verdict heard(StockLevel level, long nanos) {
        int line = index(level.key());
        if (line < 0) {
            return Verdict.KNOWN;
        }
        LineCell cell = cells.get(line);
        long known = cell.level().version();
        if (level.version() > known) {
            // A level is whole, so what was skipped need not be read.
            gaps += cell.changes() > 0 && level.version() != known + 1 ? 1 : 0;
            put(line, cell, level, nanos);
            return Verdict.TAKEN;
        }
        if (level.equals(cell.level())) {
            return Verdict.KNOWN;
        }
        outOfOrder++;
        return Verdict.DOUBTFUL;
    }

    /**
     * What was read from the ledger. If that is older than what was known before the reading began, the ledger has lost
     * its newest changes (rule 11.2), and what it still has counts.
     *
     * @param before the line's cell before the reading began
     */
    synchronized Verdict read(StockLevel level, LineCell before, long nanos) {
        int line = index(level.key());
        LineCell cell = cells.get(line);
        if (level.version() > cell.level().version()) {
            put(line, cell, level, nanos);
            return Verdict.TAKEN;
        }
        if (level.version() > before.level().version() || level.equals(before.level())) {
            return Verdict.KNOWN;
        }
        if (cell.place() != before.place()) {
            return Verdict.DOUBTFUL;
        }
        lostHistories++;
        put(line, cell, level, nanos);
        return Verdict.TAKEN;
    }

    private void put(int line, LineCell old, StockLevel level, long nanos) {
        long place = head + 1;
        cells.set(line, new LineCell(level, place, old.changes() + 1));
        lineAt.setRelease((int) place & mask, line);
        heardAt.setRelease((int) place & mask, nanos);
        head = place;
    }

    synchronized long gaps() {
        return gaps;
    }

    synchronized long outOfOrder() {
        return outOfOrder;
    }

    synchronized long lostHistories() {
        return lostHistories;
    }
}
