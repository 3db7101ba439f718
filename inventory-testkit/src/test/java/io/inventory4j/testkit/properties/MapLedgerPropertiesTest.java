package io.inventory4j.testkit.properties;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import java.time.InstantSource;

final class MapLedgerPropertiesTest extends StockLedgerProperties {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return new MapLedger(clock);
    }
}
