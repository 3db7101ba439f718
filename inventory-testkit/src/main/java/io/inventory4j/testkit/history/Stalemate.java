package io.inventory4j.testkit.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The farthest that a search came before nothing fitted: of all its dead ends, the one whose first return is the
 * latest, and of these, the one with the most operations placed.
 *
 * <p>If the search has tried everything, that return is also the earliest at which the history is already not
 * linearizable: an order was found up to every earlier return, and none up to this one.
 */
final class Stalemate {
    private static final int LAST = 8;

    /** An operation that could come next by its times, and the answer that it should have had then. */
    record Misfit(Operation operation, @Nullable Object expected) {}

    private long frontier = -1;
    private int placed = -1;
    private List<Operation> last = List.of();
    private List<Misfit> misfits = List.of();

    void see(LinearizationSearch search) {
        long there = search.frontier();
        if (there > frontier || (there == frontier && search.placedCount() > placed)) {
            frontier = there;
            placed = search.placedCount();
            last = search.lastPlaced(LAST);
            misfits = search.misfits();
        }
    }

    long frontier() {
        return frontier;
    }

    int placed() {
        return Math.max(0, placed);
    }

    List<Operation> last() {
        return last;
    }

    List<Misfit> misfits() {
        return misfits;
    }
}
