package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.util.JedisClusterCRC16;

/** RedisNodes over Jedis. */
final class JedisNodes implements RedisNodes {
    private final JedisClientConfig config;
    private final Map<NodeAddress, JedisNode> nodes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    JedisNodes(JedisClientConfig config) {
        this.config = JedisConfig.checked(config);
    }

    @Override
    public List<@Nullable Object> send(NodeAddress node, List<List<byte[]>> commands, Deadline deadline) {
        return nodes.computeIfAbsent(node, address -> new JedisNode(address, until -> connect(address, until)))
                .send(commands, deadline);
    }

    private JedisWire connect(NodeAddress node, Deadline deadline) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        return new JedisWire(
                new HostAndPort(node.host(), node.port()), JedisConfig.within(deadline.socketMillis(), config));
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
        closed = true;
        retain(Set.of());
    }
}
