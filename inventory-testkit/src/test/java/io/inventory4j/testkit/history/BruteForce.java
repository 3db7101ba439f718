package io.inventory4j.testkit.history;

import io.inventory4j.ReservationId;
import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tries every possible order, without parts, versions or memory. Only for a few operations. */
final class BruteForce {
    private final Model model = new Model();
    private final List<Operation> operations;
    private final List<Instant> times;

    BruteForce(List<Call> calls) {
        Operations split = new Operations(calls);
        operations = new ArrayList<>(split.all);
        for (Call sweep : split.cleanSweeps) {
            ReservationId except = sweep.ask() instanceof Call.Ask.Expire asked ? asked.except() : null;
            operations.add(new Operation(sweep, 0, new AtomicAction.NothingOverdue(except), List.of()));
        }
        times = calls.stream().map(Call::now).distinct().sorted().toList();
    }

    boolean linearizable() {
        return orderExists(new ArrayList<>(operations));
    }

    private boolean orderExists(List<Operation> left) {
        if (left.stream().allMatch(Operation::lost)) {
            return true;
        }
        for (Operation operation : left) {
            if (left.stream().noneMatch(other -> comesBefore(other, operation)) && placedFirst(operation, left)) {
                return true;
            }
        }
        return false;
    }

    private static boolean comesBefore(Operation first, Operation second) {
        boolean earlierInBatch = first.sameCallAs(second)
                && first.ordered()
                && second.ordered()
                && first.place() < second.place()
                && !first.lost();
        return first.to() < second.from() || earlierInBatch;
    }

    private boolean placedFirst(Operation operation, List<Operation> left) {
        List<Operation> rest = new ArrayList<>(left);
        rest.remove(operation);
        if (!operation.lost()) {
            return placedFirst(operation, operation.now(), rest);
        }
        // Earlier operations of the same lost batch that were left out so far can no longer happen.
        rest.removeIf(other -> other.sameCallAs(operation) && operation.ordered() && other.place() < operation.place());
        Instant latest = left.stream()
                .filter(other -> !other.lost())
                .map(Operation::now)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        for (Instant time : times) {
            if (!time.isBefore(operation.now()) && !time.isAfter(latest) && placedFirst(operation, time, rest)) {
                return true;
            }
        }
        return false;
    }

    private boolean placedFirst(Operation operation, Instant now, List<Operation> rest) {
        int mark = model.mark();
        Object answer = operation.action().askOf(model, now);
        boolean fits = (operation.lost() ? answer != null : operation.agrees(answer)) && orderExists(rest);
        model.undo(mark);
        return fits;
    }
}
