package io.inventory4j.examples.kv;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.time.InstantSource;

class KeyValueLedgerContractTest extends StockLedgerContract {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Folders.ledger(clock);
    }
}
