package io.inventory4j.benchmarks.redis;

import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.client.LettuceConnections;
import io.inventory4j.servers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.function.Predicate;

/** A new Redis for one scene, and a Lettuce client for it. The connections that it opens are closed by the caller. */
final class StartedRedis implements AutoCloseable {
    private final RedisServer server = RedisServer.fresh();
    private final RedisClient client = RedisClient.create();
    private final RedisURI uri = RedisURI.create(
            server.address().getAddress().getHostAddress(), server.address().getPort());

    RedisServer server() {
        return server;
    }

    RedisClient client() {
        return client;
    }

    RedisURI uri() {
        return uri;
    }

    RedisConnections connections() {
        return LettuceConnections.standalone(client, uri);
    }

    StatefulRedisConnection<String, String> plain() {
        return client.connect(uri);
    }

    /** The processor time that Redis has used so far. */
    double cpuSeconds() {
        return sum("cpu", line -> line.startsWith("used_cpu_sys:") || line.startsWith("used_cpu_user:"), "");
    }

    /** How many scripts were called and levels were read so far; what scripts read counts too. */
    long calls() {
        return Math.round(sum("commandstats", line -> line.matches("cmdstat_(evalsha|eval|fcall|hmget).*"), "calls="));
    }

    /** Adds up the numbers that follow a word, or the colon, in some lines of a section of INFO. */
    private double sum(String section, Predicate<String> lines, String word) {
        return server.command("INFO", section)
                .lines()
                .filter(lines)
                .map(line -> line.substring(line.indexOf(':') + 1 + word.length()))
                .mapToDouble(rest -> Double.parseDouble(rest.split(",", 2)[0].trim()))
                .sum();
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        server.close();
    }
}
