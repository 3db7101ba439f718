package io.inventory4j.redis;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.testkit.properties.StockLedgerProperties;
import java.time.InstantSource;
import net.jqwik.api.Group;

/** Random sequences on every deployment with every client, in groups, because jqwik knows no parameters of a class. */
@SuppressWarnings("ClassCanBeStatic") // A group must not be static.
class RedisPropertiesTest {
    private abstract static class Properties extends StockLedgerProperties {
        private final Deployment deployment;
        private final ClientLibrary client;

        Properties(Deployment deployment, ClientLibrary client) {
            this.deployment = deployment;
            this.client = client;
        }

        @Override
        protected StockLedger open(String namespace, InstantSource clock) {
            return deployment.open(client, namespace, clock);
        }

        @Override
        protected int sequences() {
            return 150;
        }
    }

    @Group
    class JedisSingle extends Properties {
        JedisSingle() {
            super(Deployment.SINGLE, ClientLibrary.JEDIS);
        }
    }

    @Group
    class JedisCluster extends Properties {
        JedisCluster() {
            super(Deployment.CLUSTER, ClientLibrary.JEDIS);
        }
    }

    @Group
    class JedisSentinel extends Properties {
        JedisSentinel() {
            super(Deployment.SENTINEL, ClientLibrary.JEDIS);
        }
    }

    @Group
    class LettuceSingle extends Properties {
        LettuceSingle() {
            super(Deployment.SINGLE, ClientLibrary.LETTUCE);
        }
    }

    @Group
    class LettuceCluster extends Properties {
        LettuceCluster() {
            super(Deployment.CLUSTER, ClientLibrary.LETTUCE);
        }
    }

    @Group
    class LettuceSentinel extends Properties {
        LettuceSentinel() {
            super(Deployment.SENTINEL, ClientLibrary.LETTUCE);
        }
    }
}
