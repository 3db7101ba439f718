package io.inventory4j.live.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of a file, up to a bound. For one thread. */
final class PlanProblems {
    private final List<PlanProblem> kept = new ArrayList<>();
    private int count;

    void add(PlanProblem problem) {
        count++;
        if (kept.size() < PlanException.MAX_PROBLEMS) {
            kept.add(problem);
        }
    }

    int count() {
        return count;
    }

    void throwIfAny() {
        if (count > 0) {
            kept.sort(Comparator.comparingInt(PlanProblem::row).thenComparingInt(PlanProblem::column));
            throw new PlanException(kept, count);
        }
    }
}
