package io.inventory4j.redis;

import io.inventory4j.Bucket;
import io.inventory4j.JournalEntry;
import io.inventory4j.SaleState;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A journal entry as a row of the archive. */
final class ArchiveEntryRow {
    /** What a line's level is made of, in the order in which {@link #level} reads it. */
    static final String LEVEL = "available, reserved, committed, safety, quality_control, damaged, incoming, version,"
            + " sale_state, opening";

    private static final List<Bucket> STORED = List.of(
            Bucket.AVAILABLE,
            Bucket.RESERVED,
            Bucket.COMMITTED,
            Bucket.SAFETY,
            Bucket.QUALITY_CONTROL,
            Bucket.DAMAGED,
            Bucket.INCOMING);

    private static final String COLUMNS = "namespace, sequence, at_micros, kind, command, settlement, reason, sku,"
            + " location, " + LEVEL + ", "
            + STORED.stream()
                    .map(bucket -> bucket.name().toLowerCase(Locale.ROOT) + "_change")
                    .collect(Collectors.joining(", "));

    private ArchiveEntryRow() {}

    static String insert(String table) {
        int columns = COLUMNS.split(",", -1).length;
        return "INSERT INTO " + table + " (" + COLUMNS + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns, "?")) + ")";
    }

    static void bind(ArchiveDialect dialect, PreparedStatement row, String namespace, JournalEntry entry)
            throws SQLException {
        StockLevel before = entry.change().before();
        StockLevel after = entry.change().after();
        dialect.text(row, 1, namespace);
        row.setLong(2, entry.sequence());
        row.setLong(3, Micros.of(entry.at()));
        dialect.text(row, 4, entry.kind().name());
        dialect.text(row, 5, entry.command());
        dialect.text(row, 6, entry.settlement());
        dialect.text(row, 7, entry.reason());
        dialect.text(row, 8, after.key().sku());
        dialect.text(row, 9, after.key().location());
        int column = 10;
        for (Bucket bucket : STORED) {
            row.setLong(column++, after.quantity(bucket));
        }
        row.setLong(column++, after.version());
        dialect.text(row, column++, after.saleState().name());
        row.setLong(column++, after.opening());
        for (Bucket bucket : STORED) {
            row.setLong(column++, after.quantity(bucket) - before.quantity(bucket));
        }
    }

    static StockLevel level(ArchiveDialect dialect, ResultSet row, StockKey key) throws SQLException {
        return new StockLevel(
                key,
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                SaleState.valueOf(String.valueOf(dialect.text(row, 9))),
                row.getLong(10));
    }
}
