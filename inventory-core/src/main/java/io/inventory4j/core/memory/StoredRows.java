package io.inventory4j.core.memory;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.rules.CounterDraft;
import io.inventory4j.ledger.rules.LineDraft;
import io.inventory4j.ledger.rules.RememberedDraft;
import io.inventory4j.ledger.rules.ReservationDraft;
import io.inventory4j.ledger.rules.Row;
import io.inventory4j.ledger.rules.RowDraft;
import io.inventory4j.ledger.rules.RowLookup;
import io.inventory4j.stock.StockKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows by which the rules decide, each noted in its draft as it was read. A decision that stores something is made
 * true by a {@link Swap} of exactly these rows. One that stores nothing is the answer if all of these rows were current
 * at one instant. Thread-safe.
 */
final class StoredRows implements RowLookup {
    private final Tables tables;

    private final RecentLines recent;

    StoredRows(Tables tables) {
        this.tables = tables;
        recent = tables.recentLines;
    }

    @Override
    public LineDraft find(StockKey key) {
        Cell cell = recent.find(key);
        Row row = cell == null ? Cell.DEAD : cell.rowAfterHelping();
        while (cell == null || row == Cell.DEAD) {
            cell = tables.lines.findOrMake(key);
            row = cell.rowAfterHelping();
        }
        return new LineDraft(key, cell, row);
    }

    // One loop a kind: a common one would have to hand back cell and row, in an object of its own.
    @Override
    public CounterDraft findCounter(String name) {
        Cell cell = tables.counters.findOrMake(name);
        Row row = cell.rowAfterHelping();
        while (row == Cell.DEAD) {
            cell = tables.counters.findOrMake(name);
            row = cell.rowAfterHelping();
        }
        return new CounterDraft(name, cell, row);
    }

    @Override
    public ReservationDraft find(ReservationId id) {
        Cell cell = tables.reservations.findOrMake(id);
        Row row = cell.rowAfterHelping();
        while (row == Cell.DEAD) {
            cell = tables.reservations.findOrMake(id);
            row = cell.rowAfterHelping();
        }
        return new ReservationDraft(id, cell, row);
    }

    @Override
    public RememberedDraft findRemembered(String id, boolean move) {
        Table table = move ? tables.moves : tables.saleStates;
        Cell cell = table.findOrMake(id);
        Row row = cell.rowAfterHelping();
        while (row == Cell.DEAD) {
            cell = table.findOrMake(id);
            row = cell.rowAfterHelping();
        }
        return new RememberedDraft(id, move, cell, row);
    }

    /**
     * Whether all rows, as they were read, were current at one instant. Each is looked at again after all were read,
     * and must still be the same object. No object is stored as a row twice, so a row did not change between its
     * reading and this look. So at the instant before the first of these looks all of them were current. For rows that
     * were absent, {@link Tables#forgotten} rules out that one was stored and forgotten in between.
     *
     * @param first the first draft of a row that was read; null for none
     * @param forgotten the number of forgotten rows before anything was read
     */
    boolean hold(@Nullable RowDraft first, long forgotten) {
        boolean missing = false;
        for (RowDraft draft = first; draft != null; draft = draft.next()) {
            if (!holds(draft)) {
                return false;
            }
            missing |= Cell.isAbsent(Objects.requireNonNull(draft.before()));
        }
        return !missing || tables.forgotten.get() == forgotten;
    }

    private boolean holds(RowDraft draft) {
        Cell cell = (Cell) Objects.requireNonNull(draft.place());
        if (!cell.added()) {
            cell = tables.of(draft).find(draft.key(), cell.hash);
            if (cell == null) {
                return true; // it was absent when it was read, or there would be a cell
            }
        }
        Row before = Objects.requireNonNull(draft.before());
        Row now = cell.row();
        return now == before || (now == Cell.DEAD && Cell.isAbsent(before));
    }

    /**
     * Makes the drafts the words of a swap: those of rows that the decision stores, and of those that it only rests on,
     * which stay as they are. All their cells come into the tables, but for that of a new reservation that comes first:
     * it is to come into the table with the row in it.
     *
     * @return whether the decision rests on a row that was not there and is not stored
     */
    boolean prepare(RowDraft first) {
        boolean restsOnMissing = false;
        for (RowDraft draft = first; draft != null; draft = draft.next()) {
            if (draft.after() == null) {
                Row same = Objects.requireNonNull(draft.before()).copy();
                restsOnMissing |= Cell.isAbsent(same);
                draft.after(same);
            }
            Cell cell = (Cell) Objects.requireNonNull(draft.place());
            if (!cell.added() && (draft != first || !(draft instanceof ReservationDraft))) {
                Cell there = tables.of(draft).add(cell);
                if (there != cell) {
                    draft.place(there);
                }
            }
        }
        return restsOnMissing;
    }
}
