package io.inventory4j.jdbc;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of the ledger in a database. {@link TransactionScope} says whose it is, {@link RowSource} how it
 * loads rows, {@link ChangedRows} how it stores them. Rows that were absent are inserted, never updated: of two
 * transactions that make the same row, one fails and is run again.
 */
final class JdbcTransaction implements StoreTransaction {
    private final Dialect dialect;
    private final LedgerTables tables;
    private final TransactionScope scope;
    private final RowSource rows;
    private final TransactionTime time;
    private final ChangedRows changed;
    private final DueRows due;

    JdbcTransaction(
            Transactions ledger, TransactionScope scope, RowSource rows, TransactionTime time, FoundRows found) {
        dialect = ledger.dialect();
        tables = ledger.tables();
        this.scope = scope;
        this.rows = rows;
        this.time = time;
        changed = new ChangedRows(found, tables, dialect);
        due = new DueRows(scope, dialect, tables);
    }

    @Override
    public Instant now() {
        return time.now(this::databaseTime);
    }

    private Instant databaseTime() {
        Instant[] now = new Instant[1];
        scope.run(List.of(Sql.of("SELECT " + dialect.clock()).reading(row -> now[0] = Nanos.instant(row.getLong(1)))));
        return now[0];
    }

    @Override
    public Stored load(Wanted wanted) {
        return rows.load(wanted);
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
        scope.runByCommit(changed.statements(changes));
    }

    @Override
    public List<ReservationId> overdue(Instant now, int max) {
        return due.overdue(now, max);
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        List<Reservation> found = new ArrayList<>();
        // LIMIT is a literal: with a parameter, PostgreSQL plans to sort all reservations of the line.
        // ORDER BY names the whole key of the index: with a part of it, H2 sorts.
        String query = "SELECT r.id, r.made_nanos, r.changed_nanos, r.body FROM " + tables.held.name() + " h JOIN "
                + tables.reservation.name() + " r ON r.id = h.reservation"
                + " WHERE h.sku = ? AND h.location = ? AND h.reservation > ? ORDER BY h.sku, h.location, h.reservation LIMIT "
                + max;
        Object from = dialect.text(after == null ? "" : after.value());
        scope.run(List.of(Sql.of(query, dialect.text(key.sku()), dialect.text(key.location()), from)
                .reading(row -> {
                    Cells cells = new Cells(row, dialect);
                    ReservationId id = ReservationId.of(cells.text());
                    Instant madeAt = cells.instant();
                    found.add(ReservationText.read(id, madeAt, cells.instant(), cells.text()));
                })));
        return found;
    }

    @Override
    public List<ReservationId> confirmed(Instant by, @Nullable Reservation after, int max) {
        return due.confirmed(by, after, max);
    }

    @Override
    public int purge(Due forgettable, int max) {
        return due.purge(forgettable, max);
    }

    @Override
    public void commit() {
        scope.commit();
    }

    @Override
    public void close() {
        scope.close();
    }
}
