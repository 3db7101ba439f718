package io.inventory4j.jdbc;

import java.util.List;
import java.util.stream.Stream;

/** A table of the ledger: its name, and the columns that the ledger reads and writes. Immutable. */
final class Table {
    /** What a column holds: text compared by its UTF-8 bytes, or a whole number of 64 bits. */
    record Column(String name, boolean text) {}

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
    Table(String name, List<Column> keys, List<Column> values) {
        this.name = name;
        this.keys = keys;
        this.values = values;
        columns = Stream.concat(keys.stream(), values.stream()).toList();
    }

    String name() {
        return name;
    }

    List<Column> keys() {
        return keys;
    }

    List<Column> values() {
        return values;
    }

    /** Keys, then values. */
    List<Column> columns() {
        return columns;
    }

    static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }
}
