package io.inventory4j.jdbc.sql;

import java.util.List;
import java.util.stream.Stream;

/** A table: its name, and the columns that are read and written. Immutable. */
public final class SqlTable {
    /** What a column holds. */
    public enum ColumnType {
        /** Text that is compared by its UTF-8 bytes. */
        TEXT,
        /** A whole number of 64 bits. */
        NUMBER,
        /** Bytes, compared with nothing. */
        BYTES
    }

    /** One column. */
    public record Column(String name, ColumnType type) {}

    private final String name;
    private final List<Column> keys;
    private final List<Column> values;
    private final List<Column> columns;

    /**
     * A table.
     *
     * @param name the name, with prefix and schema
     * @param keys the primary key, in order; empty where rows are only added
     * @param values the other columns
     */
    public SqlTable(String name, List<Column> keys, List<Column> values) {
        this.name = name;
        this.keys = keys;
        this.values = values;
        columns = Stream.concat(keys.stream(), values.stream()).toList();
    }

    public String name() {
        return name;
    }

    public List<Column> keys() {
        return keys;
    }

    public List<Column> values() {
        return values;
    }

    /** Keys, then values. */
    public List<Column> columns() {
        return columns;
    }

    public static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }
}
