package io.inventory4j.jdbc.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SQLite. One transaction writes at a time, and it takes that right when it begins. */
final class SqliteDialect extends Dialect {
    private static final int LOCKED = 6;

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    List<Sql> begin(long timeoutMillis) {
        return List.of(Sql.of("BEGIN IMMEDIATE"));
    }

    /**
     * A checkpoint that is to write nothing still fails inside a transaction that has read or written. Versions that do
     * not know this kind of checkpoint make one.
     */
    @Override
    boolean inTransaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(NOOP)")) {
            return !row.next();
        } catch (SQLException e) {
            if ((e.getErrorCode() & 0xff) == LOCKED) {
                return true;
            }
            throw e;
        }
    }

    /** It knows one isolation, in which a transaction that has read what is old now cannot write. */
    @Override
    public boolean decidesIn(int isolation) {
        return true;
    }

    @Override
    public String clock() {
        return "CAST(round(unixepoch('now', 'subsec') * 1000) AS INTEGER) * 1000000";
    }

    @Override
    public boolean oneWriter() {
        return true;
    }

    // SQLite compares text by its UTF-8 bytes.
    @Override
    public Object text(String value) {
        return value;
    }

    @Override
    @Nullable
    String text(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }

    @Override
    public String forUpdate() {
        return "";
    }

    @Override
    String matches(SqlTable table, int n) {
        return table.keys().size() == 1
                ? super.matches(table, n)
                : "(" + SqlTable.names(table.keys()) + ") IN (VALUES "
                        + rows(table.keys().size(), n) + ")";
    }

    @Override
    String upsert(SqlTable table, List<@Nullable Object[]> rows) {
        return values("INSERT INTO", table, rows)
                + table.values().stream()
                        .map(column -> column.name() + " = excluded." + column.name())
                        .collect(Collectors.joining(
                                ", ", " ON CONFLICT (" + SqlTable.names(table.keys()) + ") DO UPDATE SET ", ""));
    }

    // The low byte is the kind of error; the others are details.
    @Override
    @Nullable
    Failure failure(SQLException failure) {
        return switch (failure.getErrorCode() & 0xff) {
            case 5, 6, 19 -> Failure.CONTENTION;
            case 13 -> Failure.FULL;
            case 10, 11, 14, 26 -> Failure.UNREACHABLE;
            case 1 -> general(String.valueOf(failure.getMessage()));
            default -> null;
        };
    }

    private static @Nullable Failure general(String message) {
        if (message.contains("within a transaction")) {
            return Failure.IN_TRANSACTION;
        }
        return message.contains("no such") ? Failure.SCHEMA : null;
    }

    @Override
    boolean hasColumnAlready(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("duplicate column name");
    }
}
