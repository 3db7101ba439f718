package io.inventory4j.core.memory;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;

class InMemoryLedgerRacesTest extends StockLedgerRaces {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return InMemoryLedger.create(clock);
    }

    /** A turn takes about a microsecond, so only many of them meet. */
    @Override
    protected int turns() {
        return 32;
    }
}
