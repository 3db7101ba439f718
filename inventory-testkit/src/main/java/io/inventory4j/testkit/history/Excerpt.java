package io.inventory4j.testkit.history;

import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fewest operations around a fault that still have no order, so that a person can follow them. If two of them rule
 * each other out ({@link Conflict}), it is these. Otherwise left out are, in this order: what began after the fault was
 * certain, what was over before all the rest began, each operation without effect that the fault does not need, and
 * what has no row in common with the fault. Every smaller excerpt is searched again, from the same state, before it
 * replaces the larger one.
 *
 * <p>An operation with an effect is never left out by itself: what comes after it may have no order only because it is
 * missing.
 */
final class Excerpt {
    /** Excerpts of more operations are not thinned out one by one. */
    private static final int THIN = 400;

    private static final int PRINTED = 60;
    private static final int EXPLAINING = 12;

    private final Model model = new Model();
    private final List<Instant> times;
    private final List<Operation> whole;
    private final List<Call> without;
    private final int before;

    /** When the fault was certain. What was under way then may have happened or not. */
    private final long certain;

    private final @Nullable Conflict conflict;
    private List<Operation> operations;
    private Stalemate stalemate;

    /**
     * Shrinks a part of a history that is not linearizable.
     *
     * @param without the calls of the whole history that failed with effect NONE
     */
    Excerpt(List<Operation> part, List<Instant> times, Stalemate found, List<Call> without) {
        this.times = times;
        this.without = without;
        whole = part;
        stalemate = found;
        certain = found.frontier();
        conflict = Conflict.in(part);
        if (conflict != null) {
            operations = conflict.operations();
            before = 0;
            return;
        }
        operations =
                part.stream().filter(operation -> operation.from() < certain).toList();
        before = dropPast();
        if (operations.size() <= THIN) {
            thin();
            dropStrangers();
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

    /**
     * Keeps only operations that are connected by rows. Linearizability is local (see {@link Partitions}): if all have
     * no order, those of one part have none. That nothing is overdue is about all rows, so then all stay.
     */
    private void dropStrangers() {
        if (operations.stream().anyMatch(one -> one.action() instanceof AtomicAction.NothingOverdue)) {
            return;
        }
        TouchedRows touched = new TouchedRows(whole);
        for (List<Operation> connected : touched.connected(operations)) {
            if (connected.size() < operations.size() && drop(connected)) {
                return;
            }
        }
    }

    private boolean drop(List<Operation> fewer) {
        int start = model.mark();
        LinearizationSearch search = new LinearizationSearch(fewer, times, model, budget(), JournalOrder.none());
        boolean none = search.upTo(certain).run() == LinearizationSearch.End.NONE;
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
        if (conflict != null) {
            StringBuilder pair = new StringBuilder(
                            "no order of these 2 operations obeys the rules, whatever the other ")
                    .append(whole.size() - 2)
                    .append(" did:\n");
            operations.forEach(operation -> line(pair, operation));
            return pair.append("cause: ").append(conflict.cause()).toString();
        }
        StringBuilder text = new StringBuilder("no order of these ")
                .append(operations.size())
                .append(" operations obeys the rules (")
                .append(before)
                .append(" before them do; ")
                .append(whole.size() - before - operations.size())
                .append(" others are left out):\n");
        operations.stream().skip(Math.max(0, operations.size() - PRINTED)).forEach(operation -> line(text, operation));
        text.append(farthest(stalemate));
        explain(text);
        return text.toString();
    }

    /**
     * What was left out may still be what made the rest wrong: a write that was done by half, or one that was told not
     * to have happened. So the last writes of the rows that do not fit are shown as well.
     */
    private void explain(StringBuilder text) {
        TouchedRows touched = new TouchedRows(whole);
        Set<Object> rows = new HashSet<>();
        stalemate.misfits().forEach(misfit -> rows.addAll(touched.of(misfit.operation())));
        Set<Operation> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        shown.addAll(operations);
        List<Operation> writes = whole.stream()
                .filter(operation -> operation.lost() || !operation.preserving())
                .filter(operation -> operation.from() < stalemate.frontier() && !shown.contains(operation))
                .filter(operation -> !Collections.disjoint(touched.of(operation), rows))
                .toList();
        last(text, "left out of these, the last writes of the rows that do not fit:\n", writes);
        List<Operation> nothing = new Operations(without)
                .all.stream()
                        .filter(operation -> operation.action() instanceof AtomicAction.Execute)
                        .filter(operation -> !Collections.disjoint(touched.of(operation), rows))
                        .toList();
        last(text, "these failed with effect NONE, so nothing of them may have happened:\n", nothing);
    }

    private static void last(StringBuilder text, String heading, List<Operation> operations) {
        if (!operations.isEmpty()) {
            text.append(heading);
            operations.stream()
                    .skip(Math.max(0, operations.size() - EXPLAINING))
                    .forEach(one -> line(text, one));
        }
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
