package io.inventory4j.core.batching;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;

class BatchingPropertiesTest extends StockLedgerProperties {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return BatchedMaps.open(namespace, clock);
    }

    @Override
    protected StockLedger openNode(String namespace, InstantSource clock) {
        return BatchedMaps.openNode(namespace);
    }

    @Override
    protected void discard(String namespace) {
        BatchedMaps.discard(namespace);
    }
}
