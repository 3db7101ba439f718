package io.inventory4j.redis;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.contract.StockLedgerContract;
import java.time.InstantSource;

/** The contract over one deployment of Redis with one client. */
abstract class DeploymentContract extends StockLedgerContract {
    private final Deployment deployment;
    private final ClientLibrary client;

    DeploymentContract(Deployment deployment, ClientLibrary client) {
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
