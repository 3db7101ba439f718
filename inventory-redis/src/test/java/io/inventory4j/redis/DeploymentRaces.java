package io.inventory4j.redis;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;

/** Races over one deployment, by one client. */
abstract class DeploymentRaces extends StockLedgerRaces {
    private final Deployment deployment;
    private final ClientLibrary client;

    DeploymentRaces(Deployment deployment, ClientLibrary client) {
        this.deployment = deployment;
        this.client = client;
    }

    @Override
    protected StockLedger open(String namespace, InstantSource clock) {
        return deployment.open(client, namespace, clock);
    }

    @Override
    protected StockLedger openNode(String namespace, InstantSource clock) {
        return deployment.openNode(client, namespace, clock);
    }
}
