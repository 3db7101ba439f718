package io.inventory4j.testkit.planted;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.faults.CallTable;
import io.inventory4j.testkit.faults.SocketLedger;
import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Moment;
import io.inventory4j.testkit.planted.store.OptimisticNode;
import io.inventory4j.testkit.planted.store.Store;
import io.inventory4j.testkit.planted.store.StripedNode;
import io.inventory4j.testkit.planted.store.StripedStore;
import io.inventory4j.testkit.planted.wire.FeedLedger;
import io.inventory4j.testkit.planted.wire.StoreServer;
import io.inventory4j.testkit.planted.wire.WireBugs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ledgers that are built otherwise than most, and are right. */
final class SoundLedgers {
    private SoundLedgers() {}

    /** Several nodes over rows that they share. */
    static Store twoNodes() {
        return Store.shared(MapStore::new, MapNode::new);
    }

    /** Locks stripes of keys, and begins again if it would have to wait in the wrong order. */
    static Store stripedLocks() {
        return Store.shared(StripedStore::new, StripedNode::new);
    }

    /** Reads without locks, and checks everything that it has read, also where it stores nothing. */
    static Store optimistic() {
        return Store.shared(MapStore::new, OptimisticNode::new);
    }

    /** Answers late, reads and writes alike. */
    static Store slow() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                Moment.pass();
                List<Outcome> outcomes = super.apply(batch);
                Moment.pass();
                return outcomes;
            }

            @Override
            public List<StockLevel> levels(Collection<StockKey> keys) {
                Moment.pass();
                List<StockLevel> levels = super.levels(keys);
                Moment.pass();
                return levels;
            }
        });
    }

    /** Whoever comes first applies the batches of all who wait, as one. */
    static Store batchesOfSeveralCallers() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
            private final ReentrantLock leading = new ReentrantLock();

            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                Waiting own = new Waiting(List.copyOf(batch));
                queue.add(own);
                leading.lock();
                try {
                    if (own.outcomes == null && queue.contains(own)) {
                        Moment.pass();
                        lead();
                    }
                } finally {
                    leading.unlock();
                }
                if (own.outcomes == null) {
                    throw new LedgerException(Effect.UNKNOWN, "whoever led has failed", null);
                }
                return own.outcomes;
            }

            private void lead() {
                List<Waiting> group = new ArrayList<>();
                List<Command> all = new ArrayList<>();
                for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
                    group.add(next);
                    all.addAll(next.batch);
                }
                List<Outcome> outcomes = super.apply(all);
                int from = 0;
                for (Waiting one : group) {
                    one.outcomes = List.copyOf(outcomes.subList(from, from + one.batch.size()));
                    from += one.batch.size();
                }
            }
        });
    }

    private static final class Waiting {
        private final List<Command> batch;
        private @Nullable List<Outcome> outcomes;

        Waiting(List<Command> batch) {
            this.batch = batch;
        }
    }

    private static SocketServer server(WireBugs.Client client) {
        return new StoreServer(SoundLedgers::twoNodes, client);
    }

    /** Four connections, each for the threads of its shard, one call after the other. */
    static SocketServer oneConnectionAShard() {
        return server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            private final List<ReentrantLock> shards = List.of(
                    new ReentrantLock(true), new ReentrantLock(true), new ReentrantLock(true), new ReentrantLock(true));

            @Override
            protected <T> T call(String verb, Supplier<T> made) {
                ReentrantLock shard = shards.get((int) (Thread.currentThread().getId() % shards.size()));
                shard.lock();
                try {
                    return super.call(verb, made);
                } finally {
                    shard.unlock();
                }
            }
        });
    }

    /** Sixteen connections, one of which is used at random, each made again only once it was found broken. */
    static SocketServer sixteenConnectionsAtRandom() {
        return server((ledger, calls, through, clock) -> new Pool(ledger, calls, through));
    }

    private static final class Pool extends SocketLedger {
        private static final int SIZE = 16;
        private static final long SECONDS = 5;

        private record Slot(@Nullable Connection connection) {}

        private final BlockingQueue<Slot> slots = new LinkedBlockingQueue<>();

        Pool(StockLedger ledger, CallTable calls, InetSocketAddress through) {
            super(ledger, calls, through);
            for (int i = 0; i < SIZE; i++) {
                slots.add(new Slot(super.connection()));
            }
        }

        @Override
        protected Connection connection() {
            Slot slot = next();
            if (slot.connection() != null) {
                return slot.connection();
            }
            try {
                return super.connection();
            } catch (LedgerException e) {
                slots.add(slot);
                throw e;
            }
        }

        private Slot next() {
            for (int i = ThreadLocalRandom.current().nextInt(SIZE); i > 0; i--) {
                Slot passed = slots.poll();
                if (passed != null) {
                    slots.add(passed);
                }
            }
            try {
                Slot slot = slots.poll(SECONDS, TimeUnit.SECONDS);
                if (slot == null) {
                    throw new LedgerException(Effect.NONE, "no connection was free", null);
                }
                return slot;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LedgerException(Effect.NONE, "interrupted", e);
            }
        }

        @Override
        protected void free(Connection connection) {
            slots.add(new Slot(connection));
        }

        @Override
        protected LedgerException failed(Connection connection, IOException e) {
            slots.add(new Slot(null));
            return super.failed(connection, e);
        }

        @Override
        public void close() {
            for (Slot slot = slots.poll(); slot != null; slot = slots.poll()) {
                if (slot.connection() != null) {
                    super.free(slot.connection());
                }
            }
            super.close();
        }
    }

    /** A client whose listeners read the journal on over its connections, and go on where they were. */
    static SocketServer feedThatGoesOn() {
        return server((ledger, calls, through, clock) -> new FeedLedger(ledger, calls, through));
    }
}
