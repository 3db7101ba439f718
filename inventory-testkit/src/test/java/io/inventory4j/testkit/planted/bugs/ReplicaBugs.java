package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.CounterValue;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Ledgers that write to a primary, and read from a replica that lags behind. */
public final class ReplicaBugs {
    private ReplicaBugs() {}

    /** Nothing wrong: a read waits until its replica has all that was committed before. */
    public static Store sound() {
        return Store.shared(Replicated::new, ReplicaNode::new);
    }

    /** Reads from a replica that is one commit behind. */
    public static Store replicaIsOneCommitBehind() {
        return Store.shared(Replicated::new, store -> new ReplicaNode(store) {
            @Override
            int position(int end, int own) {
                return Math.max(end - 1, 0);
            }
        });
    }

    /** Reads from a replica that has what this node has written; the other node's last commit may not have come. */
    public static Store replicaKnowsOnlyTheOwnWrites() {
        return Store.shared(Replicated::new, store -> new ReplicaNode(store) {
            @Override
            int position(int end, int own) {
                return Math.max(own, end - 1);
            }
        });
    }

    /** A replica that has come back asks for what it has missed, of which its log keeps the last few. */
    public static Store replicaMissesWhatItsLogHasLost() {
        return Store.shared(Replicated::new, store -> new ReplicaNode(store) {
            @Override
            int from(int next, int end) {
                return Math.max(next, end - 64);
            }
        });
    }

    /** A primary that keeps what replicas are sent: transactions, oldest first. */
    static final class Replicated extends MapStore {
        private final List<StoreTransaction.Changes> log = new ArrayList<>();
        private final InstantSource clock;

        Replicated(InstantSource clock) {
            super(clock);
            this.clock = clock;
        }
    }

    /** A node that writes to the primary and reads from a replica of its own. */
    static class ReplicaNode extends MapNode {
        private final Replicated primary;
        private final MapStore replica;
        private int next;
        private int own;

        ReplicaNode(Replicated primary) {
            super(primary);
            this.primary = primary;
            replica = new MapStore(primary.clock);
        }

        /** How much of the log a read waits for. */
        int position(int end, int written) {
            return end;
        }

        /** Where a replica goes on. */
        int from(int at, int end) {
            return at;
        }

        @Override
        protected StoreTransaction begin() {
            return new ForwardingTransaction(super.begin()) {
                private final List<Changes> stored = new ArrayList<>();

                @Override
                public void store(Changes changes) {
                    super.store(changes);
                    stored.add(changes);
                }

                @Override
                public void commit() {
                    super.commit();
                    primary.log.addAll(stored);
                    own = primary.log.size();
                }
            };
        }

        @Override
        public Optional<Reservation> reservation(ReservationId id) {
            // A purge is not sent on: what is forgotten must be looked for at the primary.
            try (StoreTransaction there = super.begin()) {
                if (there.reservations(Set.of(id)).isEmpty()) {
                    return Optional.empty();
                }
            }
            return super.reservation(id);
        }

        @Override
        protected StoreTransaction beginReading() {
            StoreTransaction reading = replica.begin();
            try (StoreTransaction alone = primary.begin()) {
                int end = primary.log.size();
                int to = position(end, own);
                for (int i = from(next, end); i < to; i++) {
                    reading.store(primary.log.get(i));
                }
                next = Math.max(next, to);
                alone.now();
            }
            reading.commit();
            return counting(reading);
        }

        private StoreTransaction counting(StoreTransaction reading) {
            return new ForwardingTransaction(reading) {
                @Override
                public Map<String, CounterValue> counters(Set<String> names) {
                    Map<String, CounterValue> found = new HashMap<>(super.counters(names));
                    try (StoreTransaction there = primary.begin()) {
                        found.keySet().retainAll(there.counters(names).keySet());
                    }
                    return found;
                }
            };
        }
    }
}
