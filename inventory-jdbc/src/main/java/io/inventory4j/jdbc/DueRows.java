package io.inventory4j.jdbc;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.TextOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows whose time has come: reservations that are overdue, and rows that may be forgotten. Used by one thread. */
final class DueRows {
    private final TransactionScope scope;
    private final Dialect dialect;
    private final LedgerTables tables;

    DueRows(TransactionScope scope, Dialect dialect, LedgerTables tables) {
        this.scope = scope;
        this.dialect = dialect;
        this.tables = tables;
    }

    List<ReservationId> overdue(Instant now, int max) {
        List<ReservationId> ids = new ArrayList<>();
        String query =
                "SELECT id FROM " + tables.reservation.name() + new Timed("", "due_nanos").due() + ", id LIMIT ?";
        scope.run(List.of(Sql.of(query, Long.MIN_VALUE, Nanos.of(now), (long) max)
                .reading(row -> ids.add(ReservationId.of(new Cells(row, dialect).text())))));
        return ids;
    }

    List<ReservationId> confirmed(Instant by, @Nullable Reservation after, int max) {
        List<ReservationId> ids = new ArrayList<>();
        long from = after == null ? Long.MIN_VALUE : Nanos.of(after.changedAt());
        String query = "SELECT id FROM " + tables.reservation.name() + " WHERE phase = " + ReservationPhase.CONFIRMED
                + " AND changed_nanos BETWEEN ? AND ? AND (changed_nanos > ? OR id > ?)"
                + " ORDER BY phase, changed_nanos, id LIMIT ?";
        Object afterId = dialect.text(after == null ? "" : after.id().value());
        scope.run(List.of(Sql.of(query, from, Nanos.of(by), from, afterId, (long) max)
                .reading(row -> ids.add(ReservationId.of(new Cells(row, dialect).text())))));
        return ids;
    }

    int purge(StoreTransaction.Due due, int max) {
        int forgotten = forget(tables.reservation, phase(ReservationPhase.SETTLED), due.settledBy(), max);
        forgotten += forget(tables.reservation, phase(ReservationPhase.SHIPPED), due.shippedBy(), max - forgotten);
        forgotten += forget(tables.applied, new Timed("", "applied_nanos"), due.appliedBy(), max - forgotten);
        forgotten += forget(tables.counter, new Timed("", "forget_nanos"), due.now(), max - forgotten);
        return forgotten;
    }

    /**
     * What makes a row due.
     *
     * @param also a condition, ending in AND; or nothing
     * @param column the time that has to come
     */
    private record Timed(String also, String column) {
        /**
         * The condition, with two parameters, and the order of an index that has it. The lower bound lets H2 use the
         * index, which otherwise reads all rows that have no end.
         */
        String due() {
            String order = also.isEmpty() ? "" : "phase, ";
            return " WHERE " + also + column + " BETWEEN ? AND ? ORDER BY " + order + column;
        }
    }

    private static Timed phase(long phase) {
        return new Timed("phase = " + phase + " AND ", "changed_nanos");
    }

    /** Deletes at most {@code max} rows that are due. They are locked first, in the order of keys as everywhere. */
    private int forget(SqlTable table, Timed timed, Instant end, int max) {
        int forgotten = 0;
        boolean more = true;
        while (more && forgotten < max) {
            int wanted = Math.min(max - forgotten, Dialect.ROWS_A_STATEMENT);
            List<Object[]> keys = due(table, timed, end, wanted);
            scope.run(dialect.select(table, keys, true, row -> {}).toList());
            String stillDue = " AND " + timed.also() + timed.column() + " <= " + Nanos.of(end);
            for (Sql delete : dialect.delete(table, keys, stillDue).toList()) {
                forgotten += scope.update(delete);
            }
            more = keys.size() == wanted;
        }
        return forgotten;
    }

    private List<Object[]> due(SqlTable table, Timed timed, Instant end, int max) {
        List<String[]> keys = new ArrayList<>();
        String query = "SELECT " + SqlTable.names(table.keys()) + " FROM " + table.name() + timed.due() + " LIMIT ?";
        scope.run(List.of(Sql.of(query, Long.MIN_VALUE, Nanos.of(end), (long) max)
                .reading(row -> {
                    Cells cells = new Cells(row, dialect);
                    String[] key = new String[table.keys().size()];
                    for (int i = 0; i < key.length; i++) {
                        key[i] = cells.text();
                    }
                    keys.add(key);
                })));
        keys.sort((left, right) -> Arrays.compare(left, right, TextOrder.BY_UTF8));
        return List.copyOf(keys);
    }
}
