package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ApartTransaction;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Ledgers whose nodes know for a while what is no longer so. */
public final class LagBugs {
    private LagBugs() {}

    /** An order with nothing reserved or committed is over, so a node reads it once and for all. */
    public static Store settledOrdersCached() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Map<ReservationId, Reservation> settled = new ConcurrentHashMap<>();

            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                List<Outcome> outcomes = super.apply(batch);
                for (Command command : batch) {
                    if (command instanceof Settle settle) {
                        settled.remove(settle.reservation());
                    } else if (command instanceof Reserve reserve) {
                        settled.remove(reserve.id());
                        settled.remove(Objects.requireNonNullElse(reserve.replaces(), reserve.id()));
                    }
                }
                return outcomes;
            }

            @Override
            public Optional<Reservation> reservation(ReservationId id) {
                Reservation there = settled.get(id);
                if (there != null) {
                    return Optional.of(there);
                }
                Optional<Reservation> found = super.reservation(id);
                found.filter(one -> !one.open()).ifPresent(one -> settled.put(id, one));
                return found;
            }

            @Override
            public int purge(Retention retention, int max) {
                int forgotten = super.purge(retention, max);
                settled.clear();
                return forgotten;
            }
        });
    }

    /** Levels are kept until an event says that another node has changed them; events take two milliseconds. */
    public static Store eventsComeLate() {
        return Store.shared(Bus::new, BusNode::new);
    }

    private static final class Bus extends MapStore {
        private static final long LATE_NANOS = 2_000_000;
        private static final ExecutorService EVENTS = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "events");
            thread.setDaemon(true);
            return thread;
        });

        private final List<BusNode> nodes = new CopyOnWriteArrayList<>();

        Bus(InstantSource clock) {
            super(clock);
        }

        void changed(Set<StockKey> keys) {
            EVENTS.execute(() -> {
                LockSupport.parkNanos(LATE_NANOS);
                nodes.forEach(node -> node.drop(keys));
            });
        }
    }

    private static final class BusNode extends MapNode {
        private final Bus bus;
        private final Map<StockKey, StockLevel> cache = new ConcurrentHashMap<>();

        BusNode(Bus bus) {
            super(bus);
            this.bus = bus;
            bus.nodes.add(this);
        }

        void drop(Set<StockKey> keys) {
            try (StoreTransaction alone = bus.begin()) {
                alone.now();
                cache.keySet().removeAll(keys);
            }
        }

        @Override
        protected StoreTransaction begin() {
            return new ForwardingTransaction(super.begin()) {
                private final Set<StockKey> changed = new HashSet<>();

                @Override
                public void store(Changes changes) {
                    super.store(changes);
                    changed.addAll(changes.lines().keySet());
                }

                @Override
                public void commit() {
                    super.commit();
                    cache.keySet().removeAll(changed);
                    bus.changed(changed);
                }
            };
        }

        @Override
        public List<StockLevel> levels(Collection<StockKey> keys) {
            try (StoreTransaction alone = bus.begin()) {
                for (StockKey key : keys) {
                    if (!cache.containsKey(key)) {
                        cache.putAll(alone.lines(Set.of(key)));
                    }
                }
                return keys.stream()
                        .flatMap(key -> Optional.ofNullable(cache.get(key)).stream())
                        .toList();
            }
        }
    }

    /** A lock in the store that ends by itself after twenty milliseconds, and a holder that sometimes stands still. */
    public static Store leaseEnds() {
        return Store.shared(Leased::new, LeaseNode::new);
    }

    private static final class Leased extends MapStore {
        private static final long LEASE_NANOS = 20_000_000;

        private @Nullable Object holder;
        private long until;

        Leased(InstantSource clock) {
            super(clock);
        }

        synchronized boolean taken(Object by) {
            if (holder != null && System.nanoTime() - until < 0) {
                return false;
            }
            holder = by;
            until = System.nanoTime() + LEASE_NANOS;
            return true;
        }

        synchronized void givenBack(Object by) {
            if (Objects.equals(holder, by)) {
                holder = null;
            }
        }
    }

    private static final class LeaseNode extends MapNode {
        private static final long PAUSE_NANOS = 30_000_000;
        private static final int ONE_IN = 100;

        private final Leased rows;

        LeaseNode(Leased rows) {
            super(rows);
            this.rows = rows;
        }

        @Override
        protected StoreTransaction begin() {
            Object lease = new Object();
            while (!rows.taken(lease)) {
                LockSupport.parkNanos(20_000);
            }
            return new ForwardingTransaction(new ApartTransaction(rows::begin)) {
                @Override
                public void commit() {
                    if (ThreadLocalRandom.current().nextInt(ONE_IN) == 0) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                    super.commit();
                }

                @Override
                public void close() {
                    rows.givenBack(lease);
                }
            };
        }
    }

    /** Each node goes by the clock of its own machine; those of all but the first are 700 ms behind. */
    public static Store clockOfEachNode() {
        return Store.shared(Counted::new, store -> {
            Duration behind = store.opened.getAndIncrement() == 0 ? Duration.ZERO : Duration.ofMillis(700);
            return new MapNode(store) {
                @Override
                protected StoreTransaction begin() {
                    return new ForwardingTransaction(super.begin()) {
                        @Override
                        public Instant now() {
                            return super.now().minus(behind);
                        }
                    };
                }
            };
        });
    }

    private static final class Counted extends MapStore {
        private final AtomicInteger opened = new AtomicInteger();

        Counted(InstantSource clock) {
            super(clock);
        }
    }

    /** Sale states are read from a cache of the node that is read anew every 20 ms. */
    public static Store saleStatesCached() {
        return Store.shared(MapStore::new, SaleStateNode::new);
    }

    private static final class SaleStateNode extends MapNode {
        private static final long NANOS = 20_000_000;

        private record Known(SaleState state, long until) {}

        private final Map<StockKey, Known> states = new ConcurrentHashMap<>();

        SaleStateNode(MapStore store) {
            super(store);
        }

        private SaleState state(StockLevel level) {
            Known seen = states.get(level.key());
            if (seen == null || System.nanoTime() - seen.until() >= 0) {
                seen = new Known(level.saleState(), System.nanoTime() + NANOS);
                states.put(level.key(), seen);
            }
            return seen.state();
        }

        @Override
        protected StoreTransaction begin() {
            return new ForwardingTransaction(super.begin()) {
                private final Map<StockKey, SaleState> right = new HashMap<>();

                @Override
                public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
                    Map<StockKey, StockLevel> found = super.lines(keys);
                    found.forEach((key, level) -> right.put(key, level.saleState()));
                    return Rows.each(found, level -> Rows.saleState(level, state(level)));
                }

                @Override
                public void store(Changes changes) {
                    if (!changes.saleStates().isEmpty()) {
                        changes.lines().keySet().forEach(states::remove);
                        super.store(changes);
                        return;
                    }
                    super.store(Rows.lines(
                            changes,
                            Rows.each(
                                    changes.lines(),
                                    level -> Rows.saleState(
                                            level, right.getOrDefault(level.key(), level.saleState())))));
                }
            };
        }

        @Override
        protected StoreTransaction beginReading() {
            return store.begin();
        }
    }
}
