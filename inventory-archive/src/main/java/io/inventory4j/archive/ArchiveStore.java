package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.archive.ArchivedRows.Snapshot;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Connections;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Dialects;
import io.inventory4j.jdbc.sql.LevelCells;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlFailure;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.redis.RecordedCall;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The archive's side in the database: rows of one namespace, which are added in order and never changed. Every method
 * is one transaction. Which database it is, is found out at the first one. Thread-safe.
 */
final class ArchiveStore {
    /** Calls that have more bytes go into further statements: databases bound the size of one. */
    static final int BYTES_A_STATEMENT = 1 << 20;

    /** The limit for what may go through all entries of a line that sold millions. */
    private static final Duration LONG_READ = Duration.ofMinutes(10);

    private static final int ATTEMPTS = 20;
    private static final long MOST_PAUSE_NANOS = 100_000_000;

    private final Connections connections;
    private final ArchiveTables tables;
    private final String namespace;
    private final Duration timeout;
    private final ArchivedRows rows;
    private volatile @Nullable Dialect known;

    ArchiveStore(DataSource source, ArchiveTables tables, String namespace, Duration timeout) {
        connections = Connections.of(source);
        this.tables = tables;
        this.namespace = namespace;
        this.timeout = timeout;
        rows = new ArchivedRows(this, tables, namespace);
    }

    /** Makes the tables where they are not there yet. */
    void createTables() {
        tables.script().run(connections);
    }

    /** Adds the columns that older tables lack. */
    void upgradeTables() {
        tables.upgrade().run(connections);
    }

    /** The place that is archived: that of the last call or of the newest snapshot; 0 if there is neither. */
    long greatest() {
        long last = lastUpTo(Long.MAX_VALUE);
        return Math.max(
                last, rows.newest(Long.MAX_VALUE).map(Snapshot::sequence).orElse(0L));
    }

    /** The place after which calls are archived without a gap. */
    long beginning() {
        long begun = rows.newest(Long.MAX_VALUE).map(Snapshot::beginning).orElse(0L);
        return calls(begun, Long.MAX_VALUE, 1).stream()
                .map(RecordedCall::after)
                .findFirst()
                .orElseGet(this::greatest);
    }

    /** The snapshots. */
    ArchivedRows rows() {
        return rows;
    }

    /** The sequence of the last archived call up to a place; 0 where there is none. */
    long lastUpTo(long place) {
        String sql = "SELECT COALESCE(MAX(sequence), 0) FROM " + tables.call.name()
                + " WHERE namespace = ? AND sequence <= ?";
        return query(sql, List.of(place), Cells::number).get(0);
    }

    /** Archived calls after a place, up to another, oldest first. */
    List<RecordedCall> calls(long after, long upTo, int max) {
        String sql = "SELECT sequence, request, answer FROM " + tables.call.name()
                + " WHERE namespace = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT " + max;
        return query(sql, List.of(after, upTo), ArchiveRows::call);
    }

    /** Keys of lines with an entry up to a place, in order, after one. */
    List<StockKey> lines(@Nullable StockKey after, long upTo, int max) {
        String sku = after == null ? "" : after.sku();
        String location = after == null ? "" : after.location();
        String sql = "SELECT DISTINCT sku, location FROM " + tables.entry.name()
                + " WHERE namespace = ? AND (sku > ? OR (sku = ? AND location > ?)) AND sequence <= ?"
                + " ORDER BY sku, location LIMIT " + max;
        List<Object> arguments = List.of(sku, sku, location, upTo);
        return query(sql, arguments, cells -> StockKey.of(cells.text(), cells.text()), LONG_READ);
    }

    /** A line's level after its last archived entry up to a place. */
    Optional<StockLevel> level(StockKey key, long upTo) {
        return level(key, "sequence <= ? ORDER BY version DESC LIMIT 1", upTo);
    }

    /** A line's level at a version. */
    Optional<StockLevel> levelAt(StockKey key, long version) {
        return level(key, "version = ?", version);
    }

    private Optional<StockLevel> level(StockKey key, String condition, long number) {
        String sql = "SELECT " + ArchiveTables.LEVEL + " FROM " + tables.entry.name()
                + " WHERE namespace = ? AND sku = ? AND location = ? AND " + condition;
        return query(sql, List.of(key.sku(), key.location(), number), cells -> LevelCells.read(key, cells)).stream()
                .findFirst();
    }

    /**
     * Adds calls with their entries, all or nothing; false if another transaction was in the way, and nothing was
     * added.
     */
    boolean add(List<RecordedCall> calls) {
        Dialect dialect = dialect();
        try (Session session = session(dialect, timeout)) {
            session.begin(List.of());
            insert(calls, session);
            session.commit(List.of());
            return true;
        } catch (SQLException e) {
            SqlFailure failure = SqlFailure.of(e, dialect);
            if (failure.kind() == Dialect.Failure.CONTENTION) {
                return false;
            }
            throw failure.forCaller(Effect.UNKNOWN);
        }
    }

    private void insert(List<RecordedCall> calls, Session session) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        List<@Nullable Object[]> entries = new ArrayList<>();
        long bytes = 0;
        for (RecordedCall call : calls) {
            long size = (long) call.request().length + call.answer().length;
            if (bytes > 0 && bytes + size > BYTES_A_STATEMENT) {
                session.insert(tables.call, rows);
                rows.clear();
                bytes = 0;
            }
            rows.add(ArchiveRows.row(namespace, call));
            bytes += size;
            for (JournalEntry entry : call.entries()) {
                entries.add(ArchiveRows.row(namespace, entry));
            }
        }
        session.insert(tables.call, rows);
        session.insert(tables.entry, entries);
    }

    /** What a transaction does; it may be done again. */
    interface Body {
        /** Returns how many rows it has changed, if somebody wants to know. */
        int run(Session session) throws SQLException;
    }

    /** Runs a transaction, again and again while others are in its way. */
    int write(Body body) {
        Dialect dialect = dialect();
        for (int attempt = 1; ; attempt++) {
            try (Session session = session(dialect, LONG_READ)) {
                session.begin(List.of());
                int changed = body.run(session);
                session.commit(List.of());
                return changed;
            } catch (SQLException e) {
                SqlFailure failure = SqlFailure.of(e, dialect);
                if (failure.kind() != Dialect.Failure.CONTENTION || attempt == ATTEMPTS) {
                    throw failure.forCaller(Effect.UNKNOWN);
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MOST_PAUSE_NANOS));
            }
        }
    }

    /**
     * Deletes calls and their entries that were made before a time, up to a place, oldest first; returns how many
     * calls.
     */
    int delete(long beforeMicros, long upTo, int max) {
        String sql = "SELECT sequence FROM " + tables.call.name()
                + " WHERE namespace = ? AND sequence <= ? AND at_micros < ? ORDER BY sequence LIMIT " + max;
        List<Long> old = query(sql, List.of(upTo, beforeMicros), Cells::number);
        if (!old.isEmpty()) {
            long last = old.get(old.size() - 1);
            write(session -> {
                int deleted = 0;
                for (SqlTable table : List.of(tables.call, tables.entry)) {
                    deleted += session.update(new Sql(
                            "DELETE FROM " + table.name() + " WHERE namespace = ? AND sequence <= ?",
                            bound(List.of(last)),
                            null));
                }
                return deleted;
            });
        }
        return old.size();
    }

    interface RowReader<T> {
        T read(Cells cells) throws SQLException;
    }

    /** Runs a query whose first argument is the namespace. */
    <T> List<T> query(String sql, List<?> arguments, RowReader<T> reader) {
        return query(sql, arguments, reader, timeout);
    }

    /** The namespace, then these arguments, as the database takes them. */
    List<@Nullable Object> bound(List<?> arguments) {
        Dialect dialect = dialect();
        List<@Nullable Object> bound = new ArrayList<>(arguments.size() + 1);
        bound.add(dialect.text(namespace));
        arguments.forEach(argument -> bound.add(argument instanceof String text ? dialect.text(text) : argument));
        return bound;
    }

    private <T> List<T> query(String sql, List<?> arguments, RowReader<T> reader, Duration limit) {
        Dialect dialect = dialect();
        List<T> found = new ArrayList<>();
        try (Session session = session(dialect, limit)) {
            session.read(List.of(
                    new Sql(sql, bound(arguments), row -> found.add(reader.read(new Cells(row, dialect))))));
            return found;
        } catch (SQLException e) {
            throw SqlFailure.of(e, dialect).forCaller(Effect.NONE);
        }
    }

    private Session session(Dialect dialect, Duration limit) {
        try {
            return Session.open(connections, dialect, limit.toMillis());
        } catch (SQLException e) {
            throw noConnection(e);
        }
    }

    private Dialect dialect() {
        Dialect found = known;
        if (found == null) {
            try {
                found = connections.with(Dialects::of);
            } catch (SQLException e) {
                throw noConnection(e);
            }
            known = found;
        }
        return found;
    }

    private static LedgerException noConnection(SQLException cause) {
        return new LedgerException(Effect.NONE, "no connection to the archive's database", cause);
    }
}
