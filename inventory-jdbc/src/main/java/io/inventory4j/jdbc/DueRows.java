package io.inventory4j.jdbc;

import io.inventory4j.ReservationId;
import io.inventory4j.TextOrder;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows whose time has come: reservations that are overdue, and rows that may be forgotten. Used by one thread. */
final class DueRows {
    /**
     * A row is due if the column of its end is set and not later than now. The lower bound lets H2 use the index, which
     * otherwise reads all rows that have no end.
     */
    private static final String DUE = " WHERE %1$s BETWEEN ? AND ? ORDER BY %1$s";

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
        String query = "SELECT id FROM " + tables.reservation.name() + DUE.formatted("due_nanos") + ", id LIMIT ?";
        scope.run(List.of(Sql.of(query, Long.MIN_VALUE, Nanos.of(now), (long) max)
                .reading(row -> ids.add(ReservationId.of(new Cells(row, dialect).text())))));
        return ids;
    }

    int purge(Instant settledBy, Instant now, int max) {
        int forgotten = forget(tables.reservation, "settled_nanos", settledBy, max);
        forgotten += forget(tables.applied, "applied_nanos", settledBy, max - forgotten);
        forgotten += forget(tables.counter, "forget_nanos", now, max - forgotten);
        return forgotten;
    }

    /** Deletes at most {@code max} rows that are due. They are locked first, in the order of keys as everywhere. */
    private int forget(SqlTable table, String column, Instant end, int max) {
        int forgotten = 0;
        boolean more = true;
        while (more && forgotten < max) {
            int wanted = Math.min(max - forgotten, Dialect.ROWS_A_STATEMENT);
            List<Object[]> keys = due(table, column, end, wanted);
            scope.run(dialect.select(table, keys, true, row -> {}).toList());
            String stillDue = " AND " + column + " <= " + Nanos.of(end);
            for (Sql delete : dialect.delete(table, keys, stillDue).toList()) {
                forgotten += scope.update(delete);
            }
            more = keys.size() == wanted;
        }
        return forgotten;
    }

    private List<Object[]> due(SqlTable table, String column, Instant end, int max) {
        List<String[]> keys = new ArrayList<>();
        String query =
                "SELECT " + SqlTable.names(table.keys()) + " FROM " + table.name() + DUE.formatted(column) + " LIMIT ?";
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
