package io.inventory4j.core;

import java.util.concurrent.atomic.AtomicLong;

/** The rows of a ledger, a table for each kind, in the order in which a {@link Swap} claims them. */
final class Tables {
    final Table reservations = new Table(0);
    final Table moves = new Table(1);
    final Table saleStates = new Table(2);
    final Table counters = new Table(3);
    final Table lines = new Table(4);

    /**
     * Raised before a row is forgotten. A row that was not there, and is not there again, may have come and gone in
     * between; it has not if this number is the same.
     */
    final AtomicLong forgotten = new AtomicLong();
}
