package io.inventory4j.live.plan;

import java.util.List;
import java.util.stream.Collectors;

/** Says everything that is wrong with a plan at once, from code or from a file. Nothing was made of the plan. */
public final class PlanException extends IllegalArgumentException {
    /** The most problems that are kept. Those beyond are counted. */
    public static final int MAX_PROBLEMS = 1_000;

    private static final long serialVersionUID = 1;
    private static final int IN_MESSAGE = 20;

    /** Not a part of the serialized form, since it is only for who reads the plan. */
    private final transient List<PlanProblem> problems;

    private final int count;

    PlanException(List<PlanProblem> problems, int count) {
        super(message(problems, count));
        this.problems = List.copyOf(problems);
        this.count = count;
    }

    private static String message(List<PlanProblem> problems, int count) {
        String some =
                problems.stream().limit(IN_MESSAGE).map(PlanProblem::toString).collect(Collectors.joining("\n"));
        return count > IN_MESSAGE ? some + "\nand " + (count - IN_MESSAGE) + " more" : some;
    }

    /**
     * What is wrong.
     *
     * @return the problems, in the order of rows; the first 1,000
     */
    public List<PlanProblem> problems() {
        return problems == null ? List.of() : problems;
    }

    /**
     * How many problems there are.
     *
     * @return at least as many as {@link #problems} has
     */
    public int count() {
        return count;
    }
}
