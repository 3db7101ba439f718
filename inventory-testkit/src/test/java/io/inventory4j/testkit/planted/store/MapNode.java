package io.inventory4j.testkit.planted.store;

import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import io.inventory4j.stock.JournalPage;

/** A node of the shop over rows that it shares with the others. */
public class MapNode extends LoadApplyStoreLedger implements Journaled {
    /** The rows. */
    protected final MapStore store;

    /** One more node over some rows. */
    public MapNode(MapStore store) {
        this.store = store;
    }

    @Override
    protected StoreTransaction begin() {
        return store.begin();
    }

    @Override
    protected StoreTransaction beginReading() {
        return store.begin();
    }

    @Override
    public JournalPage journal(long after, int max) {
        return store.journal(after, max);
    }
}
