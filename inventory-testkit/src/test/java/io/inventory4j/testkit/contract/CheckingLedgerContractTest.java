package io.inventory4j.testkit.contract;

import io.inventory4j.ledger.StockLedger;
import java.time.InstantSource;

/** A store that checks at its commit, and what was only read as well, keeps the contract. */
final class CheckingLedgerContractTest extends StockLedgerContract {
    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return new CheckingLedger(clock);
    }
}
