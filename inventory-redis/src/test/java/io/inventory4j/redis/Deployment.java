package io.inventory4j.redis;

import io.inventory4j.ledger.StockLedger;
import io.inventory4j.servers.redis.RedisCluster;
import io.inventory4j.servers.redis.RedisSentinels;
import io.inventory4j.servers.redis.RedisServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A deployment of Redis that the ledger is tested on. */
public enum Deployment {
    SINGLE {
        @Override
        public RedisConnections connect(ClientLibrary client) {
            return client.single(RedisServer.shared().address(), STRAIGHT);
        }
    },

    CLUSTER {
        @Override
        public RedisConnections connect(ClientLibrary client) {
            return client.cluster(RedisCluster.shared(), STRAIGHT);
        }
    },

    SENTINEL {
        @Override
        public RedisConnections connect(ClientLibrary client) {
            return client.sentinel(RedisSentinels.shared(), STRAIGHT);
        }
    };

    /** The detour that leads to every node itself. */
    public static final UnaryOperator<InetSocketAddress> STRAIGHT = UnaryOperator.identity();

    /** Long, because this machine may be busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Map<Deployment, Map<ClientLibrary, RedisConnections>> SHARED = new EnumMap<>(Deployment.class);

    /** Those of the other node. */
    private static final Map<Deployment, Map<ClientLibrary, RedisConnections>> OTHERS = new EnumMap<>(Deployment.class);

    /** New connections to the servers that all tests of this JVM share. */
    public abstract RedisConnections connect(ClientLibrary client);

    /** The connections that all tests of this JVM share. */
    public final RedisConnections shared(ClientLibrary client) {
        return shared(SHARED, client);
    }

    private RedisConnections shared(
            Map<Deployment, Map<ClientLibrary, RedisConnections>> connections, ClientLibrary client) {
        synchronized (connections) {
            return connections
                    .computeIfAbsent(this, absent -> new EnumMap<>(ClientLibrary.class))
                    .computeIfAbsent(client, this::connect);
        }
    }

    public final StockLedger open(ClientLibrary client, String namespace, InstantSource clock) {
        return open(shared(client), namespace, clock);
    }

    /** The same stock on another node, which has connections of its own. */
    public final StockLedger openNode(ClientLibrary client, String namespace, InstantSource clock) {
        return open(shared(OTHERS, client), namespace, clock);
    }

    private static StockLedger open(RedisConnections connections, String namespace, InstantSource clock) {
        return RedisLedger.builder(connections)
                .namespace(namespace)
                .clock(clock)
                .timeout(PATIENCE)
                .build();
    }
}
