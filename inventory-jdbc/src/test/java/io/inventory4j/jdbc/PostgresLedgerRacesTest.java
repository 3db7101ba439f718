package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;

class PostgresLedgerRacesTest extends StockLedgerRaces {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Databases.postgres().open(clock);
    }
}
