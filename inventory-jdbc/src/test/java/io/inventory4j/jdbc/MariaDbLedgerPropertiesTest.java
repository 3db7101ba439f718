package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;

class MariaDbLedgerPropertiesTest extends StockLedgerProperties {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Databases.mariadb().open(clock);
    }

    @Override
    protected int sequences() {
        return 150;
    }
}
