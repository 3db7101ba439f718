package io.inventory4j.testkit.history;

import io.inventory4j.testkit.model.Model;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Tries every order there is: no parts, no versions, no memory. Only for a few steps. */
final class BruteForce {
    private final Model model = new Model();
    private final List<Step> steps;
    private final List<Instant> times;

    BruteForce(List<Call> calls) {
        Steps split = new Steps(calls);
        steps = new ArrayList<>(split.steps);
        for (Call sweep : split.cleanSweeps) {
            steps.add(new Step(sweep, 0, new Deed.NothingOverdue(), List.of()));
        }
        times = calls.stream().map(Call::now).distinct().sorted().toList();
    }

    boolean linearizable() {
        return orderExists(new ArrayList<>(steps));
    }

    private boolean orderExists(List<Step> left) {
        if (left.stream().allMatch(Step::lost)) {
            return true;
        }
        for (Step step : left) {
            if (left.stream().noneMatch(other -> comesBefore(other, step)) && placedFirst(step, left)) {
                return true;
            }
        }
        return false;
    }

    private static boolean comesBefore(Step one, Step other) {
        boolean earlierInBatch =
                one.sameCallAs(other) && one.ordered() && other.ordered() && one.place() < other.place() && !one.lost();
        return one.to() < other.from() || earlierInBatch;
    }

    private boolean placedFirst(Step step, List<Step> left) {
        List<Step> rest = new ArrayList<>(left);
        rest.remove(step);
        if (!step.lost()) {
            return placedFirst(step, step.now(), rest);
        }
        // Of a lost batch, what comes earlier and was left out so far does not happen any more.
        rest.removeIf(other -> other.sameCallAs(step) && step.ordered() && other.place() < step.place());
        Instant latest = left.stream()
                .filter(other -> !other.lost())
                .map(Step::now)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        for (Instant time : times) {
            if (!time.isBefore(step.now()) && !time.isAfter(latest) && placedFirst(step, time, rest)) {
                return true;
            }
        }
        return false;
    }

    private boolean placedFirst(Step step, Instant now, List<Step> rest) {
        int mark = model.mark();
        Object answer = step.deed().askOf(model, now);
        boolean fits = (step.lost() ? answer != null : step.agrees(answer)) && orderExists(rest);
        model.undo(mark);
        return fits;
    }
}
