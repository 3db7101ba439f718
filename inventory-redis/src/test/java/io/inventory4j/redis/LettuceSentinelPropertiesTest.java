package io.inventory4j.redis;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;

// In a class of its own, because jqwik does not look into Jupiter's nested ones.
class LettuceSentinelPropertiesTest extends StockLedgerProperties {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Deployment.SENTINEL.open(ClientLibrary.LETTUCE, namespace, clock);
    }

    @Override
    protected int sequences() {
        return 150;
    }
}
