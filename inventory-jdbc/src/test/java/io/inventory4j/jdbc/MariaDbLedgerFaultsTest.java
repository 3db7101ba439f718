package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import java.time.InstantSource;

class MariaDbLedgerFaultsTest extends StockLedgerFaults {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Databases.mariadb().open(clock);
    }
}
