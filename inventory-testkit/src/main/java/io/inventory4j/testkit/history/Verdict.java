package io.inventory4j.testkit.history;

import java.util.Objects;

/**
 * What the checker found out about a history.
 *
 * @param finding the answer
 * @param operations how many operations the history has: commands, ended reservations, and reads of one row
 * @param report for people: what was done, and if the finding is not LINEARIZABLE, why
 */
public record Verdict(Finding finding, int operations, String report) {
    /** The answers. */
    public enum Finding {
        /** One order of the operations obeys all rules: it was found. */
        LINEARIZABLE,
        /** No order does: all were tried. */
        NOT_LINEARIZABLE,
        /** The search ended at its bounds, before either was certain. */
        UNDECIDED
    }

    /** Checks that all is there. */
    public Verdict {
        Objects.requireNonNull(finding, "finding");
        Objects.requireNonNull(report, "report");
    }

    /**
     * Fails unless the history is linearizable.
     *
     * @throws AssertionError with the report, if the history is not linearizable or was not decided
     */
    public void check() {
        if (finding != Finding.LINEARIZABLE) {
            throw new AssertionError(this);
        }
    }

    @Override
    public String toString() {
        return finding + ": " + report;
    }
}
