package io.inventory4j.testkit.planted.store;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A node that reads without locks, and before it stores looks whether what it has read is still so. If it is not, it
 * begins again.
 */
public class OptimisticNode extends MapNode {
    /** One more node over some rows. */
    public OptimisticNode(MapStore store) {
        super(store);
    }

    /** Another transaction came before. */
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected StoreTransaction begin() {
        return new Optimistic();
    }

    @Override
    protected boolean lostRace(RuntimeException failure) {
        return failure instanceof Lost;
    }

    /** Whether a row that was read is looked at again before the changes are stored. */
    protected boolean checks(Object key, @Nullable Object row, Set<Object> written) {
        return true;
    }

    /** Whether what changes nothing, a refusal or a replay, is checked as well. */
    protected boolean checksWhatItOnlyRead() {
        return true;
    }

    private static final class Read<K, V> {
        private final BiFunction<StoreTransaction, Set<K>, Map<K, V>> load;
        private final Map<K, @Nullable V> rows = new HashMap<>();

        Read(BiFunction<StoreTransaction, Set<K>, Map<K, V>> load) {
            this.load = load;
        }

        Map<K, V> read(StoreTransaction right, Set<K> keys) {
            Map<K, V> found = load.apply(right, keys);
            keys.forEach(key -> rows.put(key, found.get(key)));
            return found;
        }
    }

    private final class Optimistic extends ForwardingTransaction {
        private final Read<ReservationId, Reservation> reservations = new Read<>(StoreTransaction::reservations);
        private final Read<StockKey, StockLevel> lines = new Read<>(StoreTransaction::lines);
        private final Read<String, CounterValue> counters = new Read<>(StoreTransaction::counters);
        private final Read<String, AppliedCommand> moves = new Read<>(StoreTransaction::moves);
        private final Read<String, AppliedCommand> saleStates = new Read<>(StoreTransaction::saleStates);
        private @Nullable Changes changes;
        private boolean begun;

        Optimistic() {
            super(new ApartTransaction(store::begin));
        }

        private <K, V> Map<K, V> read(Read<K, V> read, Set<K> keys) {
            if (begun) {
                Moment.pass();
            }
            begun = true;
            try (StoreTransaction one = store.begin()) {
                return read.read(one, keys);
            }
        }

        @Override
        public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
            return read(reservations, ids);
        }

        @Override
        public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
            return read(lines, keys);
        }

        @Override
        public Map<String, CounterValue> counters(Set<String> names) {
            return read(counters, names);
        }

        @Override
        public Map<String, AppliedCommand> moves(Set<String> ids) {
            return read(moves, ids);
        }

        @Override
        public Map<String, AppliedCommand> saleStates(Set<String> ids) {
            return read(saleStates, ids);
        }

        @Override
        public void store(Changes made) {
            changes = made;
        }

        @Override
        public void commit() {
            if (changes == null) {
                return;
            }
            Moment.pass();
            try (StoreTransaction one = store.begin()) {
                check(one);
                one.store(changes);
                one.commit();
            }
        }

        private void check(StoreTransaction one) {
            Set<Object> written = new HashSet<>();
            if (changes != null) {
                written.addAll(changes.reservations().keySet());
                written.addAll(changes.lines().keySet());
                changes.counters().keySet().forEach(name -> written.add("counter " + name));
            }
            check(one, reservations, "", written);
            check(one, lines, "", written);
            check(one, counters, "counter ", written);
            check(one, moves, "move ", written);
            check(one, saleStates, "sale state ", written);
        }

        private <K, V> void check(StoreTransaction one, Read<K, V> read, String prefix, Set<Object> written) {
            Map<K, V> now = read.load.apply(one, read.rows.keySet());
            read.rows.forEach((key, row) -> {
                Object name = key instanceof String ? prefix + key : key;
                if (checks(name, row, written) && !Objects.equals(row, now.get(key))) {
                    throw new Lost();
                }
            });
        }

        @Override
        public void checkReads() {
            if (checksWhatItOnlyRead()) {
                try (StoreTransaction one = store.begin()) {
                    check(one);
                }
            }
        }

        @Override
        public void close() {}
    }
}
