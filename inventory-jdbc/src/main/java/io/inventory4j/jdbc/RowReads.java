package io.inventory4j.jdbc;

import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.sql.Cells;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlTable;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.StoreTransaction.Stored;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements that read rows by their keys into a {@link Stored}, in the order of the keys. */
final class RowReads {
    static final String MOVE = "M";
    static final String SALE_STATE = "S";

    private final LedgerTables tables;
    private final Dialect dialect;
    private final List<Sql> statements = new ArrayList<>();
    private final Stored rows =
            new Stored(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    private @Nullable Instant now;

    RowReads(LedgerTables tables, Dialect dialect) {
        this.tables = tables;
        this.dialect = dialect;
    }

    List<Sql> statements() {
        return statements;
    }

    /** The rows, after the statements have run. */
    Stored rows() {
        return rows;
    }

    /** Adds the reservations of earlier reads. */
    void addReservations(RowReads earlier) {
        rows.reservations().putAll(earlier.rows.reservations());
    }

    /** The database's time when the last of the rows was read, and so locked; null if there was none. */
    @Nullable
    Instant now() {
        return now;
    }

    RowReads reservations(Set<ReservationId> ids, boolean lock) {
        select(tables.reservation, keys(ids, ReservationId::value), lock, cells -> {
            ReservationId id = ReservationId.of(cells.text());
            Instant madeAt = cells.instant();
            cells.instantOrNull();
            cells.numberOrNull();
            rows.reservations().put(id, ReservationText.read(id, madeAt, cells.instant(), cells.text()));
        });
        return this;
    }

    // Such rows never change, so they are never locked.
    RowReads applied(Set<String> moves, Set<String> saleStates) {
        List<Object[]> keys = new ArrayList<>(moves.size() + saleStates.size());
        moves.forEach(id -> keys.add(new Object[] {MOVE, id}));
        saleStates.forEach(id -> keys.add(new Object[] {SALE_STATE, id}));
        select(tables.applied, keys, false, cells -> {
            Map<String, AppliedCommand> kind = cells.text().equals(MOVE) ? rows.moves() : rows.saleStates();
            String id = cells.text();
            Instant at = cells.instant();
            kind.put(id, new AppliedCommand(cells.text(), at));
        });
        return this;
    }

    RowReads lines(Set<StockKey> keys, boolean lock) {
        List<Object[]> pairs = new ArrayList<>(keys.size());
        keys.forEach(key -> pairs.add(new Object[] {key.sku(), key.location()}));
        select(tables.line, pairs, lock, cells -> {
            StockLevel level = Encoding.level(cells);
            rows.lines().put(level.key(), level);
        });
        return this;
    }

    RowReads counters(Set<String> names, boolean lock) {
        select(tables.counter, keys(names, name -> name), lock, cells -> {
            String name = cells.text();
            rows.counters().put(name, Encoding.counter(cells));
        });
        return this;
    }

    private interface CellsReader {
        void read(Cells cells) throws SQLException;
    }

    private void select(SqlTable table, List<Object[]> keys, boolean lock, CellsReader reader) {
        int timeColumn = table.columns().size() + 1;
        dialect.select(table, keys, lock, row -> {
                    reader.read(new Cells(row, dialect));
                    now = Nanos.instant(row.getLong(timeColumn));
                })
                .forEach(statements::add);
    }

    private static <K> List<Object[]> keys(Set<K> keys, Function<K, String> text) {
        List<Object[]> rows = new ArrayList<>(keys.size());
        keys.forEach(key -> rows.add(new Object[] {text.apply(key)}));
        return rows;
    }
}
