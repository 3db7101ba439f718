package io.inventory4j.testkit.contract;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sound ledger whose store locks nothing: it reads each row by itself, and checks only at the end whether all rows
 * are what was read, where a transaction stores something and also where it does not.
 */
final class CheckingLedger extends MapLedger {
    private final boolean checksReads;

    CheckingLedger(InstantSource clock) {
        this(clock, true);
    }

    /** One that does not check what only was read is wrong (rule 1.7). */
    CheckingLedger(InstantSource clock, boolean checksReads) {
        super(clock);
        this.checksReads = checksReads;
    }

    /** Others have changed what was read. */
    private static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    protected StoreTransaction begin() {
        return new Checking(super::begin);
    }

    @Override
    protected StoreTransaction beginReading() {
        return super.begin();
    }

    @Override
    protected boolean lostRace(RuntimeException failure) {
        return failure instanceof Overtaken;
    }

    /** Rows of one kind as they were read, with those that were not there. */
    private static final class Seen<K extends Comparable<K>, V> {
        private final BiFunction<StoreTransaction, Set<K>, Map<K, V>> load;
        private final Map<K, @Nullable V> rows = new HashMap<>();

        Seen(BiFunction<StoreTransaction, Set<K>, Map<K, V>> load) {
            this.load = load;
        }

        private Map<K, V> read(Function<Function<StoreTransaction, Map<K, V>>, Map<K, V>> apart, Set<K> keys) {
            Map<K, V> found = new HashMap<>();
            for (K key : keys) {
                Map<K, V> one = apart.apply(transaction -> load.apply(transaction, Set.of(key)));
                found.putAll(one);
                rows.put(key, one.get(key));
                LockSupport.parkNanos(1);
            }
            return found;
        }

        private boolean stands(StoreTransaction transaction) {
            Map<K, V> now = load.apply(transaction, new TreeSet<>(rows.keySet()));
            return rows.entrySet().stream().allMatch(row -> Objects.equals(row.getValue(), now.get(row.getKey())));
        }
    }

    private final class Checking implements StoreTransaction {
        private final Supplier<StoreTransaction> begin;
        private final Instant now;
        private final Seen<ReservationId, Reservation> reservations = new Seen<>(StoreTransaction::reservations);
        private final Seen<StockKey, StockLevel> lines = new Seen<>(StoreTransaction::lines);
        private final Seen<String, CounterValue> counters = new Seen<>(StoreTransaction::counters);
        private final Seen<String, AppliedCommand> moves = new Seen<>(StoreTransaction::moves);
        private final Seen<String, AppliedCommand> saleStates = new Seen<>(StoreTransaction::saleStates);
        private final List<Changes> stored = new ArrayList<>();

        Checking(Supplier<StoreTransaction> begin) {
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
            return reservations.read(this::apart, ids);
        }

        @Override
        public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
            return lines.read(this::apart, keys);
        }

        @Override
        public Map<String, CounterValue> counters(Set<String> names) {
            return counters.read(this::apart, names);
        }

        @Override
        public Map<String, AppliedCommand> moves(Set<String> ids) {
            return moves.read(this::apart, ids);
        }

        @Override
        public Map<String, AppliedCommand> saleStates(Set<String> ids) {
            return saleStates.read(this::apart, ids);
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
        public void checkReads() {
            if (checksReads) {
                apart(this::checked);
            }
        }

        private boolean checked(StoreTransaction one) {
            if (reservations.stands(one)
                    && lines.stands(one)
                    && counters.stands(one)
                    && moves.stands(one)
                    && saleStates.stands(one)) {
                return true;
            }
            throw new Overtaken();
        }

        @Override
        public void commit() {
            apart(one -> {
                checked(one);
                stored.forEach(one::store);
                one.commit();
                return true;
            });
        }

        @Override
        public void close() {}
    }
}
