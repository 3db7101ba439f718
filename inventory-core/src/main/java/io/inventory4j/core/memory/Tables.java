package io.inventory4j.core.memory;

import java.util.concurrent.atomic.AtomicLong;

/** The rows of a ledger: one table for each kind, in the order in which a {@link Swap} claims them. */
final class Tables {
    private static final int LOAD = 2;
    /** A counter is small and every buyer has one, so the first node of a bucket is a larger part of the memory. */
    private static final int COUNTERS_LOAD = 4;

    final Table reservations;
    final Table moves;
    final Table saleStates;
    final Table counters;
    final Table lines;

    /**
     * Raised before a row is forgotten. A row that two reads did not find may have been stored and forgotten between
     * them; if this number is the same at both reads, it was not.
     */
    final AtomicLong forgotten = new AtomicLong();

    /** Empty tables, whose keys nobody can choose so that they collide. */
    Tables() {
        this(KeyedHash.unpredictable());
    }

    Tables(Table.Hash hash) {
        reservations = new Table(0, LOAD, hash);
        moves = new Table(1, LOAD, hash);
        saleStates = new Table(2, LOAD, hash);
        counters = new Table(3, COUNTERS_LOAD, hash);
        lines = new Table(4, LOAD, hash);
    }
}
