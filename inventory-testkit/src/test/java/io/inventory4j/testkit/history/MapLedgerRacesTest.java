package io.inventory4j.testkit.history;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import java.time.InstantSource;

/** The whole code that an adapter's author writes to run the races. */
final class MapLedgerRacesTest extends StockLedgerRaces {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return new MapLedger(clock);
    }
}
