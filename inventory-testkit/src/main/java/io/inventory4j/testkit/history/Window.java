package io.inventory4j.testkit.history;

import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The fewest operations around a fault that still have no order, so that a person can follow them. Left out are, in
 * this order: what began after the fault was certain, what was over before all the rest began, and each operation that
 * the fault does not need. Every smaller window is searched again before it replaces the larger one.
 */
final class Window {
    /** Windows of more operations are not thinned out one by one. */
    private static final int THIN = 400;

    private static final int PRINTED = 60;

    private final Model model = new Model();
    private final List<Instant> times;
    private final int size;
    private final int before;
    private List<Operation> operations;
    private Stalemate stalemate;

    /** Shrinks a part of a history that is not linearizable. */
    Window(List<Operation> part, List<Instant> times, Stalemate found) {
        this.times = times;
        size = part.size();
        stalemate = found;
        operations = part.stream()
                .filter(operation -> operation.from() < found.frontier())
                .toList();
        before = dropPast();
        if (operations.size() <= THIN) {
            thin();
        }
    }

    /**
     * Drops what came before the last moment at which nobody was calling, unless the fault is there.
     *
     * @return how many operations were dropped; the model is in the state after them
     */
    private int dropPast() {
        int cut = lastCut(operations);
        if (cut == 0) {
            return 0;
        }
        int empty = model.mark();
        if (new LinearizationSearch(operations.subList(0, cut), times, model, budget(), JournalOrder.none()).run()
                        == LinearizationSearch.End.FOUND
                && drop(operations.subList(cut, operations.size()))) {
            return cut;
        }
        model.undo(empty);
        return 0;
    }

    private static int lastCut(List<Operation> operations) {
        int cut = 0;
        long latest = Call.NEVER;
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            if (latest < operation.from()) {
                cut = i;
            }
            latest = i == 0 ? operation.to() : Math.max(latest, operation.to());
        }
        return cut;
    }

    /**
     * Drops lost operations and those that change nothing: an order of all would be one of the rest, so the fault
     * stays.
     */
    private void thin() {
        for (int i = operations.size() - 1; i >= 0; i--) {
            if (operations.get(i).lost() || operations.get(i).preserving()) {
                List<Operation> fewer = new ArrayList<>(operations);
                fewer.remove(i);
                drop(fewer);
            }
        }
    }

    private boolean drop(List<Operation> fewer) {
        int start = model.mark();
        LinearizationSearch search = new LinearizationSearch(fewer, times, model, budget(), JournalOrder.none());
        boolean none = search.run() == LinearizationSearch.End.NONE;
        model.undo(start);
        if (none) {
            operations = fewer;
            stalemate = search.farthest();
        }
        return none;
    }

    private static Budget budget() {
        return new Budget(50_000, 5_000_000);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("no order of these ")
                .append(operations.size())
                .append(" operations obeys the rules (")
                .append(before)
                .append(" before them do; ")
                .append(size - before - operations.size())
                .append(" others are left out):\n");
        operations.stream().skip(Math.max(0, operations.size() - PRINTED)).forEach(operation -> line(text, operation));
        return text.append(farthest(stalemate)).toString();
    }

    /** Describes the farthest that a search came. */
    static String farthest(Stalemate stalemate) {
        StringBuilder text = new StringBuilder("the longest order that was found has ")
                .append(stalemate.placed())
                .append(" operations, the last of them:\n");
        stalemate.last().forEach(operation -> line(text, operation));
        text.append("  then none of these fits:\n");
        for (Stalemate.Misfit misfit : stalemate.misfits()) {
            text.append("  ")
                    .append(misfit.operation().against(misfit.expected()))
                    .append('\n');
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Operation operation) {
        text.append("  ").append(operation).append('\n');
    }
}
