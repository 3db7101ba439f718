package io.inventory4j.core.memory;

import io.inventory4j.ledger.rules.CounterDraft;
import io.inventory4j.ledger.rules.LineDraft;
import io.inventory4j.ledger.rules.RememberedDraft;
import io.inventory4j.ledger.rules.RowDraft;
import java.util.concurrent.atomic.AtomicLong;

/** The rows of a ledger: one table for each kind, in the order in which a {@link Swap} claims them. */
final class Tables {
    final Table reservations;
    final Table moves;
    final Table saleStates;
    final Table counters;
    final Table lines;
    final RecentLines recentLines;

    /**
     * Raised before a row is forgotten. A row that two reads did not find may have been stored and forgotten between
     * them; if this number is the same at both reads, it was not.
     */
    final AtomicLong forgotten = new AtomicLong();

    /** Empty tables, whose keys nobody can choose so that they collide. */
    Tables() {
        this(KeyedHash.unpredictable());
    }

    /** The table of a draft's row. */
    Table of(RowDraft draft) {
        if (draft instanceof LineDraft) {
            return lines;
        }
        if (draft instanceof CounterDraft) {
            return counters;
        }
        if (draft instanceof RememberedDraft remembered) {
            return remembered.move() ? moves : saleStates;
        }
        return reservations;
    }

    Tables(Table.Hash hash) {
        reservations = new Table(ReservationCell::new, hash);
        moves = new Table(Cell::new, hash);
        saleStates = new Table(Cell::new, hash);
        counters = new Table(Cell::new, hash);
        lines = new Table(Cell::new, hash);
        recentLines = new RecentLines(lines);
    }
}
