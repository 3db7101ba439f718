package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;

class MariaDbLedgerRacesTest extends StockLedgerRaces {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Databases.mariadb().open(clock);
    }
}
