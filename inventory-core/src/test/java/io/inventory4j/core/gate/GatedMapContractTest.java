package io.inventory4j.core.gate;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.time.InstantSource;

class GatedMapContractTest extends StockLedgerContract {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return GatedLedgers.map(clock);
    }
}
