package io.inventory4j.jdbc;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;

/** Races over one of the databases. */
abstract class DatabaseRaces extends StockLedgerRaces {
    private final DatabaseNodes nodes;

    DatabaseRaces(TestDatabase database) {
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
