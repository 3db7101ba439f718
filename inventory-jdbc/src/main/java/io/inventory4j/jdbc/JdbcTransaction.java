package io.inventory4j.jdbc;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.TextOrder;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.LostRaceException;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlFailure;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of the database, or, where nothing is to be written, reads that each are one statement. Rows are locked
 * table by table (reservations, lines, counters), in the order of their keys: so no two transactions wait for each other in
 * a circle. A row that is not there cannot be locked; it is inserted, never updated, so that of two
 * transactions that make it one fails and is tried again.
 */
final class JdbcTransaction implements StoreTransaction {
    /** How a transaction stands to the connection that it works on. */
    enum Mode {
        READING,
        WRITING,
        /** In somebody else's transaction, which is neither begun nor ended here. */
        WITHIN
    }

    /** What has come to its end, by that. The lowest end is for H2, which else walks through all rows without an end. */
    private static final String ENDED = " WHERE %1$s BETWEEN ? AND ? ORDER BY %1$s";

    private final Session session;
    private final Dialect dialect;
    private final LedgerTables tables;
    private final Mode mode;
    private final Consumer<Boolean> ended;
    private final List<Sql> unsent = new ArrayList<>();
    private final Absent absent =
            new Absent(new TreeSet<>(), new TreeSet<>(TextOrder.BY_UTF8), new TreeSet<>(TextOrder.BY_UTF8));
    private ChangedRows changed = new ChangedRows();
    private final @Nullable InstantSource clock;
    private @Nullable Instant now;
    private boolean begun;
    private boolean told;
    private boolean committed;

    /** What all transactions of a ledger share. */
    record Maker(
            Dialect dialect, LedgerTables tables, @Nullable InstantSource clock) {
        /** A transaction; {@code ended} is told at its end whether it was committed. */
        JdbcTransaction make(Session session, Mode mode, Consumer<Boolean> ended) {
            return new JdbcTransaction(this, session, mode, ended);
        }
    }

    private JdbcTransaction(Maker maker, Session session, Mode mode, Consumer<Boolean> ended) {
        this.session = session;
        dialect = maker.dialect();
        tables = maker.tables();
        clock = maker.clock();
        this.mode = mode;
        this.ended = ended;
    }

    private interface Step {
        void run() throws SQLException;
    }

    private void sql(Step step) {
        try {
            step.run();
        } catch (SQLException e) {
            throw SqlFailure.of(e, dialect);
        }
    }

    private void run(List<Sql> statements) {
        sql(() -> {
            if (mode == Mode.WRITING && !begun) {
                begun = true;
                session.begin(statements);
            } else if (mode == Mode.READING) {
                session.read(statements);
            } else {
                session.run(statements);
            }
        });
    }

    private RowReads run(RowReads reads) {
        if (!reads.statements().isEmpty()) {
            run(reads.statements());
        }
        if (mode != Mode.READING && clock == null && !told && reads.now() != null) {
            now = reads.now();
        }
        return reads;
    }

    private RowReads reads() {
        return new RowReads(tables, dialect, changed);
    }

    @Override
    public Instant now() {
        if (now == null && clock != null) {
            now = clock.instant();
        } else if (now == null) {
            run(List.of(Sql.of("SELECT " + dialect.clock()).reading(row -> now = Nanos.instant(row.getLong(1)))));
        }
        told = true;
        return Objects.requireNonNull(now);
    }

    @Override
    public Stored load(Wanted wanted) {
        boolean locks = mode != Mode.READING;
        boolean idsOnly = wanted.lines().isEmpty() && wanted.counters().isEmpty();
        if (!locks || idsOnly) {
            Stored rows = run(reads().reservations(wanted.reservations(), locks)
                            .lines(wanted.lines(), locks)
                            .counters(wanted.counters(), locks)
                            .applied(wanted.moves(), wanted.saleStates()))
                    .rows();
            absent.add(wanted, rows);
            return rows;
        }
        if (mode == Mode.WRITING && absent.isEmpty()) {
            Stored rows = withLines(wanted, wanted.reservations());
            if (rows.reservations().isEmpty()) {
                changed.found(rows);
                return rows;
            }
            // An order that is sent again. Its reservation is locked before lines are, so all begins anew.
            restart();
        }
        Stored first = run(reads().reservations(wanted.reservations(), true)).rows();
        absent.add(new Wanted(wanted.reservations(), Set.of(), Set.of(), Set.of(), Set.of()), first);
        Stored rows = withLines(wanted, absent.reservations());
        if (absent.meets(rows)) {
            // It has come since it was looked up, and nothing was locked that would have kept it out.
            throw new LostRaceException(null);
        }
        rows.reservations().putAll(first.reservations());
        changed.found(rows);
        return rows;
    }

    /**
     * Locks lines and counters, and looks up ids after that: what is not there by then cannot come any more, because
     * whoever makes a reservation or a move with the same content has to lock the same lines. Were the ids looked up before,
     * a retry that waits for its twin would not know it, and be refused for want of the units that its twin has taken.
     */
    private Stored withLines(Wanted wanted, Set<ReservationId> ids) {
        Set<String> moves = union(wanted.moves(), absent.moves());
        Set<String> saleStates = union(wanted.saleStates(), absent.saleStates());
        int before;
        Stored rows = null;
        do {
            before = rows == null ? 0 : rows.lines().size();
            rows = run(reads().lines(wanted.lines(), true)
                            .counters(wanted.counters(), true)
                            .reservations(ids, false)
                            .applied(moves, saleStates))
                    .rows();
            // A line that is not there is judged too, and may have come while the locks of others were waited for.
        } while (rows.lines().size() < wanted.lines().size() && rows.lines().size() > before);
        return rows;
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> both = new TreeSet<>(TextOrder.BY_UTF8);
        both.addAll(left);
        both.addAll(right);
        return both;
    }

    private void restart() {
        sql(session::rollback);
        begun = false;
        now = null;
        changed = new ChangedRows();
    }

    /** Ids that were looked up in this transaction and not found. */
    private record Absent(Set<ReservationId> reservations, Set<String> moves, Set<String> saleStates) {
        void add(Wanted wanted, Stored rows) {
            addMissing(wanted.reservations(), rows.reservations(), reservations);
            addMissing(wanted.moves(), rows.moves(), moves);
            addMissing(wanted.saleStates(), rows.saleStates(), saleStates);
        }

        private static <K> void addMissing(Set<K> wanted, Map<K, ?> found, Set<K> missing) {
            wanted.stream().filter(key -> !found.containsKey(key)).forEach(missing::add);
        }

        boolean isEmpty() {
            return reservations.isEmpty() && moves.isEmpty() && saleStates.isEmpty();
        }

        boolean meets(Stored rows) {
            return !Collections.disjoint(reservations, rows.reservations().keySet())
                    || !Collections.disjoint(moves, rows.moves().keySet())
                    || !Collections.disjoint(saleStates, rows.saleStates().keySet());
        }
    }

    @Override
    public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
        return load(new Wanted(ids, Set.of(), Set.of(), Set.of(), Set.of())).reservations();
    }

    @Override
    public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
        return load(new Wanted(Set.of(), Set.of(), Set.of(), keys, Set.of())).lines();
    }

    @Override
    public Map<String, CounterValue> counters(Set<String> names) {
        return load(new Wanted(Set.of(), Set.of(), Set.of(), Set.of(), names)).counters();
    }

    @Override
    public Map<String, AppliedCommand> moves(Set<String> ids) {
        return load(new Wanted(Set.of(), ids, Set.of(), Set.of(), Set.of())).moves();
    }

    @Override
    public Map<String, AppliedCommand> saleStates(Set<String> ids) {
        return load(new Wanted(Set.of(), Set.of(), ids, Set.of(), Set.of())).saleStates();
    }

    @Override
    public void store(Changes changes) {
        List<Sql> statements = changed.statements(changes, now(), tables, dialect);
        if (mode == Mode.WRITING && dialect.pipelines()) {
            // They travel with the commit.
            unsent.addAll(statements);
        } else {
            run(statements);
        }
    }

    @Override
    public List<ReservationId> overdue(Instant until, int max) {
        List<ReservationId> ids = new ArrayList<>();
        String query = "SELECT id FROM " + tables.reservation.name() + ENDED.formatted("due_nanos") + ", id LIMIT ?";
        run(List.of(Sql.of(query, Long.MIN_VALUE, Nanos.of(until), (long) max)
                .reading(row -> ids.add(ReservationId.of(new Cells(row, dialect).text())))));
        return ids;
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        List<Reservation> found = new ArrayList<>();
        // The number stands in the text: for an unknown one PostgreSQL sorts all that a line holds. The whole key
        // stands
        // in the order: for a part of it H2 does.
        String query = "SELECT r.id, r.settled_nanos, r.body FROM " + tables.held.name() + " h JOIN "
                + tables.reservation.name() + " r ON r.id = h.reservation"
                + " WHERE h.sku = ? AND h.location = ? AND h.reservation > ? ORDER BY h.sku, h.location, h.reservation LIMIT "
                + max;
        Object from = dialect.text(after == null ? "" : after.value());
        run(List.of(Sql.of(query, dialect.text(key.sku()), dialect.text(key.location()), from)
                .reading(row -> {
                    Cells cells = new Cells(row, dialect);
                    ReservationId id = ReservationId.of(cells.text());
                    Instant settledAt = cells.instantOrNull();
                    found.add(ReservationText.read(id, cells.text(), settledAt));
                })));
        return found;
    }

    @Override
    public int purge(Instant settledBy, Instant until, int max) {
        int forgotten = forget(tables.reservation, "settled_nanos", settledBy, max);
        forgotten += forget(tables.applied, "applied_nanos", settledBy, max - forgotten);
        forgotten += forget(tables.counter, "forget_nanos", until, max - forgotten);
        return forgotten;
    }

    /** Forgets rows by their end, at most so many; locked in the order of keys first, as everywhere. */
    private int forget(SqlTable table, String column, Instant end, int max) {
        int forgotten = 0;
        boolean more = true;
        while (more && forgotten < max) {
            int wanted = Math.min(max - forgotten, Dialect.ROWS_A_STATEMENT);
            List<Object[]> keys = due(table, column, end, wanted);
            run(dialect.select(table, keys, true, row -> {}).toList());
            String and = " AND " + column + " <= " + Nanos.of(end);
            for (Sql delete : dialect.delete(table, keys, and).toList()) {
                forgotten += update(delete);
            }
            more = keys.size() == wanted;
        }
        return forgotten;
    }

    private int update(Sql statement) {
        int[] changed = new int[1];
        sql(() -> changed[0] = session.update(statement));
        return changed[0];
    }

    private List<Object[]> due(SqlTable table, String column, Instant end, int max) {
        List<String[]> keys = new ArrayList<>();
        String query = "SELECT " + SqlTable.names(table.keys()) + " FROM " + table.name() + ENDED.formatted(column)
                + " LIMIT ?";
        run(List.of(Sql.of(query, Long.MIN_VALUE, Nanos.of(end), (long) max).reading(row -> {
            Cells cells = new Cells(row, dialect);
            String[] key = new String[table.keys().size()];
            for (int i = 0; i < key.length; i++) {
                key[i] = cells.text();
            }
            keys.add(key);
        })));
        keys.sort((left, right) -> Arrays.compare(left, right, TextOrder.BY_UTF8));
        return List.copyOf(keys);
    }

    @Override
    public void commit() {
        if (mode == Mode.WRITING) {
            sql(() -> session.commit(unsent));
        }
        committed = true;
    }

    @Override
    public void close() {
        try {
            session.close();
        } finally {
            ended.accept(committed);
        }
    }
}
