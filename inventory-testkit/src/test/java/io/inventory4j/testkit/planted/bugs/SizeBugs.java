package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.StoreTransaction.Changes;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ApartTransaction;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Moment;
import io.inventory4j.testkit.planted.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Ledgers that are right as long as carts, batches, pages and sweeps are small. */
public final class SizeBugs {
    private SizeBugs() {}

    /** Writes the lines of a cart in packets of 25, each a transaction of its own; writers wait, readers do not. */
    public static Store cartWrittenInPackets() {
        return Store.shared(Packets::new, rows -> new MapNode(rows) {
            @Override
            protected StoreTransaction begin() {
                rows.writers.lock();
                return new PacketTransaction(rows);
            }
        });
    }

    private static final class Packets extends MapStore {
        private final ReentrantLock writers = new ReentrantLock();

        Packets(InstantSource clock) {
            super(clock);
        }
    }

    private static final class PacketTransaction extends ForwardingTransaction {
        private static final int PACKET = 25;

        private final Packets rows;
        private final List<Changes> stored = new ArrayList<>();

        PacketTransaction(Packets rows) {
            super(new ApartTransaction(rows::begin));
            this.rows = rows;
        }

        @Override
        public void store(Changes changes) {
            stored.add(changes);
        }

        @Override
        public void commit() {
            for (Changes changes : stored) {
                Map<StockKey, StockLevel> packet = new HashMap<>();
                for (StockLevel line : changes.lines().values()) {
                    packet.put(line.key(), line);
                    if (packet.size() == PACKET) {
                        write(new Changes(packet, Map.of(), Map.of(), Map.of(), Map.of(), List.of()));
                        Moment.pass();
                        packet.clear();
                    }
                }
                write(Rows.lines(changes, packet));
            }
        }

        private void write(Changes changes) {
            try (StoreTransaction one = rows.begin()) {
                one.store(changes);
                one.commit();
            }
        }

        @Override
        public void close() {
            rows.writers.unlock();
        }
    }

    /** Reads lines a hundred at a time; a last one that would be read alone is left out. */
    public static Store lastKeyOfALongReadIsLost() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            protected StoreTransaction beginReading() {
                return chunked(super.beginReading());
            }

            @Override
            protected StoreTransaction begin() {
                return chunked(super.begin());
            }
        });
    }

    private static StoreTransaction chunked(StoreTransaction right) {
        return new ForwardingTransaction(right) {
            private static final int CHUNK = 100;

            @Override
            public Map<StockKey, StockLevel> lines(Set<StockKey> keys) {
                List<StockKey> all = List.copyOf(keys);
                Map<StockKey, StockLevel> found = new HashMap<>();
                int from = 0;
                do {
                    int to = Math.min(from + CHUNK, all.size());
                    found.putAll(super.lines(new TreeSet<>(all.subList(from, to))));
                    from = to;
                } while (from + 1 < all.size());
                return found;
            }
        };
    }

    /** Writes many orders in one request, and does not look at what the store says that it has left over. */
    public static Store leftOverOfALongWriteIsDropped() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private static final int MOST = 500;

            @Override
            protected StoreTransaction begin() {
                return new ForwardingTransaction(super.begin()) {
                    @Override
                    public void store(Changes changes) {
                        Map<ReservationId, Reservation> first = new TreeMap<>();
                        changes.reservations().values().stream().limit(MOST).forEach(one -> first.put(one.id(), one));
                        super.store(Rows.reservations(changes, first));
                    }
                };
            }
        });
    }

    /** Asks for one row more than it needs, to see whether there is a next page: after the largest int comes none. */
    public static Store oneMoreThanTheLargestPage() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
                Bounds.max("max", max);
                int probe = max + 1;
                return probe < 0 ? List.of() : super.open(key, after, max);
            }
        });
    }

    /** The same in the journal. */
    public static Store oneMoreThanTheLargestJournalPage() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public JournalPage journal(long after, int max) {
                Bounds.max("max", max);
                int probe = max + 1;
                return probe < 0 ? JournalPage.of(List.of(), after) : super.journal(after, max);
            }
        });
    }

    /** A store that gives out a hundred rows at most, whatever it is asked for. */
    public static Store pageIsCapped() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private static final int CAP = 100;

            @Override
            public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
                Bounds.max("max", max);
                return super.open(key, after, Math.min(max, CAP));
            }
        });
    }

    /** A sweep ends five hundred holds at most, and says that nothing else is overdue. */
    public static Store sweepIsCapped() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private static final int CAP = 500;

            @Override
            public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
                Bounds.max("max", max);
                return super.expire(Math.min(max, CAP), except);
            }
        });
    }

    /** Forgets so many of each kind. */
    public static Store purgeTakesTheMostOfEachKind() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public int purge(Retention retention, int max) {
                int first = super.purge(retention, max);
                return first + super.purge(retention, max);
            }
        });
    }

    /** Sends a batch in hundreds, and answers with the outcomes of the last part doubled at its seam. */
    public static Store outcomesShiftAtASeam() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private static final int PART = 100;

            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                List<Outcome> outcomes = new ArrayList<>();
                for (int from = 0; from < batch.size(); from += PART) {
                    outcomes.addAll(super.apply(batch.subList(from, Math.min(from + PART, batch.size()))));
                }
                if (outcomes.size() > PART) {
                    outcomes.set(PART, outcomes.get(PART - 1));
                }
                return outcomes;
            }
        });
    }
}
