package io.inventory4j.core.memory;

import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Removes rows that can be forgotten, and cells that never got a row, from their tables. Lock-free. */
final class Purge {
    private static final long COMPACT_AFTER = 10_000;

    private final Tables tables;
    private final ExpiryIndex expiries;
    private final AtomicLong sinceCompaction = new AtomicLong();

    Purge(Tables tables, ExpiryIndex expiries) {
        this.tables = tables;
        this.expiries = expiries;
    }

    int run(StoreTransaction.Due due, int max) {
        int reservations = forget(tables.reservations, row -> PackedReservation.due(row, due), max);
        int forgotten = reservations;
        forgotten += forget(tables.moves, row -> applied(row, due.appliedBy()), max - forgotten);
        forgotten += forget(tables.saleStates, row -> applied(row, due.appliedBy()), max - forgotten);
        forgotten += forget(tables.counters, row -> stale(row, due.now()), max - forgotten);
        long stale = sinceCompaction.addAndGet(reservations);
        if (stale > Math.max(COMPACT_AFTER, tables.reservations.size()) && sinceCompaction.compareAndSet(stale, 0)) {
            expiries.compact();
        }
        return forgotten;
    }

    private static boolean applied(Object row, Instant appliedBy) {
        return row instanceof AppliedCommand command && !command.at().isAfter(appliedBy);
    }

    private static boolean stale(Object row, Instant now) {
        CounterValue value = PackedCounter.unpack(row);
        return value != null && value.stale(now);
    }

    // Goes on where the last walk stopped, so that rounds of a long purge do not see the same rows again.
    private int forget(Table table, Predicate<Object> forgettable, int max) {
        int forgotten = 0;
        Cell from = table.walkedTo();
        Cell at = table.after(from);
        boolean wrapped = from == null;
        while (forgotten < max) {
            if (at == null) {
                if (wrapped) {
                    break;
                }
                wrapped = true;
                at = table.after(null);
                continue;
            }
            Cell next = table.after(at);
            if (forget(table, at, forgettable)) {
                forgotten++;
            }
            table.walkedTo(at);
            at = next;
        }
        if (at == null) {
            table.walkedTo(null);
        }
        return forgotten;
    }

    private boolean forget(Table table, Cell cell, Predicate<Object> forgettable) {
        while (true) {
            Object content = cell.content();
            if (!forgettable.test(cell.rowAfterHelping())) {
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
    static void abandonUnused(List<Claim> claims) {
        for (Claim claim : claims) {
            if (claim.before == Cell.ABSENT) {
                abandon(claim.table, claim.cell());
            }
        }
    }

    private static void abandon(Table table, Cell cell) {
        while (true) {
            Object content = cell.content();
            boolean undecided = content instanceof Claim claim && claim.swap().undecided();
            if (undecided || cell.row() != Cell.ABSENT) {
                return;
            }
            if (cell.swapContent(content, Cell.DEAD)) {
                table.remove(cell);
                return;
            }
        }
    }
}
