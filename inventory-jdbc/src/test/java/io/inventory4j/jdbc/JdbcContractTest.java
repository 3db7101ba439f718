package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbcContractTest extends StockLedgerContract {
    private final TestDatabase database;

    JdbcContractTest(TestDatabase database) {
        this.database = database;
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return database.open(clock);
    }
}
