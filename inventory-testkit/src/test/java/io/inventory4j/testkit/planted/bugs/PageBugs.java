package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Moment;
import io.inventory4j.testkit.planted.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Ledgers that sell right, and leave something out, or take too much, where they look for many rows. */
public final class PageBugs {
    private PageBugs() {}

    /** Pages through the orders of a line in the order of their last changes. */
    public static Store openInTheOrderOfChanges() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Comparator<Reservation> order =
                    Comparator.comparing(Reservation::changedAt).thenComparing(Reservation::id);
            private final Map<ReservationId, Reservation> gone = new ConcurrentHashMap<>();

            @Override
            public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
                Bounds.max("max", max);
                Reservation last = after == null ? null : reservation(after).orElse(gone.get(after));
                List<Reservation> page = super.open(key, null, Integer.MAX_VALUE).stream()
                        .sorted(order)
                        .filter(found -> last == null || order.compare(found, last) > 0)
                        .limit(max)
                        .toList();
                page.forEach(found -> gone.put(found.id(), found));
                return page;
            }
        });
    }

    /** Finds the orders of a SKU by LIKE, to which an underscore is any letter. */
    public static Store openIsLike() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Set<StockKey> keys = ConcurrentHashMap.newKeySet();

            @Override
            protected StoreTransaction begin() {
                return new ForwardingTransaction(super.begin()) {
                    @Override
                    public void store(Changes changes) {
                        super.store(changes);
                        keys.addAll(changes.lines().keySet());
                    }
                };
            }

            @Override
            public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
                Bounds.max("max", max);
                List<Reservation> found = new ArrayList<>();
                for (StockKey each : keys) {
                    if (each.equals(key) || (each.location().equals(key.location()) && like(each.sku(), key.sku()))) {
                        found.addAll(super.open(each, after, max));
                    }
                }
                return found.stream()
                        .sorted(Comparator.comparing(Reservation::id))
                        .distinct()
                        .limit(max)
                        .toList();
            }

            private boolean like(String sku, String pattern) {
                if (sku.length() != pattern.length()) {
                    return false;
                }
                for (int i = 0; i < sku.length(); i++) {
                    if (pattern.charAt(i) != '_' && pattern.charAt(i) != sku.charAt(i)) {
                        return false;
                    }
                }
                return true;
            }
        });
    }

    /** Finds orders that nobody has touched for a while, and then ships them one by one, whatever has come since. */
    public static Store shipsWhatWasTouchedSince() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max) {
                Bounds.max("max", max);
                Bounds.age("unchangedFor", unchangedFor);
                List<ReservationId> due;
                try (StoreTransaction reading = store.begin()) {
                    due = reading.confirmed(reading.now().minus(unchangedFor), null, Integer.MAX_VALUE);
                }
                List<Outcome.Applied> shipped = new ArrayList<>();
                for (ReservationId id : due) {
                    Moment.pass();
                    if (shipped.size() < max
                            && apply(List.of(Settle.all(id, Transition.SHIP))).get(0) instanceof Outcome.Applied one
                            && !one.replayed()) {
                        shipped.add(one);
                    }
                }
                return shipped;
            }
        });
    }

    /** Goes on after the time of the last order it has shipped: others of the same time wait for the next call. */
    public static Store shipsOnAfterATime() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            protected int rowsAtOnce() {
                return 500;
            }

            @Override
            protected StoreTransaction begin() {
                return new ForwardingTransaction(super.begin()) {
                    @Override
                    public List<ReservationId> confirmed(Instant by, @Nullable Reservation after, int max) {
                        List<ReservationId> all = super.confirmed(by, after, Integer.MAX_VALUE);
                        Map<ReservationId, Reservation> rows = super.reservations(Set.copyOf(all));
                        return all.stream()
                                .filter(id -> after == null
                                        || Objects.requireNonNull(rows.get(id))
                                                .changedAt()
                                                .isAfter(after.changedAt()))
                                .limit(max)
                                .toList();
                    }
                };
            }
        });
    }

    /** Looks for as many overdue holds as it may end, and then leaves out the one that is to be left alone. */
    public static Store exceptTakesAPlace() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
                Bounds.max("max", max);
                boolean among;
                try (StoreTransaction reading = store.begin()) {
                    among = except != null
                            && reading.overdue(reading.now(), max).contains(except);
                }
                if (!among) {
                    return super.expire(max, except);
                }
                return max == 1 ? List.of() : super.expire(max - 1, except);
            }
        });
    }

    /** A node whose purge knows all orders that were ever stored. */
    private abstract static class Knowing extends MapNode {
        private final Set<ReservationId> ids = ConcurrentHashMap.newKeySet();

        Knowing(MapStore store) {
            super(store);
        }

        @Override
        protected StoreTransaction begin() {
            return new ForwardingTransaction(super.begin()) {
                @Override
                public void store(Changes changes) {
                    super.store(changes);
                    ids.addAll(changes.reservations().keySet());
                }

                @Override
                public int purge(Due due, int max) {
                    return forget(super.reservations(ids).values(), due, max);
                }

                private int forget(Iterable<Reservation> rows, Due due, int max) {
                    List<Reservation> oldest = new ArrayList<>();
                    rows.forEach(oldest::add);
                    oldest.removeIf(row -> row.settledAt() == null);
                    oldest.sort(Comparator.comparing(Reservation::changedAt).thenComparing(Reservation::id));
                    int left = before(oldest, due, max, this);
                    return left == 0 ? 0 : super.purge(due, left);
                }
            };
        }

        /** Something wrong; returns how many rows are left to be forgotten. */
        abstract int before(List<Reservation> oldest, StoreTransaction.Due due, int max, StoreTransaction right);
    }

    /** Looks at the oldest settled orders, as many as it may forget, and finds that shipped ones are to stay. */
    public static Store purgeLooksAtTheOldest() {
        return Store.shared(MapStore::new, store -> new Knowing(store) {
            @Override
            int before(List<Reservation> oldest, StoreTransaction.Due due, int max, StoreTransaction right) {
                Instant by = due.settledBy().isAfter(due.shippedBy()) ? due.settledBy() : due.shippedBy();
                return max
                        - (int) oldest.stream()
                                .filter(row -> !row.changedAt().isAfter(by))
                                .limit(max)
                                .filter(row -> !due.forgets(row))
                                .count();
            }
        });
    }

    /** An order that has come back as a whole is forgotten as early as one that was never shipped. */
    public static Store returnedIsForgottenEarly() {
        return Store.shared(MapStore::new, store -> new Knowing(store) {
            @Override
            int before(List<Reservation> oldest, StoreTransaction.Due due, int max, StoreTransaction right) {
                Map<ReservationId, Reservation> rows = new HashMap<>();
                for (Reservation row : oldest) {
                    if (row.shipped()
                            && row.lines().stream().allMatch(line -> line.shipped() == line.returned())
                            && !row.changedAt().isAfter(due.settledBy())) {
                        rows.put(row.id(), Reservation.tombstone(row.id(), row.changedAt()));
                    }
                }
                if (!rows.isEmpty()) {
                    right.store(new StoreTransaction.Changes(Map.of(), Map.of(), rows, Map.of(), Map.of(), List.of()));
                    right.commit();
                }
                return max;
            }
        });
    }

    /** Forgets what is older than it must be, and not what is just as old. */
    public static StockLedger purgeStopsBeforeTheBorder(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public int purge(Due due, int max) {
                return super.purge(
                        new Due(
                                due.settledBy().minusNanos(1),
                                due.shippedBy().minusNanos(1),
                                due.appliedBy().minusNanos(1),
                                due.now()),
                        max);
            }
        });
    }

    /** The store's now is rounded to the nearest millisecond. */
    public static StockLedger nowIsRoundedUp(InstantSource clock) {
        return Bent.transaction(clock, (right, command) -> new ForwardingTransaction(right) {
            @Override
            public Instant now() {
                return Instant.ofEpochMilli(super.now().plusNanos(500_000).toEpochMilli());
            }
        });
    }

    /** Says which orders hold units of a line by their ids, and reads the orders afterwards. */
    public static Store openReadsItsOrdersLater() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
                List<Reservation> page = super.open(key, after, max);
                Moment.pass();
                List<Reservation> read = new ArrayList<>();
                page.forEach(one -> reservation(one.id()).ifPresent(read::add));
                return read;
            }
        });
    }

    /** Reads what an order holds and its settlements by two statements. */
    public static Store settlementsReadApart() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public Optional<Reservation> reservation(ReservationId id) {
                Optional<Reservation> order = super.reservation(id);
                Moment.pass();
                Optional<Reservation> later = super.reservation(id);
                return order.isEmpty() || later.isEmpty() ? order : order.map(one -> settled(one, later.orElseThrow()));
            }

            private Reservation settled(Reservation one, Reservation later) {
                return new Reservation(
                        one.id(),
                        one.owner(),
                        one.lines(),
                        one.grants(),
                        one.orderCharges(),
                        one.sold(),
                        one.madeAt(),
                        one.expiresAt(),
                        one.ended(),
                        one.changedAt(),
                        later.settlements());
            }
        });
    }
}
