package io.inventory4j.testkit.planted.bugs;

import io.inventory4j.Outcome;
import io.inventory4j.StockListener;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.PushNode;
import io.inventory4j.testkit.planted.store.PushStore;
import io.inventory4j.testkit.planted.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Ledgers that sell right, and leave their listeners in the dark. */
public final class PushBugs {
    private PushBugs() {}

    private static Store pushing(Function<PushStore, StockLedger> node) {
        return Store.shared(PushStore::new, node);
    }

    /** Nothing wrong: what the others are changed from. */
    public static Store sound() {
        return pushing(PushNode::new);
    }

    /** What a sweep gives back is told to nobody. */
    public static Store sweepsAreNotTold() {
        return pushing(store -> new PushNode(store) {
            @Override
            protected void swept(List<Outcome.Applied> ended) {}
        });
    }

    /** What is shipped unasked is told to nobody, since that job came later. */
    public static Store shipmentsOfTheJobAreNotTold() {
        return pushing(store -> new PushNode(store) {
            @Override
            protected void shipped(List<Outcome.Applied> shipped) {}
        });
    }

    /** Of a cart, the first line is told. */
    public static Store firstLineOfACartIsTold() {
        return pushing(store -> new PushNode(store) {
            @Override
            protected void applied(List<? extends Command> batch, List<Outcome> outcomes) {
                List<LevelChange> first = new ArrayList<>();
                for (Outcome outcome : outcomes) {
                    changes(List.of(outcome)).stream().limit(1).forEach(first::add);
                }
                push.tell(first);
            }
        });
    }

    /** A line that is stopped has the same units as before, so nobody is told. */
    public static Store saleStatesAreNotTold() {
        return pushing(store -> new PushNode(store) {
            @Override
            protected void applied(List<? extends Command> batch, List<Outcome> outcomes) {
                List<Outcome> others = new ArrayList<>();
                for (int i = 0; i < batch.size(); i++) {
                    if (!(batch.get(i) instanceof SetSaleState)) {
                        others.add(outcomes.get(i));
                    }
                }
                push.tell(changes(others));
            }
        });
    }

    /** A stream ends with the first error of its subscriber. */
    public static Store listenerThatThrewIsDropped() {
        return Store.shared(
                clock -> new PushStore(clock) {
                    @Override
                    protected Registration registration(StockListener listener) {
                        return new Registration(listener) {
                            @Override
                            protected void threw() {
                                close();
                            }
                        };
                    }
                },
                PushNode::new);
    }

    /** While a level waits for its listener, newer ones of the line are dropped, not the older one. */
    public static Store oldestOfABurstIsKept() {
        return Store.shared(
                clock -> new PushStore(clock) {
                    @Override
                    protected Registration registration(StockListener listener) {
                        return new Registration(listener) {
                            private final Map<StockKey, StockLevel> waiting = new ConcurrentHashMap<>();

                            @Override
                            protected void deliver(StockLevel level) {
                                if (waiting.putIfAbsent(level.key(), level) == null) {
                                    thread.execute(() -> {
                                        call(level);
                                        waiting.remove(level.key());
                                    });
                                }
                            }
                        };
                    }
                },
                PushNode::new);
    }

    /** An event bus of the process: listeners hear of what their own node does. */
    public static Store listenersOfTheOwnNode() {
        return Store.shared(MapStore::new, store -> new PushNode(new NodeBus(store)));
    }

    /** A bus of one node over rows that all nodes share. */
    private static final class NodeBus extends PushStore {
        private final MapStore rows;

        NodeBus(MapStore rows) {
            super(Instant::now);
            this.rows = rows;
        }

        @Override
        public StoreTransaction begin() {
            return rows.begin();
        }

        @Override
        public JournalPage journal(long after, int max) {
            return rows.journal(after, max);
        }

        @Override
        public long end() {
            return rows.end();
        }
    }

    /** Reads one page of the journal when it is woken; what a burst has more is read when something else happens. */
    public static Store followerReadsOnePageAWake() {
        return Store.shared(Paged::new, PushNode::new);
    }

    private static final class Paged extends PushStore {
        private static final int PAGE = 50;

        Paged(InstantSource clock) {
            super(clock);
        }

        @Override
        protected Follower follower(EntryListener listener) {
            return new Follower(listener) {
                @Override
                protected void read() {
                    JournalPage page = journal(place, PAGE);
                    page.entries().forEach(listener::onEntry);
                    place = page.next();
                }
            };
        }
    }

    /** Sends entries as texts with a bar between their parts; one with a bar in its id ends the reader's thread. */
    public static Store followerIsDeafAfterAnEntryItCannotRead() {
        return Store.shared(
                clock -> new PushStore(clock) {
                    @Override
                    protected Follower follower(EntryListener listener) {
                        return new Follower(listener) {
                            private boolean deaf;

                            @Override
                            protected void read() {
                                for (JournalEntry entry :
                                        journal(place, Integer.MAX_VALUE).entries()) {
                                    deaf |= (entry.command() + "|" + entry.kind()).split("\\|", -1).length != 2;
                                    if (deaf) {
                                        return;
                                    }
                                    listener.onEntry(entry);
                                    place = entry.sequence();
                                }
                            }
                        };
                    }
                },
                PushNode::new);
    }

    /** Begins to follow when its thread has started, not when it was asked to. */
    public static Store followerBeginsLate() {
        return Store.shared(
                clock -> new PushStore(clock) {
                    @Override
                    protected Follower follower(EntryListener listener) {
                        return new Follower(listener) {
                            private boolean begun;

                            @Override
                            protected void read() {
                                if (!begun) {
                                    begun = true;
                                    place = Math.max(place, end() - 1);
                                }
                                super.read();
                            }
                        };
                    }
                },
                PushNode::new);
    }
}
