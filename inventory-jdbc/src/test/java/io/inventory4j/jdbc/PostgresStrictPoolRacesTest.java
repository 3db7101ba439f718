package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;

class PostgresStrictPoolRacesTest extends StockLedgerRaces {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return StrictPools.postgres(clock);
    }

    /** Fewer: what a pool can break, it breaks soon, and the usual pool races besides. */
    @Override
    protected int rounds() {
        return 5;
    }
}
