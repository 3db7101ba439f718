package io.inventory4j.testkit;

import io.inventory4j.Bounds;
import io.inventory4j.JournalEntry;
import io.inventory4j.JournalPage;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.AppliedCommand;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.LoadApplyStoreLedger;
import io.inventory4j.ledger.StoreTransaction;
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
 * The smallest complete adapter: a store of five maps and a list, guarded by one lock. A transaction holds the lock
 * from its begin to its close, and nobody sees what it stores until it commits. Start here to write an adapter of your
 * own.
 */
public class MapLedger extends LoadApplyStoreLedger implements Journaled {
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<StockKey, StockLevel> lines = new HashMap<>();
    private final Map<String, CounterValue> counters = new HashMap<>();
    private final Map<ReservationId, Reservation> reservations = new TreeMap<>();
    private final Map<String, AppliedCommand> moves = new HashMap<>();
    private final Map<String, AppliedCommand> saleStates = new HashMap<>();
    private final List<JournalEntry> journal = new ArrayList<>();

    public MapLedger(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected StoreTransaction begin() {
        lock.lock();
        return new Transaction(clock.instant());
    }

    @Override
    public JournalPage journal(long after, int max) {
        Bounds.limit("after", after);
        Bounds.max("max", max);
        lock.lock();
        try {
            // The entry with sequence n is the n-th of the list.
            int from = (int) Math.min(after, journal.size());
            int to = (int) Math.min((long) from + max, journal.size());
            return new JournalPage(journal.subList(from, to), to, 0);
        } finally {
            lock.unlock();
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
            return found(reservations, ids);
        }

        @Override
        public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
            return found(lines, keys);
        }

        @Override
        public Map<String, CounterValue> counters(Set<String> names) {
            return found(counters, names);
        }

        @Override
        public Map<String, AppliedCommand> moves(Set<String> ids) {
            return found(moves, ids);
        }

        @Override
        public Map<String, AppliedCommand> saleStates(Set<String> ids) {
            return found(saleStates, ids);
        }

        @Override
        public void store(Changes changes) {
            stored.add(changes);
        }

        @Override
        public List<ReservationId> overdue(Instant now, int max) {
            return reservations.values().stream()
                    .filter(found -> found.pending() && !found.expiresAt().isAfter(now))
                    .sorted(Comparator.comparing(Reservation::expiresAt).thenComparing(Reservation::id))
                    .limit(max)
                    .map(Reservation::id)
                    .toList();
        }

        @Override
        public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
            return reservations.values().stream()
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
            return reservations.values().stream()
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
            left -= remove(reservations, due::forgets, left);
            left -= remove(moves, old, left);
            left -= remove(saleStates, old, left);
            left -= remove(counters, counter -> counter.stale(due.now()), left);
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
                lines.putAll(changes.lines());
                counters.putAll(changes.counters());
                reservations.putAll(changes.reservations());
                moves.putAll(changes.moves());
                saleStates.putAll(changes.saleStates());
                for (JournalEntry entry : changes.journal()) {
                    journal.add(entry.numbered(journal.size() + 1));
                }
            }
            stored.clear();
        }

        @Override
        public void close() {
            lock.unlock();
        }
    }
}
