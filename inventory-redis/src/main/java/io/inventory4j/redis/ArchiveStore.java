package io.inventory4j.redis;

import io.inventory4j.JournalEntry;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The archive's side in the database: rows of one namespace, which are added in order and never changed. Thread-safe. */
final class ArchiveStore {
    private final DataSource source;
    private final ArchiveTables tables;
    private final String namespace;
    private volatile @Nullable ArchiveDialect known;

    ArchiveStore(DataSource source, ArchiveTables tables, String namespace) {
        this.source = source;
        this.tables = tables;
        this.namespace = namespace;
    }

    private interface Work<T> {
        T on(Connection connection, ArchiveDialect dialect) throws SQLException;
    }

    private interface RowReader<T> {
        T read(ResultSet row, ArchiveDialect dialect) throws SQLException;
    }

    /** Makes the tables where they are not there yet; false if somebody else was in the way. */
    boolean createTables() {
        return change("make its tables", (connection, dialect) -> {
            try (Statement statement = connection.createStatement()) {
                for (String sql : tables.statements(dialect)) {
                    statement.execute(sql);
                }
            }
            return true;
        });
    }

    /** The sequence of the last archived call; 0 where there is none. */
    long greatest() {
        return lastUpTo(Long.MAX_VALUE);
    }

    /** The sequence of the last archived call up to a place; 0 where there is none. */
    long lastUpTo(long place) {
        String sql =
                "SELECT COALESCE(MAX(sequence), 0) FROM " + tables.calls() + " WHERE namespace = ? AND sequence <= ?";
        return query(sql, List.of(place), (row, dialect) -> row.getLong(1)).get(0);
    }

    /** Archived calls behind a place, up to another, oldest first. */
    List<RecordedCall> calls(long after, long upTo, int max) {
        String sql = "SELECT sequence, request, answer FROM " + tables.calls()
                + " WHERE namespace = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT " + max;
        return query(
                sql,
                List.of(after, upTo),
                (row, dialect) -> RecordedCall.of(row.getLong(1), row.getBytes(2), row.getBytes(3)));
    }

    /** Keys of lines in order, behind one. */
    List<StockKey> lines(@Nullable StockKey after, long upTo, int max) {
        String sku = after == null ? "" : after.sku();
        String location = after == null ? "" : after.location();
        String sql = "SELECT DISTINCT sku, location FROM " + tables.entries()
                + " WHERE namespace = ? AND (sku > ? OR (sku = ? AND location > ?)) AND sequence <= ?"
                + " ORDER BY sku, location LIMIT " + max;
        return query(
                sql,
                List.of(sku, sku, location, upTo),
                (row, dialect) ->
                        StockKey.of(String.valueOf(dialect.text(row, 1)), String.valueOf(dialect.text(row, 2))));
    }

    /** A line's level after its last archived entry up to a place. */
    Optional<StockLevel> level(StockKey key, long upTo) {
        String sql = "SELECT " + ArchiveEntryRow.LEVEL + " FROM " + tables.entries()
                + " WHERE namespace = ? AND sku = ? AND location = ? AND sequence <= ? ORDER BY version DESC LIMIT 1";
        return level(key, sql, upTo);
    }

    /** A line's level at a version. */
    Optional<StockLevel> levelAt(StockKey key, long version) {
        String sql = "SELECT " + ArchiveEntryRow.LEVEL + " FROM " + tables.entries()
                + " WHERE namespace = ? AND sku = ? AND location = ? AND version = ?";
        return level(key, sql, version);
    }

    private Optional<StockLevel> level(StockKey key, String sql, long last) {
        return query(
                        sql,
                        List.of(key.sku(), key.location(), last),
                        (row, dialect) -> ArchiveEntryRow.level(dialect, row, key))
                .stream()
                .findFirst();
    }

    /** Adds calls with their entries, all or nothing; false if somebody else was in the way. */
    boolean add(List<RecordedCall> calls) {
        return change("add calls", (connection, dialect) -> {
            String sql = "INSERT INTO " + tables.calls()
                    + " (namespace, sequence, at_micros, request, answer) VALUES (?, ?, ?, ?, ?)";
            try (PreparedStatement rows = connection.prepareStatement(sql);
                    PreparedStatement entries = connection.prepareStatement(ArchiveEntryRow.insert(tables.entries()))) {
                for (RecordedCall call : calls) {
                    dialect.text(rows, 1, namespace);
                    rows.setLong(2, call.sequence());
                    rows.setLong(3, call.micros());
                    rows.setBytes(4, call.request());
                    rows.setBytes(5, call.answer());
                    rows.addBatch();
                }
                rows.executeBatch();
                boolean any = false;
                for (RecordedCall call : calls) {
                    for (JournalEntry entry : call.entries()) {
                        ArchiveEntryRow.bind(dialect, entries, namespace, entry);
                        entries.addBatch();
                        any = true;
                    }
                }
                if (any) {
                    entries.executeBatch();
                }
            }
            return true;
        });
    }

    private <T> List<T> query(String sql, List<?> arguments, RowReader<T> reader) {
        try {
            return transact((connection, dialect) -> {
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    dialect.text(statement, 1, namespace);
                    for (int i = 0; i < arguments.size(); i++) {
                        if (arguments.get(i) instanceof String text) {
                            dialect.text(statement, i + 2, text);
                        } else {
                            statement.setLong(i + 2, (Long) arguments.get(i));
                        }
                    }
                    List<T> found = new ArrayList<>();
                    try (ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            found.add(reader.read(rows, dialect));
                        }
                    }
                    return found;
                }
            });
        } catch (SQLException e) {
            throw new LedgerException(Effect.NONE, "the archive cannot be read", e);
        }
    }

    private boolean change(String what, Work<Boolean> work) {
        try {
            return transact(work);
        } catch (SQLException e) {
            ArchiveDialect dialect = known;
            if (dialect != null && dialect.lostRace(e)) {
                return false;
            }
            throw new LedgerException(Effect.UNKNOWN, "the archive cannot " + what, e);
        }
    }

    private <T> T transact(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection, dialect(connection));
                connection.commit();
                connection.setAutoCommit(automatic);
                return result;
            } catch (SQLException | RuntimeException e) {
                undo(connection, automatic, e);
                throw e;
            }
        }
    }

    private static void undo(Connection connection, boolean automatic, Exception failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(automatic);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private ArchiveDialect dialect(Connection connection) throws SQLException {
        ArchiveDialect found = known;
        if (found == null) {
            found = ArchiveDialect.of(connection);
            known = found;
        }
        return found;
    }
}
