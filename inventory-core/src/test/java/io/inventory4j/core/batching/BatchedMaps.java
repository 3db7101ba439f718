package io.inventory4j.core.batching;

import io.inventory4j.Subscription;
import io.inventory4j.ledger.Announcing;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.testkit.MapLedger;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The layer over the kit's ledger of maps, with the abilities of the store, so that the kit leaves nothing out. Only
 * one batch at a time is under way, so that a crowd of the kit's size travels together.
 */
final class BatchedMaps extends ForwardingLedger implements Journaled, Announcing {
    private static final Map<String, MapLedger> OPEN = new ConcurrentHashMap<>();

    private final MapLedger store;

    private BatchedMaps(MapLedger store) {
        super(new Batching(store, BatchLimits.standard(), 1));
        this.store = store;
    }

    static StockLedger open(String namespace, InstantSource clock) {
        MapLedger store = new MapLedger(clock);
        OPEN.put(namespace, store);
        return new BatchedMaps(store);
    }

    /** Another node with a queue of its own. */
    static StockLedger openNode(String namespace) {
        return new BatchedMaps(new MapLedger(Objects.requireNonNull(OPEN.get(namespace), namespace)));
    }

    static void discard(String namespace) {
        OPEN.remove(namespace);
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
