package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbcContractTest extends StockLedgerContract {
    private final DatabaseNodes nodes;

    JdbcContractTest(TestDatabase database) {
        nodes = new DatabaseNodes(database);
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return nodes.open(namespace, clock);
    }

    @Override
    protected StockLedger openNode(String namespace, InstantSource clock) {
        return nodes.openNode(namespace, clock);
    }
}
