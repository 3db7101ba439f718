package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JdbcRacesTest extends StockLedgerRaces {
    private final TestDatabase database;

    JdbcRacesTest(TestDatabase database) {
        this.database = database;
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return database.open(clock);
    }
}
