package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@Tag("slow")
class StrictPoolRacesTest extends StockLedgerRaces {
    private final DatabaseKind kind;

    StrictPoolRacesTest(DatabaseKind kind) {
        this.kind = kind;
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return StrictPools.open(kind, clock);
    }

    /** Fewer than usual: a pool that breaks something does so soon, and the usual pool has all rounds. */
    @Override
    protected int rounds() {
        return 5;
    }
}
