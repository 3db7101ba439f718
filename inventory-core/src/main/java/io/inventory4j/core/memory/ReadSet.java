package io.inventory4j.core.memory;

import io.inventory4j.LevelChange;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.Decision;
import io.inventory4j.ledger.LedgerView;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows by which the rules decide a command, each remembered as it was read. A decision that stores something is
 * made true by a {@link Swap} of exactly these rows. One that stores nothing is the answer if all of these rows were
 * current at one instant. The rules read each row once. For one attempt of one thread.
 */
final class ReadSet implements LedgerView {
    private final Tables tables;
    private final long forgotten;
    private Claim[] claims = new Claim[3];
    private int count;
    private int lastHit;
    private boolean missing;

    ReadSet(Tables tables) {
        this.tables = tables;
        forgotten = tables.forgotten.get();
    }

    @Override
    public @Nullable StockLevel line(StockKey key) {
        return (StockLevel) read(tables.lines, key);
    }

    @Override
    public @Nullable CounterValue counter(String name) {
        return PackedCounter.unpack(read(tables.counters, name));
    }

    @Override
    public @Nullable Reservation reservation(ReservationId id) {
        return PackedReservation.unpack(read(tables.reservations, id));
    }

    @Override
    public @Nullable AppliedCommand move(String id) {
        return (AppliedCommand) read(tables.moves, id);
    }

    @Override
    public @Nullable AppliedCommand saleState(String id) {
        return (AppliedCommand) read(tables.saleStates, id);
    }

    private @Nullable Object read(Table table, Comparable<?> key) {
        int hashed = table.hash(key);
        Cell cell = table.find(key, hashed);
        Object row = cell == null ? Cell.ABSENT : cell.rowAfterHelping();
        if (row == Cell.DEAD) {
            cell = null;
            row = Cell.ABSENT;
        }
        if (count == claims.length) {
            claims = Arrays.copyOf(claims, count * 2);
        }
        claims[count++] = new Claim(table, key, hashed, cell, row);
        if (row == Cell.ABSENT) {
            missing = true;
            return null;
        }
        return row;
    }

    /**
     * Whether all rows, as they were read, were current at one instant. Each is looked at again after all were read,
     * and must still be the same object. No object is stored as a row twice, so a row did not change between its
     * reading and this look. So at the instant before the first of these looks all of them were current. For rows that
     * were absent, {@link Tables#forgotten} rules out that one was stored and forgotten in between.
     */
    boolean holds() {
        for (int i = 0; i < count; i++) {
            if (!claims[i].holds()) {
                return false;
            }
        }
        return !missing || tables.forgotten.get() == forgotten;
    }

    /** The claims that make a decision true: of the rows that it stores, and of those that it only depends on. */
    Claim[] claims(Decision decision) {
        List<Reservation> reservations = decision.reservations();
        for (int i = 0; i < reservations.size(); i++) {
            Reservation reservation = reservations.get(i);
            claim(tables.reservations, reservation.id()).after = PackedReservation.pack(reservation);
        }
        List<Decision.CounterChange> counters = decision.counters();
        for (int i = 0; i < counters.size(); i++) {
            Decision.CounterChange change = counters.get(i);
            claim(tables.counters, change.name()).after = PackedCounter.pack(change.after());
        }
        List<LevelChange> lines = decision.lines();
        for (int i = 0; i < lines.size(); i++) {
            LevelChange change = lines.get(i);
            claim(tables.lines, change.key()).after = change.after();
        }
        if (decision.remembered() != null) {
            // A move and a sale state read their own id first, and nothing else of these two tables.
            claims[0].after = decision.remembered();
        }
        for (int i = 0; i < count; i++) {
            Claim claim = claims[i];
            if (claim.cellOrNull() == null) {
                claim.cell(claim.table.findOrAdd(claim.key, claim.hashed));
            }
        }
        return count == claims.length ? claims : Arrays.copyOf(claims, count);
    }

    // Rows are mostly stored in the order in which they were read.
    private Claim claim(Table table, Comparable<?> key) {
        for (int i = 0; i < count; i++) {
            int at = lastHit + i < count ? lastHit + i : lastHit + i - count;
            Claim claim = claims[at];
            if (claim.table == table && claim.key.equals(key)) {
                lastHit = at;
                return claim;
            }
        }
        throw new IllegalStateException("the rules store " + key + " without having read it");
    }
}
