package io.inventory4j.testkit.planted.store;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** A node that locks stripes in order, and begins again where it would have to go back. */
public final class StripedNode extends MapNode {
    private final StripedStore rows;

    /** One more node over some rows. */
    public StripedNode(StripedStore store) {
        super(store);
        rows = store;
    }

    /** A stripe before was busy. */
    private static final class Back extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected StoreTransaction begin() {
        return new Striped();
    }

    @Override
    protected boolean lostRace(RuntimeException failure) {
        return failure instanceof Back;
    }

    private final class Striped extends ForwardingTransaction {
        private final TreeMap<Integer, ReentrantLock> held = new TreeMap<>();

        Striped() {
            super(new ApartTransaction(rows::begin));
        }

        private void lock(Set<?> keys) {
            TreeSet<Integer> wanted = new TreeSet<>();
            keys.forEach(key -> wanted.add(Math.floorMod(key.hashCode(), StripedStore.STRIPES)));
            for (int number : wanted) {
                lock(number);
            }
        }

        private void lock(int number) {
            if (held.containsKey(number)) {
                return;
            }
            ReentrantLock stripe = rows.stripe(number);
            if (held.isEmpty() || held.lastKey() < number) {
                stripe.lock();
            } else if (!stripe.tryLock()) {
                throw new Back();
            }
            held.put(number, stripe);
        }

        @Override
        public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
            lock(ids);
            return super.reservations(ids);
        }

        @Override
        public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
            lock(keys);
            return super.lines(keys);
        }

        @Override
        public Map<String, CounterValue> counters(Set<String> names) {
            lock(names);
            return super.counters(names);
        }

        @Override
        public Map<String, AppliedCommand> moves(Set<String> ids) {
            lock(ids);
            return super.moves(ids);
        }

        @Override
        public Map<String, AppliedCommand> saleStates(Set<String> ids) {
            lock(ids);
            return super.saleStates(ids);
        }

        @Override
        public int purge(Due due, int max) {
            for (int number = 0; number < StripedStore.STRIPES; number++) {
                lock(number);
            }
            return super.purge(due, max);
        }

        @Override
        public void close() {
            held.values().forEach(ReentrantLock::unlock);
        }
    }
}
