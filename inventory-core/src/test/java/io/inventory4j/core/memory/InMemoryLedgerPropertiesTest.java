package io.inventory4j.core.memory;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;

class InMemoryLedgerPropertiesTest extends StockLedgerProperties {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return InMemoryLedger.create(clock);
    }
}
