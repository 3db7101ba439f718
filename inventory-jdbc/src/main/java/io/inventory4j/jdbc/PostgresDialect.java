package io.inventory4j.jdbc;

import io.inventory4j.jdbc.Table.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL. A column of rows goes as one array, so that the text of a statement is always the same and its plan is kept;
 * and statements that follow each other go in one message. Columns are declared {@code COLLATE "C"}.
 */
final class PostgresDialect extends Dialect {
    @Override
    String name() {
        return "postgresql";
    }

    // A plan is made while a table is still small, when reading all of it looks cheap, and kept while it grows.
    @Override
    List<Sql> begin(long timeoutMillis) {
        return List.of(
                Sql.of("BEGIN ISOLATION LEVEL READ COMMITTED"),
                Sql.of(
                                "SELECT set_config('enable_seqscan', 'off', true), set_config('lock_timeout', ?, true)",
                                String.valueOf(timeoutMillis))
                        .reading(row -> {}));
    }

    @Override
    String clock() {
        return "(extract(epoch from clock_timestamp()) * 1000000)::bigint * 1000";
    }

    @Override
    boolean pipelines() {
        return true;
    }

    @Override
    boolean notifies() {
        return true;
    }

    @Override
    Object text(String value) {
        return value;
    }

    @Override
    @Nullable
    String text(ResultSet row, int column) throws SQLException {
        return row.getString(column);
    }

    @Override
    Stream<Sql> select(Table table, List<Object[]> keys, boolean lock, Sql.RowReader reader) {
        if (keys.isEmpty()) {
            return Stream.empty();
        }
        String query = "SELECT " + Table.names(table.columns()) + ", " + clock() + " FROM " + table.name() + " WHERE "
                + matches(table) + " ORDER BY " + Table.names(table.keys()) + (lock ? " FOR UPDATE" : "");
        return Stream.of(new Sql(query, arrays(table.keys(), keys), reader));
    }

    private static String matches(Table table) {
        return table.keys().size() == 1
                ? table.keys().get(0).name() + " = ANY(?)"
                : "(" + Table.names(table.keys()) + ") IN (SELECT * FROM " + unnest(table.keys()) + ")";
    }

    @Override
    Stream<Sql> insert(Table table, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return Stream.empty();
        }
        List<Column> columns = table.columns();
        String statement =
                "INSERT INTO " + table.name() + " (" + Table.names(columns) + ") SELECT * FROM " + unnest(columns);
        return Stream.of(new Sql(statement, arrays(columns, rows), null));
    }

    @Override
    Stream<Sql> update(Table table, List<Object[]> rows) {
        return rows.isEmpty()
                ? Stream.empty()
                : Stream.of(new Sql(upsert(table, rows), arrays(table.columns(), rows), null));
    }

    @Override
    String upsert(Table table, List<Object[]> rows) {
        return "UPDATE " + table.name() + " t SET " + equal(table.values(), "", ", ") + " FROM "
                + unnest(table.columns()) + " AS n(" + Table.names(table.columns()) + ") WHERE "
                + equal(table.keys(), "t.", " AND ");
    }

    private static String equal(List<Column> columns, String left, String between) {
        return columns.stream()
                .map(column -> left + column.name() + " = n." + column.name())
                .collect(Collectors.joining(between));
    }

    @Override
    Stream<Sql> delete(Table table, List<Object[]> keys, String and) {
        return keys.isEmpty()
                ? Stream.empty()
                : Stream.of(new Sql(
                        "DELETE FROM " + table.name() + " WHERE " + matches(table) + and,
                        arrays(table.keys(), keys),
                        null));
    }

    private static String unnest(List<Column> columns) {
        return columns.stream()
                .map(column -> column.text() ? "?::text[]" : "?::bigint[]")
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    private static List<@Nullable Object> arrays(List<Column> columns, List<Object[]> rows) {
        List<@Nullable Object> arrays = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            boolean text = columns.get(i).text();
            Object[] elements = text ? new String[rows.size()] : new Long[rows.size()];
            for (int j = 0; j < elements.length; j++) {
                elements[j] = rows.get(j)[i];
            }
            arrays.add(new Sql.Array(text ? "text" : "int8", elements));
        }
        return arrays;
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
}
