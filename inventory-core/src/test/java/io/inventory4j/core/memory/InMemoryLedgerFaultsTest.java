package io.inventory4j.core.memory;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import java.time.InstantSource;

class InMemoryLedgerFaultsTest extends StockLedgerFaults {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return InMemoryLedger.create(clock);
    }
}
