package io.inventory4j.redis;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.redis.RespMessages;
import io.inventory4j.testkit.contract.StockLedgerContract;
import io.inventory4j.testkit.faults.LedgerServer;
import io.inventory4j.testkit.faults.Messages;
import io.inventory4j.testkit.faults.StockLedgerFaults;
import io.inventory4j.testkit.history.StockLedgerRaces;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;

/** The kit, but for its random sequences, on a cluster of three masters and three replicas, over Jedis. */
class JedisClusterTest {
    private static StockLedger fresh(String namespace, InstantSource clock) {
        return Deployment.CLUSTER.open(ClientLibrary.JEDIS, namespace, clock);
    }

    @Nested
    class Contract extends StockLedgerContract {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return fresh(namespace, clock);
        }
    }

    @Nested
    class Races extends StockLedgerRaces {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return fresh(namespace, clock);
        }
    }

    @Nested
    class Faults extends StockLedgerFaults {
        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return fresh(namespace, clock);
        }

        @Override
        protected LedgerServer server() {
            return FragileRedis.of(Deployment.CLUSTER, ClientLibrary.JEDIS);
        }

        @Override
        protected Messages messages() {
            return new RespMessages();
        }
    }
}
