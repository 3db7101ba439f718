package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Nodes over Jedis. */
final class JedisNodes implements Nodes {
    private final JedisClientConfig config;
    private final Map<NodeAddress, JedisNode> nodes = new ConcurrentHashMap<>();

    JedisNodes(JedisClientConfig config) {
        if (config.isReadOnlyForRedisClusterReplicas()) {
            throw new IllegalArgumentException("a ledger does not read from replicas: readOnlyForRedisClusterReplicas");
        }
        this.config = config;
    }

    @Override
    public List<@Nullable Object> send(NodeAddress node, List<List<byte[]>> commands, Deadline deadline) {
        return nodes.computeIfAbsent(node, address -> new JedisNode(address, until -> connect(address, until)))
                .send(commands, deadline);
    }

    /** Connects with timeouts that end with the call. */
    private Connection connect(NodeAddress node, Deadline deadline) {
        int millis = deadline.socketMillis();
        JedisClientConfig bounded = DefaultJedisClientConfig.builder()
                .from(config)
                .resp2()
                .connectionTimeoutMillis(Math.min(positive(config.getConnectionTimeoutMillis()), millis))
                .socketTimeoutMillis(Math.min(positive(config.getSocketTimeoutMillis()), millis))
                .build();
        return new Connection(new JedisSocket(new HostAndPort(node.host(), node.port()), bounded), bounded);
    }

    /** A socket takes 0 for no timeout. */
    private static int positive(int millis) {
        return millis == 0 ? Integer.MAX_VALUE : millis;
    }

    @Override
    public RedisConnection open(NodeAddress node, Deadline deadline) {
        if (Thread.currentThread().isInterrupted()) {
            throw ClientFailures.interruptedBefore(node);
        }
        try {
            return new JedisLine(node, connect(node, deadline));
        } catch (RuntimeException e) {
            throw ClientFailures.notSent(node, "no connection", e);
        }
    }

    @Override
    public void retain(Set<NodeAddress> kept) {
        nodes.forEach((address, node) -> {
            if (!kept.contains(address) && nodes.remove(address, node)) {
                node.retire();
            }
        });
    }

    @Override
    public int slot(byte[] key) {
        return JedisClusterCRC16.getSlot(key);
    }

    @Override
    public void close() {
        retain(Set.of());
    }
}
