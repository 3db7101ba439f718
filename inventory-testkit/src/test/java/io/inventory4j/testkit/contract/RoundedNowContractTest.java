package io.inventory4j.testkit.contract;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.MapLedger;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A ledger that rounds its now down to whole milliseconds, once for each call, keeps the contract. */
final class RoundedNowContractTest extends StockLedgerContract {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return new MapLedger(() -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
