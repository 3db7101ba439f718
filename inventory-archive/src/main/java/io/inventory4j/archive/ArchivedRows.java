package io.inventory4j.archive;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.redis.LedgerRows.Copied;
import io.inventory4j.redis.StoredRow;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots in the database. One is begun, its copies are added part by part, and then it is completed; or somebody has
 * removed its row meanwhile, and it is none. So a snapshot that is complete has all of its copies. Copies without a
 * snapshot are removed later. Thread-safe.
 */
final class ArchivedRows {
    /** The fields of lines begin with this letter, and those of no other row. */
    private static final String LINES = "l";

    private static final String AFTER_LINES = "m";

    private static final long INCOMPLETE = -1;

    /** How many copies a transaction deletes, so that none is long. */
    private static final int DELETED_AT_ONCE = 1_000;

    /** Two snapshots that begin at a time must not have one id. */
    private static final int APART = 1 << 20;

    /**
     * A complete snapshot.
     *
     * @param id distinguishes its copies from others
     * @param beginning the place after which calls are archived without a gap
     * @param what its place in the journal, and how many rows it has
     */
    record Snapshot(long id, long beginning, Copied what) {
        long sequence() {
            return what.place();
        }
    }

    private final ArchiveStore store;
    private final ArchiveTables tables;
    private final String namespace;

    ArchivedRows(ArchiveStore store, ArchiveTables tables, String namespace) {
        this.store = store;
        this.tables = tables;
        this.namespace = namespace;
    }

    /** The snapshot with the greatest place up to one. */
    Optional<Snapshot> newest(long upTo) {
        String sql = "SELECT sequence, snapshot_id, beginning, row_count FROM " + tables.snapshot.name()
                + " WHERE namespace = ? AND sequence > 0 AND sequence <= ? ORDER BY sequence DESC LIMIT 1";
        return store
                .query(sql, List.of(upTo), cells -> {
                    long sequence = cells.number();
                    return new Snapshot(cells.number(), cells.number(), new Copied(sequence, cells.number()));
                })
                .stream()
                .findFirst();
    }

    /** Begins a snapshot and returns its id. */
    long begin() {
        String sql = "SELECT COALESCE(MAX(snapshot_id), 0) FROM " + tables.snapshot.name() + " WHERE namespace = ?";
        long last = store.query(sql, List.of(), Cells::number).get(0);
        long id = last + 1 + ThreadLocalRandom.current().nextInt(APART);
        List<@Nullable Object[]> row =
                List.<@Nullable Object[]>of(new @Nullable Object[] {namespace, id, INCOMPLETE, 0L, 0L});
        store.write(session -> {
            session.insert(tables.snapshot, row);
            return 1;
        });
        return id;
    }

    /** Adds a part of a snapshot that is being taken; parts are numbered from 0. */
    void add(long id, long part, List<StoredRow> rows) {
        store.write(session -> insert(session, id, part, rows));
    }

    private int insert(Session session, long id, long part, List<StoredRow> rows) throws SQLException {
        List<@Nullable Object[]> values = new ArrayList<>(rows.size());
        long bytes = 0;
        for (StoredRow row : rows) {
            byte[] content = row.value();
            if (bytes > 0 && bytes + content.length > ArchiveStore.BYTES_A_STATEMENT) {
                session.insert(tables.row, values);
                values.clear();
                bytes = 0;
            }
            values.add(new @Nullable Object[] {namespace, id, row.field(), part, row.gone() ? 1L : 0L, content});
            bytes += content.length;
        }
        session.insert(tables.row, values);
        return rows.size();
    }

    /** Makes a snapshot complete. */
    void complete(Snapshot snapshot) {
        String sql = "UPDATE " + tables.snapshot.name()
                + " SET sequence = " + snapshot.sequence() + ", beginning = " + snapshot.beginning() + ", row_count = "
                + snapshot.what().rows() + " WHERE namespace = ? AND snapshot_id = ?";
        List<@Nullable Object> bound = store.bound(List.of(snapshot.id()));
        if (store.write(session -> session.update(new Sql(sql, bound, null))) == 0) {
            throw new LedgerException(Effect.NONE, "another snapshot was completed meanwhile", null);
        }
    }

    /** The rows of a snapshot in the order of their fields, from after one on. */
    List<StoredRow> page(long id, String after, int max) {
        return last("r.field > ?", List.of(id, after), max);
    }

    /** The levels of a snapshot's lines in the order of their fields, from after a line on. */
    List<StockLevel> lines(long id, @Nullable StockKey after, int max) {
        String from = after == null ? LINES : field(after);
        return last("r.field > ? AND r.field < ?", List.of(id, from, AFTER_LINES), max).stream()
                .flatMap(row -> row.level().stream())
                .toList();
    }

    /** A line's level in a snapshot. */
    Optional<StockLevel> level(long id, StockKey key) {
        return last("r.field = ?", List.of(id, field(key)), 1).stream()
                .flatMap(row -> row.level().stream())
                .findFirst();
    }

    private static String field(StockKey key) {
        return LINES + key.sku() + "\n" + key.location();
    }

    private List<StoredRow> last(String condition, List<Object> arguments, int max) {
        String sql = "SELECT r.field, r.content FROM " + tables.row.name()
                + " r WHERE r.namespace = ? AND r.snapshot_id = ? AND " + condition
                + " AND r.gone = 0 AND NOT EXISTS (SELECT 1 FROM " + tables.row.name()
                + " l WHERE l.namespace = r.namespace AND l.snapshot_id = r.snapshot_id AND l.field = r.field"
                + " AND l.part > r.part) ORDER BY r.field LIMIT " + max;
        return store.query(sql, arguments, cells -> StoredRow.of(cells.text(), cells.bytes()));
    }

    /** Removes the snapshots before one that is complete, and those that are being taken. */
    void removeBefore(Snapshot complete) {
        String sql =
                "DELETE FROM " + tables.snapshot.name() + " WHERE namespace = ? AND sequence < ? AND snapshot_id <> ?";
        List<@Nullable Object> bound = store.bound(List.of(complete.sequence(), complete.id()));
        store.write(session -> session.update(new Sql(sql, bound, null)));
        removeCopies();
    }

    /** Removes a snapshot that was begun, unless it is complete. */
    void abandon(long id) {
        String sql = "DELETE FROM " + tables.snapshot.name()
                + " WHERE namespace = ? AND snapshot_id = ? AND sequence = " + INCOMPLETE;
        List<@Nullable Object> bound = store.bound(List.of(id));
        store.write(session -> session.update(new Sql(sql, bound, null)));
        removeCopies();
    }

    /** Removes the copies that belong to no snapshot. */
    private void removeCopies() {
        String next = "SELECT COALESCE(MIN(snapshot_id), 0) FROM " + tables.row.name()
                + " WHERE namespace = ? AND snapshot_id > ?";
        String known = "SELECT snapshot_id FROM " + tables.snapshot.name() + " WHERE namespace = ? AND snapshot_id = ?";
        long id = store.query(next, List.of(0L), Cells::number).get(0);
        while (id > 0) {
            if (store.query(known, List.of(id), Cells::number).isEmpty()) {
                removeCopies(id);
            }
            id = store.query(next, List.of(id), Cells::number).get(0);
        }
    }

    private void removeCopies(long id) {
        String of = " FROM " + tables.row.name() + " WHERE namespace = ? AND snapshot_id = ?";
        String last = "SELECT field" + of + " ORDER BY field LIMIT 1 OFFSET " + (DELETED_AT_ONCE - 1);
        List<String> field = store.query(last, List.of(id), Cells::text);
        while (!field.isEmpty()) {
            List<@Nullable Object> bound = store.bound(List.of(id, field.get(0)));
            store.write(session -> session.update(new Sql("DELETE" + of + " AND field <= ?", bound, null)));
            field = store.query(last, List.of(id), Cells::text);
        }
        List<@Nullable Object> bound = store.bound(List.of(id));
        store.write(session -> session.update(new Sql("DELETE" + of, bound, null)));
    }
}
