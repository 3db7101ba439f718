package io.inventory4j.jdbc;

import java.util.List;
import java.util.stream.Stream;

/**
 * A table of the ledger: its name, and the columns that the ledger reads and writes.
 *
 * @param name the name, with prefix and schema
 * @param keys the primary key, in order; empty where the database numbers the rows
 * @param values the other columns
 */
record Table(String name, List<Column> keys, List<Column> values) {
    /** What a column holds: text compared by its UTF-8 bytes, or a whole number of 64 bits. */
    record Column(String name, boolean text) {}

    List<Column> columns() {
        return Stream.concat(keys.stream(), values.stream()).toList();
    }

    static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }
}
