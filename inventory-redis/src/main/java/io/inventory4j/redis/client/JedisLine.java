package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection of its own over Jedis. */
final class JedisLine implements RedisConnection {
    private final NodeAddress node;
    private final JedisWire connection;

    JedisLine(NodeAddress node, JedisWire connection) {
        this.node = node;
        this.connection = connection;
    }

    @Override
    public List<@Nullable Object> sendAll(List<List<byte[]>> commands, Duration timeout) {
        try {
            return JedisCalls.send(connection, commands, Deadline.in(timeout));
        } catch (RuntimeException e) {
            close();
            throw ClientFailures.noReply(node, "no reply", e);
        }
    }

    @Override
    public void close() {
        connection.cut();
    }
}
