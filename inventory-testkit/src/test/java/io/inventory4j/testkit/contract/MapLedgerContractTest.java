package io.inventory4j.testkit.contract;

import io.inventory4j.ledger.StockLedger;
import java.time.InstantSource;

/** The whole code that an adapter's author writes to run the contract. */
final class MapLedgerContractTest extends StockLedgerContract {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return new WatchedMapLedger(clock);
    }
}
