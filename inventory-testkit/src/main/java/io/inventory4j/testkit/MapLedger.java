package io.inventory4j.testkit;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The smallest complete adapter, to start from: a store of five maps and a list, guarded by one lock. A transaction
 * holds the lock from its begin to its close, and nobody sees what it stores until it commits. It passes every suite of
 * the kit. Copy it, give it a name of yours, and put your store in the place of the maps, one row kind after the other.
 *
 * <p>It keeps everything until it is purged and answers each call by looking at all rows: for tests, not for a shop.
 * Thread-safe.
 */
public class MapLedger extends LoadApplyStoreLedger implements Journaled {
    /** What the nodes share. */
    private static final class Store {
        final ReentrantLock lock = new ReentrantLock();
        final Map<StockKey, StockLevel> lines = new HashMap<>();
        final Map<String, CounterValue> counters = new HashMap<>();
        final Map<ReservationId, Reservation> reservations = new TreeMap<>();
        final Map<String, AppliedCommand> moves = new HashMap<>();
        final Map<String, AppliedCommand> saleStates = new HashMap<>();
        final List<JournalEntry> journal = new ArrayList<>();
    }

    private final InstantSource clock;
    private final Store store;

    /**
     * An empty ledger.
     *
     * @param clock its only source of time
     */
    public MapLedger(InstantSource clock) {
        this(clock, new Store());
    }

    /**
     * Another node over the store of a ledger.
     *
     * @param node a ledger over the store
     */
    public MapLedger(MapLedger node) {
        this(node.clock, node.store);
    }

    private MapLedger(InstantSource clock, Store store) {
        this.clock = clock;
        this.store = store;
    }

    @Override
    protected StoreTransaction begin() {
        store.lock.lock();
        return new Transaction(clock.instant());
    }

    @Override
    public JournalPage journal(long after, int max) {
        Bounds.limit("after", after);
        Bounds.max("max", max);
        store.lock.lock();
        try {
            // The entry with sequence n is the n-th of the list.
            int from = (int) Math.min(after, store.journal.size());
            int to = (int) Math.min((long) from + max, store.journal.size());
            return new JournalPage(store.journal.subList(from, to), to, 0);
        } finally {
            store.lock.unlock();
        }
    }

    private static <K, V> Map<K, V> found(Map<K, V> rows, Set<K> keys) {
        Map<K, V> loaded = new HashMap<>();
        for (K key : keys) {
            V row = rows.get(key);
            if (row != null) {
                loaded.put(key, row);
            }
        }
        return loaded;
    }

    private final class Transaction implements StoreTransaction {
        private final Instant now;
        private final List<Changes> stored = new ArrayList<>();

        Transaction(Instant now) {
            this.now = now;
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Map<ReservationId, Reservation> reservations(Set<ReservationId> ids) {
            return found(store.reservations, ids);
        }

        @Override
        public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
            return found(store.lines, keys);
        }

        @Override
        public Map<String, CounterValue> counters(Set<String> names) {
            return found(store.counters, names);
        }

        @Override
        public Map<String, AppliedCommand> moves(Set<String> ids) {
            return found(store.moves, ids);
        }

        @Override
        public Map<String, AppliedCommand> saleStates(Set<String> ids) {
            return found(store.saleStates, ids);
        }

        @Override
        public void store(Changes changes) {
            stored.add(changes);
        }

        @Override
        public List<ReservationId> overdue(Instant now, int max) {
            return store.reservations.values().stream()
                    .filter(found -> found.pending() && !found.expiresAt().isAfter(now))
                    .sorted(Comparator.comparing(Reservation::expiresAt).thenComparing(Reservation::id))
                    .limit(max)
                    .map(Reservation::id)
                    .toList();
        }

        @Override
        public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
            return store.reservations.values().stream()
                    .filter(found -> after == null || found.id().compareTo(after) > 0)
                    .filter(found -> holds(found, key))
                    .limit(max)
                    .toList();
        }

        private boolean holds(Reservation reservation, StockKey key) {
            ReservedLine line = reservation.line(key);
            return line != null && line.reserved() > 0;
        }

        @Override
        public List<ReservationId> confirmed(Instant by, @Nullable Reservation after, int max) {
            Comparator<Reservation> order =
                    Comparator.comparing(Reservation::changedAt).thenComparing(Reservation::id);
            return store.reservations.values().stream()
                    .filter(found -> found.open()
                            && !found.pending()
                            && !found.changedAt().isAfter(by))
                    .filter(found -> after == null || order.compare(found, after) > 0)
                    .sorted(order)
                    .limit(max)
                    .map(Reservation::id)
                    .toList();
        }

        @Override
        public int purge(Due due, int max) {
            Predicate<AppliedCommand> old = command -> !command.at().isAfter(due.appliedBy());
            int left = max;
            left -= remove(store.reservations, due::forgets, left);
            left -= remove(store.moves, old, left);
            left -= remove(store.saleStates, old, left);
            left -= remove(store.counters, counter -> counter.stale(due.now()), left);
            return max - left;
        }

        private <V> int remove(Map<?, V> rows, Predicate<V> due, int max) {
            int removed = 0;
            for (Iterator<V> each = rows.values().iterator(); removed < max && each.hasNext(); ) {
                if (due.test(each.next())) {
                    each.remove();
                    removed++;
                }
            }
            return removed;
        }

        @Override
        public void commit() {
            for (Changes changes : stored) {
                store.lines.putAll(changes.lines());
                store.counters.putAll(changes.counters());
                store.reservations.putAll(changes.reservations());
                store.moves.putAll(changes.moves());
                store.saleStates.putAll(changes.saleStates());
                for (JournalEntry entry : changes.journal()) {
                    store.journal.add(entry.numbered(store.journal.size() + 1));
                }
            }
            stored.clear();
        }

        @Override
        public void close() {
            store.lock.unlock();
        }
    }
}
