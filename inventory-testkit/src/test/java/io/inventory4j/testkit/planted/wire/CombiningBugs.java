package io.inventory4j.testkit.planted.wire;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.Announcing;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.testkit.faults.SocketLedger;
import io.inventory4j.testkit.faults.SocketServer;
import io.inventory4j.testkit.planted.store.MapNode;
import io.inventory4j.testkit.planted.store.MapStore;
import io.inventory4j.testkit.planted.store.Store;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.function.Function;

/** Layers that join the calls of several callers into one, each with one step that is wrong. */
public final class CombiningBugs {
    private CombiningBugs() {}

    /** The layer with the journal and the changes of its store. */
    private static class Combined extends CombiningLedger implements Journaled, Announcing {
        private final MapNode store;

        Combined(MapNode store) {
            super(store);
            this.store = store;
        }

        @Override
        public JournalPage journal(long after, int max) {
            return store.journal(after, max);
        }

        @Override
        public Subscription follow(EntryListener listener) {
            return store.follow(listener);
        }
    }

    private static Store nodes(Function<MapNode, StockLedger> layer) {
        return Store.shared(MapStore::new, store -> layer.apply(new MapNode(store)));
    }

    /** Nothing wrong. */
    public static Store sound() {
        return nodes(Combined::new);
    }

    /** Hands the outcomes out in the order of ids, though the commands went in as they came. */
    public static Store outcomesOfOthers() {
        return nodes(store -> new Combined(store) {
            @Override
            List<Waiting> inOrderOfOutcomes(List<Waiting> batch) {
                return batch.stream()
                        .sorted(Comparator.comparing(CombiningBugs::id))
                        .toList();
            }
        });
    }

    private static String id(CombiningLedger.Waiting call) {
        return call.commands.get(0) instanceof Reserve reserve ? reserve.id().value() : "";
    }

    /** Wakes those who have their answer, and nobody to lead the rest. */
    public static Store wakeUpIsLost() {
        return nodes(store -> new Combined(store) {
            @Override
            void wakeNext(Condition first) {}
        });
    }

    /** Tells those who were taken along that nothing was done, since they have sent nothing. */
    public static SocketServer unknownBatchIsToldNone() {
        return WireBugs.server((ledger, calls, through, clock) ->
                new CombiningLedger(new SocketLedger(ledger, calls, through)) {
                    @Override
                    RuntimeException failure(RuntimeException thrown, int callers) {
                        return callers > 1
                                ? new LedgerException(Effect.NONE, "another caller has failed", thrown)
                                : super.failure(thrown, callers);
                    }
                });
    }
}
