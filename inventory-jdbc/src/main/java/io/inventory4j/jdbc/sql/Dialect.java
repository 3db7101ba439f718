package io.inventory4j.jdbc.sql;

import io.inventory4j.jdbc.sql.SqlTable.Column;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases. By default, statements have one list of values a row, as in all databases but
 * PostgreSQL, and text is bound as UTF-8 bytes, because the text types of most databases ignore case, blanks at the
 * end, or both (rule 9.1). Thread-safe.
 */
public abstract class Dialect {
    /**
     * The most rows of one statement, because databases limit the number of arguments. The rest goes into more of them.
     */
    public static final int ROWS_A_STATEMENT = 1_000;

    /** What an exception of the database means. */
    public enum Failure {
        /** Another transaction was in the way: everything was rolled back and may be tried again. */
        CONTENTION,
        /** The driver has cancelled a statement that waited too long, as {@link #CONTENTION}; a commit may be done. */
        CANCELLED,
        /** The connection is gone, or there is none. */
        UNREACHABLE,
        /** No room is left on disk or in a table. */
        FULL,
        /** A table or column is not there. */
        SCHEMA,
        /** A transaction cannot begin, because the connection is in one that somebody else has begun. */
        IN_TRANSACTION,
        /** The driver, the pool or a proxy has thrown what is no {@link SQLException}. */
        DRIVER,
        /** Anything else. */
        OTHER
    }

    Dialect() {}

    /** The name of the database for people, and of the file with its tables. */
    public abstract String name();

    /** Begins a transaction at READ COMMITTED, also if the pool's default is another isolation. */
    abstract List<Sql> begin(long timeoutMillis);

    /** Statements that only read, with those that must be sent before and after them. */
    List<Sql> reading(List<Sql> statements, long timeoutMillis) {
        return statements;
    }

    /** An expression: the database's time now, not when the transaction began, in nanoseconds since 1970. */
    public abstract String clock();

    /** What an exception means, if the SQL state alone does not say; null if it does. */
    abstract @Nullable Failure failure(SQLException failure);

    /** Whether a column could not be added because it is there. */
    boolean hasColumnAlready(SQLException failure) {
        return "42S21".equals(failure.getSQLState());
    }

    /**
     * Sets READ COMMITTED on a connection, if {@link #begin} cannot.
     *
     * @return the isolation to restore; null if nothing was changed
     */
    @Nullable
    Integer isolate(Connection connection) throws SQLException {
        return null;
    }

    /**
     * Whether a connection is in a transaction that has done something. It is asked of a connection without
     * auto-commit. May begin a transaction, and leaves it open.
     */
    abstract boolean inTransaction(Connection connection) throws SQLException;

    /**
     * Whether a connection with auto-commit is in a transaction that somebody has begun by a statement, as far as that
     * is known without asking the database.
     */
    boolean begunByStatement(Connection connection) throws SQLException {
        return false;
    }

    /**
     * Whether decisions are right in a transaction of this isolation, which somebody else has begun. They are not where
     * one query sees the state of the transaction's beginning and the next one locks the newest.
     *
     * @param isolation a constant of {@link Connection}
     */
    public boolean decidesIn(int isolation) {
        return isolation == Connection.TRANSACTION_READ_COMMITTED;
    }

    /** The name of an isolation, for people. */
    public static String isolation(int isolation) {
        return switch (isolation) {
            case Connection.TRANSACTION_READ_UNCOMMITTED -> "READ UNCOMMITTED";
            case Connection.TRANSACTION_READ_COMMITTED -> "READ COMMITTED";
            case Connection.TRANSACTION_REPEATABLE_READ -> "REPEATABLE READ";
            case Connection.TRANSACTION_SERIALIZABLE -> "SERIALIZABLE";
            default -> "number " + isolation;
        };
    }

    /** Called for each statement before it is used. */
    void prepared(PreparedStatement statement) throws SQLException {}

    /** Whether several statements can be sent together. */
    boolean joins() {
        return pipelines();
    }

    /** Whether they can be sent together with the commit, and a refusal of one then says that it was not done. */
    public boolean pipelines() {
        return false;
    }

    /** Several statements as one, for a database that {@linkplain #joins takes them together}. */
    String together(List<Sql> statements) {
        return statements.stream().map(Sql::text).collect(Collectors.joining("; "));
    }

    /** Those of several statements, sent together, of which there is a result each. */
    List<Sql> answered(List<Sql> statements) {
        return statements;
    }

    /** Whether it notifies of changes, so that listeners need not poll often. */
    public boolean notifies() {
        return false;
    }

    /** Whether a connection can wait for notifications. */
    public boolean listens() {
        return false;
    }

    /** Whether only one transaction writes at a time. Then writers of one process had better take turns. */
    public boolean oneWriter() {
        return false;
    }

    /**
     * After how many seconds the driver cancels a statement that waits for a lock; 0 if the database has a limit
     * itself.
     */
    int lockTimeoutSeconds(long timeoutMillis) {
        return 0;
    }

    public Object text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Nullable
    String text(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads rows by key; their last column is {@link #clock}. */
    public Stream<Sql> select(SqlTable table, List<@Nullable Object[]> keys, boolean lock, Sql.RowReader reader) {
        return parts(keys).map(part -> {
            String query = "SELECT " + SqlTable.names(table.columns()) + ", " + clock() + " FROM " + table.name()
                    + (lock ? hint() : "") + " WHERE " + matches(table, part.size()) + " ORDER BY "
                    + SqlTable.names(table.keys()) + (lock ? forUpdate() : "");
            return new Sql(query, bound(table.keys(), part), reader);
        });
    }

    /** Makes a locking query use the primary key, so that it locks rows in that order, and no others. */
    String hint() {
        return "";
    }

    public String forUpdate() {
        return " FOR UPDATE";
    }

    /** Inserts rows; fails if one exists. */
    public Stream<Sql> insert(SqlTable table, List<@Nullable Object[]> rows) {
        return parts(rows).map(part -> new Sql(values("INSERT INTO", table, part), bound(table.columns(), part), null));
    }

    /** Gives new values to rows that exist and are locked. */
    public Stream<Sql> update(SqlTable table, List<@Nullable Object[]> rows) {
        return parts(rows).map(part -> new Sql(upsert(table, part), bound(table.columns(), part), null));
    }

    /** A statement that gives rows new values. */
    abstract String upsert(SqlTable table, List<@Nullable Object[]> rows);

    /** Deletes rows by key; {@code and} may name a further condition. */
    public Stream<Sql> delete(SqlTable table, List<@Nullable Object[]> keys, String and) {
        return parts(keys)
                .map(part -> new Sql(
                        "DELETE FROM " + table.name() + " WHERE (" + matches(table, part.size()) + ")" + and,
                        bound(table.keys(), part),
                        null));
    }

    /**
     * Which entries of the journal have no place, in the order of entries, as an index has them.
     *
     * @return a condition and an order
     */
    public String unplaced() {
        return " WHERE place IS NULL ORDER BY entry";
    }

    /** A condition that is true of rows with one of n keys. */
    String matches(SqlTable table, int n) {
        if (table.keys().size() == 1) {
            return table.keys().get(0).name() + " IN (" + list("?", n) + ")";
        }
        return "(" + SqlTable.names(table.keys()) + ") IN (" + rows(table.keys().size(), n) + ")";
    }

    static String values(String verb, SqlTable table, List<@Nullable Object[]> rows) {
        List<Column> columns = table.columns();
        return verb + " " + table.name() + " (" + SqlTable.names(columns) + ") VALUES "
                + rows(columns.size(), rows.size());
    }

    static String rows(int columns, int rows) {
        return list("(" + list("?", columns) + ")", rows);
    }

    private static String list(String element, int n) {
        return String.join(", ", Collections.nCopies(n, element));
    }

    static Stream<List<Object[]>> parts(List<@Nullable Object[]> rows) {
        if (rows.size() <= ROWS_A_STATEMENT) {
            return rows.isEmpty() ? Stream.empty() : Stream.of(rows);
        }
        List<List<Object[]>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += ROWS_A_STATEMENT) {
            parts.add(rows.subList(from, Math.min(rows.size(), from + ROWS_A_STATEMENT)));
        }
        return parts.stream();
    }

    /** The cells of rows, one after another, as arguments of a statement. */
    List<@Nullable Object> bound(List<Column> columns, List<@Nullable Object[]> rows) {
        List<@Nullable Object> arguments = new ArrayList<>(columns.size() * rows.size());
        for (Object[] row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                arguments.add(row[i] instanceof String text ? text(text) : row[i]);
            }
        }
        return arguments;
    }
}
