package io.inventory4j.core.memory;

import java.util.concurrent.atomic.AtomicLong;

/** The rows of a ledger, a table for each kind, in the order in which a {@link Swap} claims them. */
final class Tables {
    private static final int LOAD = 2;
    /** A counter is small, and there is one for each buyer, so a bucket's own node weighs more. */
    private static final int COUNTERS_LOAD = 4;

    final Table reservations = new Table(0, LOAD);
    final Table moves = new Table(1, LOAD);
    final Table saleStates = new Table(2, LOAD);
    final Table counters = new Table(3, COUNTERS_LOAD);
    final Table lines = new Table(4, LOAD);

    /**
     * Raised before a row is forgotten. A row that was not there, and is not there again, may have come and gone in
     * between; it has not if this number is the same.
     */
    final AtomicLong forgotten = new AtomicLong();
}
