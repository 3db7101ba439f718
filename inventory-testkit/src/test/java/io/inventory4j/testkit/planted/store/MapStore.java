package io.inventory4j.testkit.planted.store;

import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.testkit.MapLedger;
import java.time.InstantSource;

/** Rows in maps that several nodes share: each transaction has them for itself. */
public class MapStore extends MapLedger {
    /** No rows yet. */
    public MapStore(InstantSource clock) {
        super(clock);
    }

    @Override
    public StoreTransaction begin() {
        return super.begin();
    }

    /** The sequence of the newest entry. */
    public long end() {
        return super.journal((1L << 53) - 1, 1).next();
    }
}
