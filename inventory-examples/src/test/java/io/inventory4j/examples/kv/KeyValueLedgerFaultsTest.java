package io.inventory4j.examples.kv;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import java.time.InstantSource;

class KeyValueLedgerFaultsTest extends StockLedgerFaults {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return Folders.ledger(clock);
    }
}
