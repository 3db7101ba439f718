package io.inventory4j.redis.faults;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.servers.redis.RespMessages;
import io.inventory4j.testkit.faults.LedgerServer;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import java.time.InstantSource;

/** Faults over one deployment of Redis with one client. */
abstract class DeploymentFaults extends StockLedgerFaults {
    private final Deployment deployment;
    private final ClientLibrary client;

    DeploymentFaults(Deployment deployment, ClientLibrary client) {
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

    @Override
    protected LedgerServer server() {
        return FragileRedis.of(deployment, client);
    }

    @Override
    protected Messages messages() {
        return new RespMessages();
    }
}
