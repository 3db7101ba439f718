package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;

class H2LedgerPropertiesTest extends StockLedgerProperties {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Databases.h2().open(clock);
    }

    @Override
    protected int sequences() {
        return 150;
    }
}
