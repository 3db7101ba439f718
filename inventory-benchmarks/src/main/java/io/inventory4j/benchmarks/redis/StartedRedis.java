package io.inventory4j.benchmarks.redis;

import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.client.LettuceConnections;
import io.inventory4j.servers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;

/** A new Redis for one scene, and a Lettuce client for it. The connections that it opens are closed by the caller. */
final class StartedRedis implements AutoCloseable {
    private final RedisServer server = RedisServer.fresh();
    private final RedisClient client = RedisClient.create();
    private final RedisURI uri = RedisURI.create(
            server.address().getAddress().getHostAddress(), server.address().getPort());

    RedisServer server() {
        return server;
    }

    RedisConnections connections() {
        return LettuceConnections.standalone(client, uri);
    }

    StatefulRedisConnection<String, String> plain() {
        return client.connect(uri);
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }
}
