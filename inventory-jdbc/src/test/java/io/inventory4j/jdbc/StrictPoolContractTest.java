package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@Tag("slow")
class StrictPoolContractTest extends StockLedgerContract {
    private final DatabaseKind kind;

    StrictPoolContractTest(DatabaseKind kind) {
        this.kind = kind;
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return StrictPools.open(kind, clock);
    }
}
