package io.inventory4j.testkit.planted.store;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
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
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transaction that is not atomic: each call is a transaction of its own, and others come between them. */
public final class ApartTransaction implements StoreTransaction {
    private final Supplier<StoreTransaction> begin;
    private final Instant now;
    private final List<Changes> stored = new ArrayList<>();

    /** Begins one transaction for each call. */
    public ApartTransaction(Supplier<StoreTransaction> begin) {
        this.begin = begin;
        now = apart(StoreTransaction::now);
    }

    private <T> T apart(Function<StoreTransaction, T> call) {
        try (StoreTransaction one = begin.get()) {
            return call.apply(one);
        }
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
        return apart(one -> one.reservations(ids));
    }

    @Override
    public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
        return apart(one -> one.lines(keys));
    }

    @Override
    public Map<String, CounterValue> counters(Set<String> names) {
        return apart(one -> one.counters(names));
    }

    @Override
    public Map<String, AppliedCommand> moves(Set<String> ids) {
        return apart(one -> one.moves(ids));
    }

    @Override
    public Map<String, AppliedCommand> saleStates(Set<String> ids) {
        return apart(one -> one.saleStates(ids));
    }

    @Override
    public void store(Changes changes) {
        stored.add(changes);
    }

    @Override
    public List<ReservationId> overdue(Instant until, int max) {
        return apart(one -> one.overdue(until, max));
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return apart(one -> one.open(key, after, max));
    }

    @Override
    public List<ReservationId> confirmed(Instant by, @Nullable Reservation after, int max) {
        return apart(one -> one.confirmed(by, after, max));
    }

    @Override
    public int purge(Due due, int max) {
        return apart(one -> {
            int forgotten = one.purge(due, max);
            one.commit();
            return forgotten;
        });
    }

    @Override
    public void commit() {
        Moment.pass();
        try (StoreTransaction one = begin.get()) {
            stored.forEach(one::store);
            one.commit();
        }
        stored.clear();
    }

    @Override
    public void close() {}
}
