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

/** The two tables of an archive. The files beside this class say what a row is. Immutable, thread-safe. */
final class ArchiveTables {
    /** What a line's level is made of. */
    static final String LEVEL = String.join(", ", LevelCells.COLUMNS);

    private static final String CHANGES = "available_change, reserved_change, committed_change, safety_change,"
            + " quality_control_change, damaged_change, incoming_change";

    private static final Set<String> TEXTS =
            Set.of("namespace", "kind", "command", "settlement", "reason", "sku", "location", "sale_state");
    private static final Set<String> BYTES = Set.of("request", "answer");

    /** One row for each call. */
    final SqlTable call;

    /** One row for each journal entry. */
    final SqlTable entry;

    private final SqlScript script;

    ArchiveTables(TableNames names) {
        call = new SqlTable(
                names.of("redis_call"), columns("namespace, sequence"), columns("at_micros, request, answer"));
        entry = new SqlTable(
                names.of("redis_entry"),
                columns("namespace, sequence"),
                columns("at_micros, kind, command, settlement, reason, sku, location, " + LEVEL + ", " + CHANGES));
        script = new SqlScript(name -> SqlScript.text(name, ArchiveTables.class.getResourceAsStream(name)), names);
    }

    private static List<Column> columns(String names) {
        return Arrays.stream(names.split(", ", -1))
                .map(name -> new Column(name, type(name)))
                .toList();
    }

    private static ColumnType type(String column) {
        return TEXTS.contains(column) ? ColumnType.TEXT : BYTES.contains(column) ? ColumnType.BYTES : ColumnType.NUMBER;
    }

    /** What makes the tables. */
    SqlScript script() {
        return script;
    }
}
