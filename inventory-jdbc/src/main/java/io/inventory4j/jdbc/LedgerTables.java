package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.LevelCells;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.jdbc.sql.SqlTable.Column;
import io.inventory4j.jdbc.sql.SqlTable.ColumnType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The tables of one ledger. Times are nanoseconds since 1970; the files that make the tables say what a row is. */
final class LedgerTables {
    private static final Set<String> TEXTS = Set.of(
            "id",
            "body",
            "sku",
            "location",
            "reservation",
            "kind",
            "content",
            "sale_state",
            "name",
            "command",
            "settlement",
            "reason",
            "changes");
    private static final String LEVEL = String.join(" ", LevelCells.COLUMNS);

    final SqlTable reservation;
    final SqlTable held;
    final SqlTable applied;
    final SqlTable line;
    final SqlTable counter;
    final SqlTable journal;
    final String meta;

    LedgerTables(JdbcSchema schema) {
        reservation = new SqlTable(
                schema.table("reservation"), columns("id"), columns("made_nanos due_nanos phase changed_nanos body"));
        held = new SqlTable(schema.table("held"), columns("sku location reservation"), columns("quantity"));
        applied = new SqlTable(schema.table("applied"), columns("kind id"), columns("applied_nanos content"));
        line = new SqlTable(schema.table("line"), columns("sku location"), columns(LEVEL));
        counter = new SqlTable(schema.table("counter"), columns("name"), columns("used forget_nanos"));
        journal = new SqlTable(
                schema.table("journal"),
                List.of(),
                columns("at_nanos kind command settlement reason sku location " + LEVEL + " changes"));
        meta = schema.table("meta");
    }

    private static List<Column> columns(String names) {
        return Arrays.stream(names.split(" ", -1))
                .map(name -> new Column(name, TEXTS.contains(name) ? ColumnType.TEXT : ColumnType.NUMBER))
                .toList();
    }
}
