package io.inventory4j.core.memory;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;

class InMemoryLedgerRacesTest extends StockLedgerRaces {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return InMemoryLedger.create(clock);
    }

    /** A turn takes about a microsecond, so it takes many of them for two threads to run at once. */
    @Override
    protected int turns() {
        return 32;
    }
}
