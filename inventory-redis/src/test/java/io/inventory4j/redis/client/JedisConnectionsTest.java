package io.inventory4j.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;

class JedisConnectionsTest extends ConnectionsContract {
    @Override
    RedisConnections standalone(InetSocketAddress server) {
        return JedisConnections.standalone(
                new HostAndPort(server.getHostString(), server.getPort()),
                DefaultJedisClientConfig.builder().build());
    }

    @Override
    RedisConnections standalone(InetSocketAddress server, String user, String password) {
        return JedisConnections.standalone(
                new HostAndPort(server.getHostString(), server.getPort()),
                DefaultJedisClientConfig.builder().user(user).password(password).build());
    }

    /** Code of the shop that Jedis calls while it connects. */
    @Test
    void rule_10_1_aConfigurationThatThrowsLeavesNothingSent() {
        AtomicBoolean broken = new AtomicBoolean(true);
        JedisClientConfig config = DefaultJedisClientConfig.builder()
                .hostAndPortMapper(node -> {
                    if (broken.get()) {
                        throw new IllegalArgumentException("no such node");
                    }
                    return node;
                })
                .build();
        HostAndPort node = new HostAndPort(
                RedisServer.shared().host(), RedisServer.shared().address().getPort());
        try (RedisConnections connections = JedisConnections.standalone(node, config)) {
            assertEquals(Effect.NONE, effect(() -> connections.send(KEY, List.of(command("PING")), SECOND)));
            assertEquals(Effect.NONE, effect(() -> connections.open(KEY)));
            broken.set(false);
            assertEquals("PONG", plain(ask(connections, "PING")));
        }
    }

    @Test
    void nothingIsSentWhileAllConnectionsAreTaken() throws Exception {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            ExecutorService threads = Executors.newFixedThreadPool(JedisNode.CONNECTIONS);
            try {
                for (int i = 0; i < JedisNode.CONNECTIONS; i++) {
                    threads.execute(() -> waitForAnElement(connections));
                }
                String all = Integer.toString(JedisNode.CONNECTIONS);
                Eventually.is("all wait", () -> server.info("blocked_clients").equals(all));
                Duration shortly = Duration.ofMillis(100);
                assertEquals(Effect.NONE, effect(() -> connections.send(KEY, List.of(command("INCR", "n")), shortly)));
                server.command("LPUSH", "none", "1");
                assertEquals(1L, ask(connections, "INCR", "n"));
            } finally {
                server.kill();
                threads.shutdown();
                assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
            }
        }
    }

    private static void waitForAnElement(RedisConnections connections) {
        try {
            ask(connections, "BLPOP", "none", "0");
        } catch (LedgerException e) {
            assertEquals(Effect.UNKNOWN, e.effect());
        }
    }
}
