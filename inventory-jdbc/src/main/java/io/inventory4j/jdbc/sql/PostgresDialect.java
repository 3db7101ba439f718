package io.inventory4j.jdbc.sql;

import io.inventory4j.jdbc.sql.SqlTable.Column;
import io.inventory4j.jdbc.sql.SqlTable.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. Several rows are bound as one array for each column, so that the text of a statement is always the same
 * and its plan is reused. One row is bound value by value, which costs half. Statements in sequence are sent in one
 * message. Columns of text are declared {@code COLLATE "C"}.
 */
final class PostgresDialect extends Dialect {
    /**
     * Settings of each transaction. A plan that is made while a table is small reads all of it, and is reused when the
     * table has grown. So plans must not depend on the arguments, and may only look up the given keys one by one in an
     * index.
     */
    private static final String SETTINGS = Stream.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin")
            .map(way -> "set_config('" + way + "', 'off', true)")
            .collect(Collectors.joining(
                    ", ",
                    "SELECT set_config('plan_cache_mode', 'force_generic_plan', true), ",
                    ", set_config('lock_timeout', ?, true)"));

    private final Map<Text, String> texts = new ConcurrentHashMap<>();

    /** Whether transactions of one connection may reach different processes of the database. */
    private final boolean pooled;

    /**
     * The dialect for direct connections, or for those through a pooler such as PgBouncer. A pooler may give each
     * transaction of a connection another process of the database. What a process remembers is then lost or, worse,
     * that of somebody else: names of prepared statements, and what a connection listens to. So neither is used.
     */
    PostgresDialect(boolean pooled) {
        this.pooled = pooled;
    }

    @Override
    boolean inTransaction(Connection connection) throws SQLException {
        PostgresDriver.State state = PostgresDriver.state(connection);
        if (state == PostgresDriver.State.NONE || state == PostgresDriver.State.FAILED) {
            return state == PostgresDriver.State.FAILED;
        }
        // A pool that tests a connection begins one, too. Whoever has written or locked a row has a number.
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT txid_current_if_assigned() IS NOT NULL")) {
            return row.next() && row.getBoolean(1);
        }
    }

    @Override
    boolean begunByStatement(Connection connection) throws SQLException {
        PostgresDriver.State state = PostgresDriver.state(connection);
        return state == PostgresDriver.State.BEGUN || state == PostgresDriver.State.FAILED;
    }

    /**
     * In a stricter isolation too: a row that has changed since the transaction's beginning cannot be locked. It fails
     * as contention.
     */
    @Override
    public boolean decidesIn(int isolation) {
        return true;
    }

    @Override
    void prepared(PreparedStatement statement) throws SQLException {
        if (pooled) {
            PostgresDriver.doNotName(statement);
        }
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    List<Sql> begin(long timeoutMillis) {
        return List.of(
                Sql.of("BEGIN ISOLATION LEVEL READ COMMITTED"),
                Sql.of(SETTINGS, String.valueOf(timeoutMillis)).reading(row -> {}));
    }

    @Override
    List<Sql> reading(List<Sql> statements, long timeoutMillis) {
        List<Sql> all = new ArrayList<>(begin(timeoutMillis));
        all.addAll(statements);
        all.add(Sql.of("COMMIT"));
        return all;
    }

    @Override
    public String clock() {
        return "(extract(epoch from clock_timestamp()) * 1000000)::bigint * 1000";
    }

    @Override
    public boolean pipelines() {
        return true;
    }

    @Override
    public boolean notifies() {
        return true;
    }

    @Override
    public boolean listens() {
        return !pooled;
    }

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
    public Stream<Sql> select(SqlTable table, List<@Nullable Object[]> keys, boolean lock, Sql.RowReader reader) {
        boolean one = keys.size() == 1;
        String query = text(lock ? "lock" : "select", table, one, () -> {
            if (!one && table.keys().size() > 1) {
                return eachByItsKeys(table, lock);
            }
            String all = "SELECT " + SqlTable.names(table.columns()) + ", " + clock() + " FROM " + table.name()
                    + " WHERE " + matches(table, keys.size());
            String ordered = one ? all : all + " ORDER BY " + SqlTable.names(table.keys());
            return lock ? ordered + " FOR UPDATE" : ordered;
        });
        return statement(query, table.keys(), keys).map(sql -> sql.reading(reader));
    }

    /**
     * Looks up row by row, in the order of the keys, and so locks in that order. The planner cannot turn a lateral join
     * round. With a plain join it may: it takes a table that was analysed while empty for an empty one, and would read
     * all of it for each key.
     */
    private String eachByItsKeys(SqlTable table, boolean lock) {
        return "SELECT " + prefixed("r.", table.columns()) + ", " + clock() + " FROM (SELECT * FROM "
                + given(table.keys()) + " ORDER BY "
                + table.keys().stream()
                        .map(key -> key.name() + (key.type() == ColumnType.TEXT ? " COLLATE \"C\"" : ""))
                        .collect(Collectors.joining(", "))
                + ") n CROSS JOIN LATERAL (SELECT * FROM " + table.name() + " t WHERE "
                + equal(table.keys(), "t.", "n.", " AND ") + (lock ? " FOR UPDATE" : " OFFSET 0") + ") r ORDER BY "
                + prefixed("r.", table.keys());
    }

    private static String prefixed(String prefix, List<Column> columns) {
        return columns.stream().map(column -> prefix + column.name()).collect(Collectors.joining(", "));
    }

    /** The arrays of arguments as rows. */
    private static String given(List<Column> columns) {
        return unnest(columns) + " AS n(" + SqlTable.names(columns) + ")";
    }

    @Override
    String matches(SqlTable table, int n) {
        if (n == 1) {
            return equal(table.keys(), "", "?", " AND ");
        }
        return table.keys().size() == 1
                ? table.keys().get(0).name() + " = ANY(?)"
                : "(" + SqlTable.names(table.keys()) + ") IN (SELECT * FROM " + unnest(table.keys()) + ")";
    }

    @Override
    public Stream<Sql> insert(SqlTable table, List<@Nullable Object[]> rows) {
        List<Column> columns = table.columns();
        boolean one = rows.size() == 1;
        String text = text(
                "insert",
                table,
                one,
                () -> "INSERT INTO " + table.name() + " (" + SqlTable.names(columns) + ") "
                        + (one ? "VALUES " + rows(columns.size(), 1) : "SELECT * FROM " + unnest(columns)));
        return statement(text, columns, rows);
    }

    @Override
    public Stream<Sql> update(SqlTable table, List<@Nullable Object[]> rows) {
        String text = text("update", table, rows.size() == 1, () -> upsert(table, rows));
        if (rows.size() != 1) {
            return statement(text, table.columns(), rows);
        }
        // In this statement, values come before keys.
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(rows.get(0)));
        Collections.rotate(row, -table.keys().size());
        return Stream.of(new Sql(text, row, null));
    }

    @Override
    String upsert(SqlTable table, List<@Nullable Object[]> rows) {
        if (rows.size() == 1) {
            return "UPDATE " + table.name() + " SET " + equal(table.values(), "", "?", ", ") + " WHERE "
                    + matches(table, 1);
        }
        // The rows exist, so each conflicts and is updated. UPDATE would need a join, whose plan might read the whole
        // table.
        return "INSERT INTO " + table.name() + " (" + SqlTable.names(table.columns()) + ") SELECT * FROM "
                + unnest(table.columns()) + " ON CONFLICT (" + SqlTable.names(table.keys()) + ") DO UPDATE SET "
                + equal(table.values(), "", "excluded.", ", ");
    }

    private static String equal(List<Column> columns, String left, String right, String between) {
        return columns.stream()
                .map(column -> left + column.name() + " = " + (right.equals("?") ? "?" : right + column.name()))
                .collect(Collectors.joining(between));
    }

    @Override
    public Stream<Sql> delete(SqlTable table, List<@Nullable Object[]> keys, String and) {
        boolean many = keys.size() > 1 && table.keys().size() > 1;
        String which = many
                ? "ctid = ANY(ARRAY(SELECT r.ctid FROM " + given(table.keys())
                        + " CROSS JOIN LATERAL (SELECT t.ctid FROM " + table.name() + " t WHERE "
                        + equal(table.keys(), "t.", "n.", " AND ") + " OFFSET 0) r))"
                : matches(table, keys.size());
        return statement("DELETE FROM " + table.name() + " WHERE " + which + and, table.keys(), keys);
    }

    private record Text(String verb, SqlTable table, boolean one) {}

    private String text(String verb, SqlTable table, boolean one, Supplier<String> make) {
        return texts.computeIfAbsent(new Text(verb, table, one), key -> make.get());
    }

    private static Stream<Sql> statement(String text, List<Column> columns, List<@Nullable Object[]> rows) {
        return switch (rows.size()) {
            case 0 -> Stream.empty();
            case 1 -> Stream.of(new Sql(text, Arrays.asList(rows.get(0)).subList(0, columns.size()), null));
            default -> Stream.of(new Sql(text, arrays(columns, rows), null));
        };
    }

    private static String unnest(List<Column> columns) {
        return columns.stream()
                .map(column -> "?::" + element(column) + "[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    private static List<@Nullable Object> arrays(List<Column> columns, List<Object[]> rows) {
        List<@Nullable Object> arrays = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            Object[] elements = switch (columns.get(i).type()) {
                case TEXT -> new String[rows.size()];
                case NUMBER -> new Long[rows.size()];
                case BYTES -> new byte[rows.size()][];
            };
            for (int j = 0; j < elements.length; j++) {
                elements[j] = rows.get(j)[i];
            }
            arrays.add(new Sql.Array(element(columns.get(i)), elements));
        }
        return arrays;
    }

    /** The database's name of what a column holds. */
    private static String element(Column column) {
        return switch (column.type()) {
            case TEXT -> "text";
            case NUMBER -> "int8";
            case BYTES -> "bytea";
        };
    }

    @Override
    @Nullable
    Failure failure(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case "55P03", "57014" -> Failure.CONTENTION;
            case "57P01", "57P02", "57P03", "57P05", "53300" -> Failure.UNREACHABLE;
            case "53100", "53200" -> Failure.FULL;
            case "42P01", "42703", "3F000" -> Failure.SCHEMA;
            default -> null;
        };
    }

    @Override
    boolean hasColumnAlready(SQLException failure) {
        return "42701".equals(failure.getSQLState());
    }
}
