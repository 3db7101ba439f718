package io.inventory4j.jdbc.sql;

import io.inventory4j.jdbc.sql.SqlTable.Column;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What differs between databases. The default is SQL with one list of values a row, which all but PostgreSQL take, and
 * text as UTF-8 bytes, because a text type of most databases ignores case, blanks at the end, or both (rule 9). Stateless,
 * thread-safe.
 */
public abstract class Dialect {
    /** More rows than that go into further statements: databases bound the number of arguments. */
    public static final int ROWS_A_STATEMENT = 1_000;

    /** What an exception of the database means. */
    public enum Failure {
        /** Another transaction was in the way: everything was rolled back and may be tried again. */
        CONTENTION,
        /** The connection is gone, or there is none. */
        UNREACHABLE,
        /** No room is left on disk or in a table. */
        FULL,
        /** A table or column is not there. */
        SCHEMA,
        /** Anything else. */
        OTHER
    }

    /** The name of the database for people, and of the file with its tables. */
    public abstract String name();

    /** Begins a transaction that sees what others have committed, statement by statement, whatever the pool's default. */
    public abstract List<Sql> begin(long timeoutMillis);

    /** Statements that only read, with whatever has to stand around them. */
    public List<Sql> reading(List<Sql> statements, long timeoutMillis) {
        return statements;
    }

    /** An expression: the database's time of now, not of the transaction's beginning, in nanoseconds since 1970. */
    public abstract String clock();

    /** What an exception means where the SQL state alone does not tell; null for no opinion. */
    public abstract @Nullable Failure failure(SQLException failure);

    /** Makes a connection see what others have committed, where {@link #begin} cannot; what to set it back to, or null. */
    @Nullable
    public Integer isolate(Connection connection) throws SQLException {
        return null;
    }

    /** Whether several statements can be sent together. */
    public boolean pipelines() {
        return false;
    }

    /** Whether it tells listeners of changes, so that they need not ask. */
    public boolean notifies() {
        return false;
    }

    /** Whether a transaction shuts out all other writers, so that it is better to wait for them in this process first. */
    public boolean oneWriter() {
        return false;
    }

    /** Seconds after which the database is to give up a statement that waits for a lock; 0 where it knows by itself. */
    public int lockTimeoutSeconds(long timeoutMillis) {
        return 0;
    }

    public Object text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Nullable
    public String text(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads rows by key, with a last column that says what time it is. */
    public Stream<Sql> select(SqlTable table, List<@Nullable Object[]> keys, boolean lock, Sql.RowReader reader) {
        return parts(keys).map(part -> {
            String query = "SELECT " + SqlTable.names(table.columns()) + ", " + clock() + " FROM " + table.name()
                    + (lock ? hint() : "") + " WHERE " + matches(table, part.size()) + " ORDER BY "
                    + SqlTable.names(table.keys()) + (lock ? forUpdate() : "");
            return new Sql(query, bound(table.keys(), part), reader);
        });
    }

    /** What makes a locking query go along the primary key, so that rows are locked in its order and no others. */
    public String hint() {
        return "";
    }

    public String forUpdate() {
        return " FOR UPDATE";
    }

    /** New rows; fails where one is there already. */
    public Stream<Sql> insert(SqlTable table, List<@Nullable Object[]> rows) {
        return parts(rows).map(part -> new Sql(values("INSERT INTO", table, part), bound(table.columns(), part), null));
    }

    /** New values for rows that are there, and locked. */
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

    /** A condition that is true of rows with one of n keys. */
    public String matches(SqlTable table, int n) {
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

    private List<@Nullable Object> bound(List<Column> columns, List<@Nullable Object[]> rows) {
        List<@Nullable Object> arguments = new ArrayList<>(columns.size() * rows.size());
        for (Object[] row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                arguments.add(row[i] instanceof String text ? text(text) : row[i]);
            }
        }
        return arguments;
    }
}
