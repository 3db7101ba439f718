package io.inventory4j.core.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk through the cells of a {@link Table}, by hash, then by key: an order that a table never changes. It sees every
 * cell once that is there throughout. For one thread.
 *
 * <p>Within a group, and within a run, cells may lie in any order. But a cell whose own slot is at an index or later
 * lies at that index or later, and before the end of its run. So the walk reads on until a group begins after the end
 * of a run, and sorts what it has read.
 */
final class Walk {
    private static final Comparator<Cell> ORDER = Walk::compare;

    private final Slots slots;
    private final List<Cell> run = new ArrayList<>();
    private int next;
    private int index;
    private @Nullable Comparable<?> after;
    private int hash;

    /** From the beginning. */
    Walk(Slots slots) {
        this.slots = slots;
    }

    /** From the place after a key. */
    Walk(Slots slots, Comparable<?> after, int hash) {
        this.slots = slots;
        this.after = after;
        this.hash = hash;
        index = slots.group(hash);
    }

    /** The next cell, or null at the end. */
    @Nullable
    Cell next() {
        while (next == run.size()) {
            if (!slots.has(index)) {
                return null;
            }
            readRun();
        }
        return run.get(next++);
    }

    private void readRun() {
        if (!run.isEmpty()) {
            // A cell that was added meanwhile may lie here and belong before what was seen: no page may end with it.
            Cell last = run.get(run.size() - 1);
            after = last.key;
            hash = last.hash;
        }
        run.clear();
        next = 0;
        do {
            Cell cell = slots.cell(index);
            if (cell != null && (after == null || compare(cell.hash, cell.key, hash, after) > 0)) {
                run.add(cell);
            }
            index++;
        } while (slots.has(index) && !slots.divides(index));
        if (run.size() > 1) {
            run.sort(ORDER);
        }
    }

    private static int compare(Cell left, Cell right) {
        return compare(left.hash, left.key, right.hash, right.key);
    }

    @SuppressWarnings("unchecked") // the keys of one table are of one type
    private static int compare(int leftHash, Comparable<?> left, int rightHash, Comparable<?> right) {
        int byHash = Integer.compareUnsigned(leftHash, rightHash);
        return byHash != 0 ? byHash : ((Comparable<Object>) left).compareTo(right);
    }
}
