package io.inventory4j.testkit.faults;

import io.inventory4j.testkit.history.Verdict;

/** I5 could be neither proved nor refuted: the search for an order ended at its bounds. Everything else has held. */
final class UndecidedHistoryError extends AssertionError {
    private static final long serialVersionUID = 1;

    UndecidedHistoryError(Verdict verdict) {
        super(verdict.toString());
    }
}
