package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ApartTransaction;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.NumberedStore;
import io.inventory4j.testkit.planted.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Ledgers that are right as long as the shop has one node. */
public final class NodeBugs {
    private NodeBugs() {}

    /** Holds a lock of its process from the load to the store; the database has none. */
    public static Store lockOfOneProcess() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final ReentrantLock lock = new ReentrantLock();

            @Override
            protected StoreTransaction begin() {
                lock.lock();
                return new ForwardingTransaction(new ApartTransaction(store::begin)) {
                    @Override
                    public void close() {
                        lock.unlock();
                    }
                };
            }
        });
    }

    /** Keeps the lines that it has read, and drops what it has changed itself. */
    public static Store linesCachedByEachNode() {
        return Store.shared(MapStore::new, CachedLines::new);
    }

    private static final class CachedLines extends MapNode {
        private final Map<StockKey, StockLevel> cache = new HashMap<>();

        CachedLines(MapStore store) {
            super(store);
        }

        @Override
        public synchronized List<Outcome> apply(List<? extends Command> batch) {
            List<Outcome> outcomes = super.apply(batch);
            outcomes.forEach(this::drop);
            return outcomes;
        }

        @Override
        public synchronized List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
            List<Outcome.Applied> ended = super.expire(max, except);
            ended.forEach(this::drop);
            return ended;
        }

        @Override
        public synchronized List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
            List<Outcome.Applied> shipped = super.shipConfirmed(unchangedFor, max);
            shipped.forEach(this::drop);
            return shipped;
        }

        private void drop(Outcome outcome) {
            if (outcome instanceof Outcome.Applied applied) {
                applied.changes().forEach(change -> cache.remove(change.key()));
            }
        }

        @Override
        public synchronized List<StockLevel> levels(Collection<StockKey> keys) {
            List<StockKey> unknown =
                    keys.stream().filter(key -> !cache.containsKey(key)).toList();
            super.levels(unknown).forEach(level -> cache.put(level.key(), level));
            return keys.stream()
                    .flatMap(key -> Optional.ofNullable(cache.get(key)).stream())
                    .toList();
        }
    }

    /** Remembers which ids it has looked for in vain, until it stores them itself. */
    public static Store absentIdsCachedByEachNode() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Set<ReservationId> absent = ConcurrentHashMap.newKeySet();

            @Override
            public synchronized List<Outcome> apply(List<? extends Command> batch) {
                List<Outcome> outcomes = super.apply(batch);
                for (Command command : batch) {
                    if (command instanceof Reserve reserve) {
                        absent.remove(reserve.id());
                    }
                }
                return outcomes;
            }

            @Override
            public synchronized Optional<Reservation> reservation(ReservationId id) {
                if (absent.contains(id)) {
                    return Optional.empty();
                }
                Optional<Reservation> found = super.reservation(id);
                if (found.isEmpty()) {
                    absent.add(id);
                }
                return found;
            }
        });
    }

    /** Has a timer for each hold that it made or prolonged, and sweeps nobody else's. */
    public static Store eachNodeSweepsItsOwn() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Set<ReservationId> timers = ConcurrentHashMap.newKeySet();

            @Override
            protected StoreTransaction begin() {
                return new ForwardingTransaction(super.begin()) {
                    @Override
                    public void store(Changes changes) {
                        super.store(changes);
                        timers.addAll(changes.reservations().keySet());
                    }

                    @Override
                    public List<ReservationId> overdue(Instant now, int max) {
                        return super.overdue(now, Integer.MAX_VALUE).stream()
                                .filter(timers::contains)
                                .limit(max)
                                .toList();
                    }
                };
            }
        });
    }

    /** Counts in its own memory, and writes through: the other node's orders are not in its count. */
    public static Store countersCachedByEachNode() {
        return Store.shared(MapStore::new, CachedCounters::new);
    }

    private static final class CachedCounters extends MapNode {
        private final Map<String, CounterValue> counts = new ConcurrentHashMap<>();

        CachedCounters(MapStore store) {
            super(store);
        }

        @Override
        protected StoreTransaction begin() {
            return counting(super.begin());
        }

        @Override
        protected StoreTransaction beginReading() {
            return counting(super.beginReading());
        }

        @Override
        public int purge(Retention retention, int max) {
            int forgotten = super.purge(retention, max);
            counts.clear();
            return forgotten;
        }

        private StoreTransaction counting(StoreTransaction right) {
            return new ForwardingTransaction(right) {
                private final Map<String, CounterValue> changed = new HashMap<>();

                @Override
                public Map<String, CounterValue> counters(Set<String> names) {
                    Map<String, CounterValue> found = new HashMap<>(super.counters(names));
                    found.replaceAll((name, value) -> counts.getOrDefault(name, value));
                    return found;
                }

                @Override
                public void store(Changes changes) {
                    changed.putAll(changes.counters());
                    super.store(changes);
                }

                @Override
                public void commit() {
                    super.commit();
                    counts.putAll(changed);
                }
            };
        }
    }

    /** Remembers the settlements of an order where they were made: a retry that reaches another node is a new one. */
    public static Store settlementIdsOfEachNode() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Set<String> seen = ConcurrentHashMap.newKeySet();

            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                List<Outcome> outcomes = new ArrayList<>();
                for (Command command : batch) {
                    outcomes.addAll(super.apply(List.of(own(command))));
                }
                return outcomes;
            }

            private Command own(Command command) {
                if (!(command instanceof Settle settle) || settle.id() == null) {
                    return command;
                }
                boolean elsewhere = super.reservation(settle.reservation()).stream()
                        .flatMap(found -> found.settlements().stream())
                        .anyMatch(one -> one.id().equals(settle.id())
                                && !seen.contains(settle.reservation() + " " + settle.id()));
                seen.add(settle.reservation() + " " + settle.id());
                return elsewhere && settle.quantities().isEmpty() && !settle.releaseRest() && settle.holdFor() == null
                        ? Settle.all(settle.reservation(), settle.transition())
                        : command;
            }
        });
    }

    /** Takes numbers for its entries from the sequence twenty at a time, as a database's sequence with a cache does. */
    public static Store journalNumberedInBlocks() {
        return Store.shared(NumberedStore::new, BlockNode::new);
    }

    private static final class BlockNode extends MapNode {
        private static final int BLOCK = 20;

        private final NumberedStore rows;
        private long next;
        private long endOfBlock;

        BlockNode(NumberedStore store) {
            super(store);
            rows = store;
        }

        private long number() {
            if (next == endOfBlock) {
                next = rows.numbers(BLOCK);
                endOfBlock = next + BLOCK;
            }
            return next++;
        }

        @Override
        protected StoreTransaction begin() {
            return new ForwardingTransaction(super.begin()) {
                private final List<JournalEntry> made = new ArrayList<>();

                @Override
                public void store(Changes changes) {
                    made.addAll(changes.journal());
                    super.store(changes);
                }

                @Override
                public void commit() {
                    super.commit();
                    made.forEach(entry -> rows.add(entry.numbered(number())));
                }
            };
        }
    }
}
