package io.inventory4j.testkit.planted.store;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transaction that passes everything on, so that a bug overrides only what it changes. */
public class ForwardingTransaction implements StoreTransaction {
    private final StoreTransaction right;

    /** Passes everything on. */
    public ForwardingTransaction(StoreTransaction right) {
        this.right = right;
    }

    @Override
    public Instant now() {
        return right.now();
    }

    @Override
    public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
        return right.reservations(ids);
    }

    @Override
    public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
        return right.lines(keys);
    }

    @Override
    public Map<String, CounterValue> counters(Set<String> names) {
        return right.counters(names);
    }

    @Override
    public Map<String, AppliedCommand> moves(Set<String> ids) {
        return right.moves(ids);
    }

    @Override
    public Map<String, AppliedCommand> saleStates(Set<String> ids) {
        return right.saleStates(ids);
    }

    @Override
    public void store(Changes changes) {
        right.store(changes);
    }

    @Override
    public List<ReservationId> overdue(Instant now, int max) {
        return right.overdue(now, max);
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return right.open(key, after, max);
    }

    @Override
    public List<ReservationId> confirmed(Instant by, @Nullable Reservation after, int max) {
        return right.confirmed(by, after, max);
    }

    @Override
    public int purge(Due due, int max) {
        return right.purge(due, max);
    }

    @Override
    public void commit() {
        right.commit();
    }

    @Override
    public void close() {
        right.close();
    }
}
