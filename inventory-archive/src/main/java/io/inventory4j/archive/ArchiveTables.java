package io.inventory4j.archive;

import io.inventory4j.jdbc.sql.LevelCells;
import io.inventory4j.jdbc.sql.SqlScript;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.jdbc.sql.SqlTable.Column;
import io.inventory4j.jdbc.sql.SqlTable.ColumnType;
import io.inventory4j.jdbc.sql.TableNames;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The tables of an archive. The files beside this class say what a row is. Immutable, thread-safe. */
final class ArchiveTables {
    /** What a line's level is made of. */
    static final String LEVEL = String.join(", ", LevelCells.COLUMNS);

    private static final String CHANGES = "available_change, reserved_change, committed_change, safety_change,"
            + " quality_control_change, damaged_change, incoming_change";

    private static final Set<String> TEXTS =
            Set.of("namespace", "kind", "command", "settlement", "reason", "sku", "location", "sale_state", "field");
    private static final Set<String> BYTES = Set.of("request", "answer", "content");

    /** One row for each call. */
    final SqlTable call;

    /** One row for each journal entry. */
    final SqlTable entry;

    /** One row for each snapshot, complete or not. */
    final SqlTable snapshot;

    /** The copies of rows that snapshots are made of. */
    final SqlTable row;

    private final SqlScript script;
    private final SqlScript upgrade;

    ArchiveTables(TableNames names) {
        call = new SqlTable(
                names.of("redis_call"), columns("namespace, sequence"), columns("at_micros, request, answer"));
        entry = new SqlTable(
                names.of("redis_entry"),
                columns("namespace, sequence"),
                columns("at_micros, kind, command, settlement, reason, sku, location, " + LEVEL + ", " + CHANGES));
        snapshot = new SqlTable(
                names.of("redis_snapshot"),
                columns("namespace, snapshot_id"),
                columns("sequence, beginning, row_count"));
        row = new SqlTable(
                names.of("redis_row"), columns("namespace, snapshot_id, field, part"), columns("gone, content"));
        script = new SqlScript(ArchiveTables::resource, names);
        upgrade = new SqlScript(ArchiveTables::resource, names, "-2");
    }

    private static List<Column> columns(String names) {
        return Arrays.stream(names.split(", ", -1))
                .map(name -> new Column(name, type(name)))
                .toList();
    }

    private static ColumnType type(String column) {
        return TEXTS.contains(column) ? ColumnType.TEXT : BYTES.contains(column) ? ColumnType.BYTES : ColumnType.NUMBER;
    }

    private static String resource(String name) {
        return SqlScript.text(name, ArchiveTables.class.getResourceAsStream(name));
    }

    /** What makes the tables. */
    SqlScript script() {
        return script;
    }

    /** What adds columns that older tables lack. */
    SqlScript upgrade() {
        return upgrade;
    }
}
