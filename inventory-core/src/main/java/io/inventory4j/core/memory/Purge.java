package io.inventory4j.core.memory;

import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.rules.CountRow;
import io.inventory4j.ledger.rules.EpochNanos;
import io.inventory4j.ledger.rules.RememberedDraft;
import io.inventory4j.ledger.rules.ReservationRow;
import io.inventory4j.ledger.rules.Row;
import io.inventory4j.ledger.rules.RowDraft;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Removes rows that can be forgotten, and cells that never got a row, from their tables. Lock-free. */
final class Purge {
    private static final long COMPACT_AFTER = 10_000;

    private final Tables tables;
    private final Forgettables forgettables;
    private final ExpiryIndex expiries;
    private final AtomicLong sinceCompaction = new AtomicLong();

    Purge(Tables tables, Forgettables forgettables, ExpiryIndex expiries) {
        this.tables = tables;
        this.forgettables = forgettables;
        this.expiries = expiries;
    }

    int run(StoreTransaction.Due due, int max) {
        Predicate<Row> reservation = row -> row instanceof ReservationRow found && found.forgottenBy(due);
        int reservations = forget(forgettables.settled, tables.reservations, due.settledBy(), reservation, max);
        reservations +=
                forget(forgettables.shipped, tables.reservations, due.shippedBy(), reservation, max - reservations);
        Predicate<Row> applied = row -> applied(row, due.appliedBy());
        int others = forget(forgettables.moves, tables.moves, due.appliedBy(), applied, max - reservations);
        others += forget(
                forgettables.saleStates, tables.saleStates, due.appliedBy(), applied, max - reservations - others);
        Predicate<Row> stale = row -> stale(row, due.now());
        others += forget(forgettables.counters, tables.counters, due.now(), stale, max - reservations - others);
        long settled = sinceCompaction.addAndGet(reservations);
        if (settled > Math.max(COMPACT_AFTER, tables.reservations.size())
                && sinceCompaction.compareAndSet(settled, 0)) {
            expiries.compact();
        }
        return reservations + others;
    }

    private int forget(TimedCells cells, Table table, Instant until, Predicate<Row> forgettable, int max) {
        return cells.visit(EpochNanos.of(until), max, (cell, slot) -> {
            if (forget(table, cell, forgettable)) {
                return TimedCells.Fate.FORGOTTEN;
            }
            return Forgettables.waits(cell.row(), slot) ? TimedCells.Fate.KEPT : TimedCells.Fate.DROPPED;
        });
    }

    private static boolean applied(Row row, Instant appliedBy) {
        return row instanceof RememberedDraft.Remembered remembered
                && !remembered.command().at().isAfter(appliedBy);
    }

    private static boolean stale(Row row, Instant now) {
        return row instanceof CountRow counter && counter.value().stale(now);
    }

    private boolean forget(Table table, Cell cell, Predicate<Row> forgettable) {
        while (true) {
            Row content = cell.content();
            if (!forgettable.test(Swap.settle(content))) {
                return false;
            }
            tables.forgotten.incrementAndGet();
            if (cell.swapContent(content, Cell.DEAD)) {
                table.remove(cell);
                return true;
            }
        }
    }

    /** Removes cells that were added for a command and got no row, unless another swap is about to give them one. */
    static void abandonUnused(Tables tables, @Nullable RowDraft first) {
        for (RowDraft word = first; word != null; word = word.next()) {
            Row before = word.before();
            if (before != null && Cell.isAbsent(before) && word.place() instanceof Cell cell) {
                abandon(tables.of(word), cell);
            }
        }
    }

    private static void abandon(Table table, Cell cell) {
        while (true) {
            Row content = cell.content();
            if (!Cell.isAbsent(Swap.read(content)) || Swap.isUndecided(content)) {
                return;
            }
            if (cell.swapContent(content, Cell.DEAD)) {
                table.remove(cell);
                return;
            }
        }
    }
}
