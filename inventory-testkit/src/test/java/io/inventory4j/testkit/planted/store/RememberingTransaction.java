package io.inventory4j.testkit.planted.store;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A transaction that knows, when it stores, what it has read. */
public class RememberingTransaction extends ForwardingTransaction {
    protected final Map<StockKey, StockLevel> linesBefore = new HashMap<>();
    protected final Map<ReservationId, Reservation> reservationsBefore = new HashMap<>();
    protected final Map<String, CounterValue> countersBefore = new HashMap<>();

    public RememberingTransaction(StoreTransaction below) {
        super(below);
    }

    @Override
    public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
        return remembered(super.lines(keys), linesBefore);
    }

    @Override
    public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
        return remembered(super.reservations(ids), reservationsBefore);
    }

    @Override
    public Map<String, CounterValue> counters(Set<String> names) {
        return remembered(super.counters(names), countersBefore);
    }

    private static <K, V> Map<K, V> remembered(Map<K, V> found, Map<K, V> before) {
        before.putAll(found);
        return found;
    }
}
