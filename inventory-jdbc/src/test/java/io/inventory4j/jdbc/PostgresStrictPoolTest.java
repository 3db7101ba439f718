package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.time.InstantSource;

class PostgresStrictPoolTest extends StockLedgerContract {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return StrictPools.postgres(clock);
    }
}
