package io.inventory4j.redis.client;

import io.inventory4j.redis.RedisConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/** A connection of its own over Jedis. */
final class JedisLine implements RedisConnection {
    private final NodeAddress node;
    private final Connection connection;

    JedisLine(NodeAddress node, Connection connection) {
        this.node = node;
        this.connection = connection;
    }

    @Override
    public @Nullable Object send(List<byte[]> command, Duration timeout) {
        try {
            return JedisCalls.send(connection, List.of(command), Deadline.in(timeout))
                    .get(0);
        } catch (RuntimeException e) {
            close();
            throw ClientFailures.noReply(node, "no reply", e);
        }
    }

    @Override
    public void close() {
        JedisCalls.cut(connection);
    }
}
