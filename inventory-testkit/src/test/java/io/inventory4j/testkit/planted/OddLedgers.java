package io.inventory4j.testkit.planted;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.ForwardingTransaction;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Moment;
import io.inventory4j.testkit.planted.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Ledgers that do what hardly another does and the rules allow. */
public final class OddLedgers {
    private OddLedgers() {}

    /** Reads line by line, each at a moment of its own. */
    static Store levelsLineByLine() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            @Override
            public List<StockLevel> levels(Collection<StockKey> keys) {
                List<StockLevel> levels = new ArrayList<>();
                for (StockKey key : keys) {
                    levels.addAll(super.levels(List.of(key)));
                    Moment.pass();
                }
                return levels;
            }
        });
    }

    /** Keeps the newest entries of its journal, as many as the kit asks for, and says how many are gone. */
    static Store journalIsTrimmed() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private static final int KEPT = 2_000;

            @Override
            public JournalPage journal(long after, int max) {
                Bounds.limit("after", after);
                Bounds.max("max", max);
                try (StoreTransaction alone = store.begin()) {
                    alone.now();
                    long first = Math.max(after, store.end() - KEPT);
                    JournalPage page = super.journal(first, max);
                    return new JournalPage(page.entries(), page.next(), first - after);
                }
            }
        });
    }

    /** Pages through the orders of a line in the order of their hashes. */
    static Store openByHash() {
        return Store.shared(MapStore::new, store -> new MapNode(store) {
            private final Comparator<ReservationId> order = Comparator.<ReservationId, Integer>comparing(
                            id -> id.value().hashCode())
                    .thenComparing(Comparator.naturalOrder());

            @Override
            public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
                Bounds.max("max", max);
                return super.open(key, null, Integer.MAX_VALUE).stream()
                        .filter(found -> after == null || order.compare(found.id(), after) > 0)
                        .sorted(Comparator.comparing(Reservation::id, order))
                        .limit(max)
                        .toList();
            }
        });
    }

    /** Waits a second for its turn to write, and then says that nothing happened. */
    static Store givesUpWhereBusy() {
        return Store.shared(Turns::new, rows -> new MapNode(rows) {
            @Override
            protected StoreTransaction begin() {
                return new ForwardingTransaction(rows.turn()) {
                    @Override
                    public void close() {
                        super.close();
                        rows.turns.unlock();
                    }
                };
            }
        });
    }

    private static final class Turns extends MapStore {
        private final ReentrantLock turns = new ReentrantLock(true);

        Turns(InstantSource clock) {
            super(clock);
        }

        StoreTransaction turn() {
            try {
                if (turns.tryLock(1, TimeUnit.SECONDS)) {
                    return begin();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LedgerException(Effect.NONE, "interrupted before its turn", e);
            }
            throw new LedgerException(Effect.NONE, "others took too long", null);
        }
    }

    /** Runs what writes on threads of its own. A caller who is interrupted is told that it may have happened. */
    static Store interruptedIsToldUnknown() {
        return workers(Effect.UNKNOWN);
    }

    /** Runs what writes on threads of its own; an interrupted caller is told that effect. */
    public static Store workers(Effect told) {
        return Store.shared(MapStore::new, store -> new Workers(store, told));
    }

    private static final class Workers extends MapNode {
        private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
        });

        private final Effect told;

        Workers(MapStore store, Effect told) {
            super(store);
            this.told = told;
        }

        @Override
        public List<Outcome> apply(List<? extends Command> batch) {
            List<Command> commands = List.copyOf(batch);
            try {
                return threads.submit(() -> super.apply(commands)).get();
            } catch (RejectedExecutionException e) {
                throw new LedgerException(Effect.NONE, "closed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LedgerException(told, "interrupted before there was an answer", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException failure
                        ? failure
                        : new IllegalStateException(e.getCause());
            }
        }

        @Override
        public void close() {
            threads.shutdown();
            super.close();
        }
    }
}
