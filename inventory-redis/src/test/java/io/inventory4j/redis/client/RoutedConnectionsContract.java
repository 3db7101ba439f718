package io.inventory4j.redis.client;

import static io.inventory4j.redis.client.ConnectionsContract.LONG;
import static io.inventory4j.redis.client.ConnectionsContract.SECOND;
import static io.inventory4j.redis.client.ConnectionsContract.bytes;
import static io.inventory4j.redis.client.ConnectionsContract.command;
import static io.inventory4j.redis.client.ConnectionsContract.effect;
import static io.inventory4j.redis.client.ConnectionsContract.plain;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnection;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisError;
import io.inventory4j.servers.redis.RedisCluster;
import io.inventory4j.servers.redis.RedisSentinels;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link RedisConnections} promises on several nodes, with every client. */
@Timeout(180)
abstract class RoutedConnectionsContract {
    private static final RedisSettings SETTINGS = RedisSettings.of(Persistence.NONE);

    abstract RedisConnections standalone(InetSocketAddress server);

    abstract RedisConnections cluster(List<InetSocketAddress> seeds);

    abstract RedisConnections sentinel(String name, List<InetSocketAddress> sentinels);

    private static List<InetSocketAddress> addresses(List<RedisServer> servers) {
        return servers.stream().map(RedisServer::address).toList();
    }

    private static @Nullable Object ask(RedisConnections connections, String key, String... words) {
        return connections.send(bytes(key), List.of(command(words)), LONG).get(0);
    }

    @Test
    void aKeyGoesToTheMasterOfItsSlot() {
        RedisCluster cluster = RedisCluster.shared();
        try (RedisConnections connections = cluster(addresses(cluster.nodes().subList(4, 6)))) {
            for (int i = 0; i < 30; i++) {
                String key = "line " + i + "{" + i % 10 + "}";
                assertEquals("OK", plain(ask(connections, key, "SET", key, "v" + i)));
                assertEquals("v" + i, cluster.masterOf(key).command("GET", key));
                try (RedisConnection connection = connections.open(bytes(key))) {
                    assertEquals("v" + i, plain(connection.send(command("GET", key), LONG)));
                }
            }
        }
    }

    @Test
    void movedIsAValue() {
        RedisCluster cluster = RedisCluster.shared();
        String key = "elsewhere";
        RedisServer master = cluster.masterOf(key);
        RedisServer other = cluster.nodes().subList(0, 3).stream()
                .filter(node -> !node.equals(master))
                .findFirst()
                .orElseThrow();
        try (RedisConnections connections = standalone(other.address())) {
            assertEquals(
                    new RedisError("MOVED " + cluster.slotOf(key) + " " + master.hostAndPort()),
                    ask(connections, key, "SET", key, "1"));
            assertEquals("(nil)", master.command("GET", key));
        }
    }

    @Test
    void askLeadsToKeysThatAreMovingToAnotherNode() {
        try (RedisCluster cluster = RedisCluster.fresh(SETTINGS);
                RedisConnections connections = cluster(addresses(cluster.nodes()))) {
            int slot = cluster.slotOf("{m}");
            RedisServer from = cluster.masterOf(slot);
            RedisServer to = cluster.masterOf((slot + 8_192) % 16_384);
            assertNotEquals(from, to);
            for (int i = 0; i < 10; i++) {
                assertEquals(1L, ask(connections, "{m}", "INCR", "{m}" + i));
            }
            List<Integer> asked = new ArrayList<>();
            cluster.migrate(slot, from, to, 4, () -> asked.add(countAll(connections)));
            assertEquals(List.of(0, 4, 8, 10), asked);
            assertTrue(assertInstanceOf(RedisError.class, ask(connections, "{m}", "GET", "{m}0"))
                    .message()
                    .startsWith("MOVED "));
            connections.refresh();
            for (int i = 0; i < 10; i++) {
                assertEquals("5", plain(ask(connections, "{m}", "GET", "{m}" + i)));
            }
        }
    }

    /** Adds one to each key, wherever it is; returns how many had moved. */
    private static int countAll(RedisConnections connections) {
        int asked = 0;
        for (int i = 0; i < 10; i++) {
            List<byte[]> incr = command("INCR", "{m}" + i);
            Object reply = ask(connections, "{m}", "INCR", "{m}" + i);
            if (reply instanceof RedisError error) {
                assertTrue(error.message().startsWith("ASK "), error.message());
                String node = error.message().substring(error.message().lastIndexOf(' ') + 1);
                List<@Nullable Object> replies =
                        connections.ask(node, List.of(incr, command("DECR", "{m}" + i), incr), LONG);
                assertEquals(3, replies.size());
                reply = replies.get(0);
                assertEquals(reply, replies.get(2));
                asked++;
            }
            assertInstanceOf(Long.class, reply);
        }
        return asked;
    }

    @Test
    void aMasterThatHangsIsReplacedByTheNewMaster() {
        try (RedisCluster cluster = RedisCluster.fresh(SETTINGS);
                RedisConnections connections = cluster(addresses(cluster.nodes()))) {
            int slot = cluster.slotOf("{f}");
            RedisServer old = cluster.masterOf(slot);
            assertEquals("OK", plain(ask(connections, "{f}", "SET", "{f}", "1")));
            old.freeze();
            Duration shortly = Duration.ofMillis(300);
            assertEquals(
                    Effect.UNKNOWN,
                    effect(() -> connections.send(bytes("{f}"), List.of(command("SET", "{f}", "2")), shortly)));
            RedisServer next = cluster.awaitNewMaster(slot, old);
            assertServesSoon(connections, "{f}");
            assertEquals("3", next.command("GET", "{f}"));
            old.thaw();
        }
    }

    @Test
    void nothingIsSentIfNoNodeAnswers() {
        List<InetSocketAddress> nobody;
        try (RedisServer server = RedisServer.fresh(SETTINGS)) {
            nobody = List.of(server.address());
        }
        try (RedisConnections cluster = cluster(nobody);
                RedisConnections sentinel = sentinel("shop", nobody)) {
            for (RedisConnections connections : List.of(cluster, sentinel)) {
                connections.refresh();
                assertEquals(Effect.NONE, effect(() -> connections.send(bytes("k"), List.of(command("PING")), SECOND)));
                assertEquals(Effect.NONE, effect(() -> connections.open(bytes("k"))));
            }
        }
    }

    @Test
    void theMasterThatTheSentinelsNameIsFoundAfterAFailover() {
        try (RedisSentinels shop = RedisSentinels.fresh(SETTINGS);
                RedisConnections connections = sentinel(RedisSentinels.NAME, addresses(shop.sentinels()))) {
            assertEquals("OK", plain(ask(connections, "k", "SET", "k", "1")));
            assertEquals("1", shop.master().command("GET", "k"));
            // The old master runs on, as a replica.
            RedisServer next = shop.failover();
            assertServesSoon(connections, "k");
            assertEquals("3", next.command("GET", "k"));
        }
    }

    @Test
    void theMasterThatTheSentinelsNameIsFoundAfterAKill() {
        try (RedisSentinels shop = RedisSentinels.fresh(SETTINGS);
                RedisConnections connections = sentinel(RedisSentinels.NAME, addresses(shop.sentinels()))) {
            assertEquals("OK", plain(ask(connections, "k", "SET", "k", "1")));
            RedisServer old = shop.master();
            old.kill();
            effect(() -> ask(connections, "k", "SET", "k", "2"));
            RedisServer next = shop.awaitNewMaster(old);
            assertServesSoon(connections, "k");
            assertEquals("3", next.command("GET", "k"));
        }
    }

    /** As soon as all nodes agree, one refresh must be enough. */
    private static void assertServesSoon(RedisConnections connections, String key) {
        connections.refresh();
        assertEquals("OK", plain(ask(connections, key, "SET", key, "3")));
    }
}
