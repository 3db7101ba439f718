package io.inventory4j.jdbc.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H2, in its regular mode. */
final class H2Dialect extends Dialect {
    @Override
    public String name() {
        return "h2";
    }

    @Override
    List<Sql> begin(long timeoutMillis) {
        return List.of(Sql.of("BEGIN"));
    }

    @Override
    boolean inTransaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT CONTAINS_UNCOMMITTED OR EXISTS (SELECT 1 FROM"
                        + " INFORMATION_SCHEMA.LOCKS l WHERE l.SESSION_ID = s.SESSION_ID)"
                        + " FROM INFORMATION_SCHEMA.SESSIONS s WHERE s.SESSION_ID = SESSION_ID()")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    @Nullable
    Integer isolate(Connection connection) throws SQLException {
        int before = connection.getTransactionIsolation();
        if (before == Connection.TRANSACTION_READ_COMMITTED) {
            return null;
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return before;
    }

    /** With the whole of the index in the order: H2 sorts all rows without a place otherwise. */
    @Override
    public String unplaced() {
        return " WHERE place IS NULL ORDER BY place, entry";
    }

    @Override
    public String clock() {
        return "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(9)) * 1000000000 AS BIGINT)";
    }

    @Override
    String upsert(SqlTable table, List<@Nullable Object[]> rows) {
        return "MERGE INTO " + table.name() + " (" + SqlTable.names(table.columns()) + ") KEY ("
                + SqlTable.names(table.keys()) + ") VALUES "
                + rows(table.columns().size(), rows.size());
    }

    @Override
    @Nullable
    Failure failure(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case 40001, 50200, 90131 -> Failure.CONTENTION;
            case 90067, 90007, 90098, 90121, 90020, 90028, 90031, 57014 -> Failure.UNREACHABLE;
            case 42102, 42103, 42104, 42122, 90079 -> Failure.SCHEMA;
            default -> null;
        };
    }
}
