package io.inventory4j.testkit.planted.wire;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.StockListener;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.faults.SocketLedger;
import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.planted.store.PushNode;
import io.inventory4j.testkit.planted.store.PushStore;
import io.inventory4j.testkit.planted.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ledgers that call listeners from the wrong place, or no more; and clients that ask again unasked. */
public final class EarBugs {
    private static final Executor POOL = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "pool");
        thread.setDaemon(true);
        return thread;
    });

    private EarBugs() {}

    private static final class Registering extends PushStore {
        private final BiFunction<Registering, StockListener, Registration> registrations;
        private final List<Own> own = new CopyOnWriteArrayList<>();

        Registering(InstantSource clock, BiFunction<Registering, StockListener, Registration> registrations) {
            super(clock);
            this.registrations = registrations;
        }

        @Override
        protected Registration registration(StockListener listener) {
            return registrations.apply(this, listener);
        }

        /** A registration that others know. */
        private class Own extends Registration {
            final StockListener who;

            Own(StockListener who) {
                super(who);
                this.who = who;
                own.add(this);
            }

            void end() {
                own.remove(this);
                super.close();
            }
        }
    }

    private static Store registering(BiFunction<Registering, StockListener, PushStore.Registration> bug) {
        return Store.shared(clock -> new Registering(clock, bug), PushNode::new);
    }

    /** Registrations are kept by listener: who closes one of two of the same listener closes both. */
    public static Store closesTheTwin() {
        return registering((store, listener) -> store.new Own(listener) {
            @Override
            public void close() {
                store.own.stream().filter(one -> one.who.equals(who)).forEach(Registering.Own::end);
            }
        });
    }

    /** Registrations are kept by number: a second close ends whoever has got the number since. */
    public static Store secondCloseEndsAnother() {
        return registering((store, listener) -> store.new Own(listener) {
            private final int number = store.own.size() - 1;

            @Override
            public void close() {
                if (number < store.own.size()) {
                    store.own.get(number).end();
                }
            }
        });
    }

    /** Listeners are called by whoever sells. */
    public static Store sellersCallListeners() {
        return registering((store, listener) -> store.new Own(listener) {
            @Override
            protected synchronized void deliver(StockLevel level) {
                call(level);
            }
        });
    }

    /** Listeners are called by a pool of threads. */
    public static Store poolCallsListeners() {
        return registering((store, listener) -> store.new Own(listener) {
            @Override
            protected void deliver(StockLevel level) {
                POOL.execute(() -> {
                    try {
                        listener.onLevel(level);
                    } catch (RuntimeException e) {
                        threw();
                    }
                });
            }
        });
    }

    /** Reads a hundred entries, and goes on at what was the end of the journal then. */
    public static Store followerGoesOnAtTheEnd() {
        return Store.shared(
                clock -> new PushStore(clock) {
                    @Override
                    protected Follower follower(EntryListener listener) {
                        return new Follower(listener) {
                            @Override
                            protected void read() {
                                long end = end();
                                JournalPage page = journal(place, 100);
                                page.entries().forEach(listener::onEntry);
                                place = Math.max(page.next(), end);
                                listener.onRead(null);
                            }
                        };
                    }
                },
                PushNode::new);
    }

    private static <T> T twice(Supplier<T> call) {
        try {
            return call.get();
        } catch (LedgerException e) {
            return call.get();
        }
    }

    /** A sweep without an answer is made again: what the first one ended is told to nobody. */
    public static SocketServer sweepIsMadeAgain() {
        return WireBugs.server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            @Override
            public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
                return twice(() -> super.expire(max, except));
            }
        });
    }

    /** A batch without an answer is sent again, and the second answer is taken for the last word. */
    public static SocketServer batchIsSentAgain() {
        return WireBugs.server((ledger, calls, through, clock) -> new SocketLedger(ledger, calls, through) {
            @Override
            public List<Outcome> apply(List<? extends Command> batch) {
                return twice(() -> super.apply(batch));
            }
        });
    }
}
