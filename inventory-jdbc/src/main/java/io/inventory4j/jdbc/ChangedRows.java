package io.inventory4j.jdbc;

import io.inventory4j.Reservation;
import io.inventory4j.ReservedLine;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.TextOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The statements that store what a transaction has changed. */
final class ChangedRows {
    private final FoundRows found;
    private final LedgerTables tables;
    private final Dialect dialect;

    ChangedRows(FoundRows found, LedgerTables tables, Dialect dialect) {
        this.found = found;
        this.tables = tables;
        this.dialect = dialect;
    }

    /** Rows of one table: to insert, to update, to delete. */
    private static final class Batch {
        private final SqlTable table;
        private final List<@Nullable Object[]> added = new ArrayList<>();
        private final List<@Nullable Object[]> updated = new ArrayList<>();
        private final List<@Nullable Object[]> deleted = new ArrayList<>();
        private final List<@Nullable Object[]> guards = new ArrayList<>();

        Batch(SqlTable table) {
            this.table = table;
        }

        void put(boolean known, @Nullable Object[] row) {
            (known ? updated : added).add(row);
        }

        /**
         * Makes sure that a row is still absent at the commit. An absent row cannot be locked. But a row that is
         * inserted and deleted again keeps all others from inserting it until the commit, and fails if another has
         * inserted it.
         */
        void guard(@Nullable Object... row) {
            added.add(row);
            guards.add(row);
        }

        Stream<Sql> statements(Dialect dialect) {
            if (!guards.isEmpty()) {
                // In the order of keys, as everywhere: otherwise two batches that each guard what the other inserts
                // would
                // deadlock.
                added.sort(this::compare);
            }
            return Stream.of(
                            dialect.delete(table, deleted, ""),
                            dialect.update(table, updated),
                            dialect.insert(table, added),
                            dialect.delete(table, guards, ""))
                    .flatMap(statements -> statements);
        }

        private int compare(@Nullable Object[] left, @Nullable Object[] right) {
            int order = 0;
            for (int i = 0; i < table.keys().size() && order == 0; i++) {
                order = TextOrder.compare(String.valueOf(left[i]), String.valueOf(right[i]));
            }
            return order;
        }
    }

    List<Sql> statements(StoreTransaction.Changes changes) {
        Batch reservation = new Batch(tables.reservation);
        Batch held = new Batch(tables.held);
        changes.reservations().forEach((id, after) -> {
            Reservation before = found.reservation(id);
            reservation.put(before != null, Encoding.row(after));
            hold(before, after, held);
        });
        Batch applied = new Batch(tables.applied);
        remember(RowReads.MOVE, changes.moves(), applied);
        remember(RowReads.SALE_STATE, changes.saleStates(), applied);
        Batch line = new Batch(tables.line);
        changes.lines().forEach((key, level) -> line.put(found.hasLine(key), Encoding.row(level)));
        Batch counter = new Batch(tables.counter);
        changes.counters().forEach((name, value) -> counter.put(found.hasCounter(name), Encoding.row(name, value)));
        Batch journal = new Batch(tables.journal);
        for (JournalEntry entry : changes.journal()) {
            journal.put(false, Encoding.row(entry));
        }
        if (!dialect.oneWriter()) {
            StoreTransaction.Wanted missing = changes.missing();
            missing.reservations().forEach(id -> reservation.guard(id.value(), 0L, null, null, 0L, ""));
            missing.moves().forEach(id -> applied.guard(RowReads.MOVE, id, 0L, ""));
            missing.saleStates().forEach(id -> applied.guard(RowReads.SALE_STATE, id, 0L, ""));
            missing.lines().forEach(key -> line.guard(Encoding.row(StockLevel.empty(key))));
        }
        return Stream.of(reservation, held, applied, line, counter, journal)
                .flatMap(batch -> batch.statements(dialect))
                .toList();
    }

    private static void remember(String kind, Map<String, AppliedCommand> commands, Batch applied) {
        commands.forEach((id, command) -> applied.put(false, Encoding.row(kind, id, command)));
    }

    /** The rows of the index of open reservations by line: one for each line that the reservation holds units of. */
    private static void hold(@Nullable Reservation before, Reservation after, Batch held) {
        String id = after.id().value();
        for (ReservedLine line : after.lines()) {
            ReservedLine old = before == null ? null : before.line(line.key());
            long oldQuantity = old == null ? 0 : old.reserved();
            if (line.reserved() == oldQuantity) {
                continue;
            }
            StockKey key = line.key();
            if (line.reserved() == 0) {
                held.deleted.add(new Object[] {key.sku(), key.location(), id});
            } else {
                held.put(oldQuantity > 0, new Object[] {key.sku(), key.location(), id, line.reserved()});
            }
        }
    }
}
