package io.inventory4j.redis.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnection;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LettuceConnectionsTest extends ConnectionsContract {
    /** Lettuce with its default options: it reconnects and sends again. */
    private final RedisClient client = RedisClient.create();

    @AfterEach
    void shutDown() {
        client.shutdown();
    }

    @Override
    RedisConnections standalone(InetSocketAddress server) {
        return LettuceConnections.standalone(client, RedisURI.create(server.getHostString(), server.getPort()));
    }

    @Override
    RedisConnections standalone(InetSocketAddress server, String user, String password) {
        RedisURI uri = RedisURI.builder()
                .withHost(server.getHostString())
                .withPort(server.getPort())
                .withAuthentication(user, password)
                .build();
        return LettuceConnections.standalone(client, uri);
    }

    @Test
    void anInterruptEndsTheWaitForAReplyAndStays() throws Exception {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                Effect effect = effect(() -> ask(connections, "BLPOP", "none", "0"));
                interrupted.complete(
                        effect == Effect.UNKNOWN && Thread.currentThread().isInterrupted());
            });
            waiting.start();
            Eventually.is("the call waits", () -> server.info("blocked_clients").equals("1"));
            waiting.interrupt();
            assertTrue(interrupted.get(20, TimeUnit.SECONDS));
        }
    }

    /** The shop has shut down what the connections run on, before the first call or after it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rule_10_1_withoutTheClientsThreadsNothingIsSent(boolean connected) throws Exception {
        ClientResources resources = ClientResources.create();
        RedisURI uri = RedisURI.create(
                RedisServer.shared().host(), RedisServer.shared().address().getPort());
        RedisConnections connections = LettuceConnections.standalone(RedisClient.create(resources), uri);
        if (connected) {
            ask(connections, "PING");
        }
        resources.shutdown(0, 5, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
        List<List<byte[]>> commands = List.of(command("PING"));
        assertEquals(Effect.NONE, effect(() -> connections.send(KEY, commands, SECOND)));
        assertEquals(Effect.NONE, effect(() -> connections.open(KEY, SECOND)));
    }

    /** Lettuce hands a connection out by one thread and tells it of its channel by another. */
    @Test
    void theFirstCallWaitsUntilTheConnectionKnowsItsChannel() {
        ClientResources resources =
                ClientResources.builder().nettyCustomizer(new LateActivation()).build();
        RedisClient slow = RedisClient.create(resources);
        RedisURI uri = RedisURI.create(
                RedisServer.shared().host(), RedisServer.shared().address().getPort());
        try (RedisConnections connections = LettuceConnections.standalone(slow, uri);
                RedisConnection own = connections.open(KEY)) {
            assertEquals("PONG", plain(own.send(command("PING"), LONG)));
            assertEquals("PONG", plain(ask(connections, "PING")));
        } finally {
            slow.shutdown(Duration.ZERO, SECOND);
            resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    @Test
    void rule_10_1_aClusterOfAClientThatWasShutDownIsNotAsked() {
        RedisClusterClient cluster = RedisClusterClient.create(RedisURI.create(
                RedisServer.shared().host(), RedisServer.shared().address().getPort()));
        RedisConnections connections = LettuceConnections.cluster(cluster);
        cluster.shutdown(Duration.ZERO, Duration.ofSeconds(5));
        assertEquals(Effect.NONE, effect(() -> connections.send(KEY, List.of(command("PING")), SECOND)));
    }

    @Test
    void rule_10_1_aCallThatTheClientsQueueHasNoRoomForIsNotSent() {
        try (RedisServer server = started()) {
            client.setOptions(ClientOptions.builder().requestQueueSize(1).build());
            try (RedisConnections connections = standalone(server.address())) {
                // Lettuce's own commands on a new connection take the room first.
                Eventually.is("the queue has room", () -> answers(connections));
                server.freeze();
                List<List<byte[]>> commands = List.of(command("INCR", "n"));
                Duration shortly = Duration.ofMillis(100);
                assertEquals(Effect.UNKNOWN, effect(() -> connections.send(KEY, commands, shortly)));
                assertEquals(Effect.NONE, effect(() -> connections.send(KEY, commands, shortly)));
                server.thaw();
                // The room that one call has left is not free at once for the next.
                AtomicReference<@Nullable Object> counted = new AtomicReference<>();
                Eventually.is("the queue has room", () -> answers(connections, counted, "INCR", "n"));
                assertEquals(2L, counted.get(), "the call that was refused is not counted");
            }
        }
    }

    private static boolean answers(RedisConnections connections) {
        AtomicReference<@Nullable Object> answer = new AtomicReference<>();
        return answers(connections, answer, "PING") && "PONG".equals(plain(answer.get()));
    }

    private static boolean answers(
            RedisConnections connections, AtomicReference<@Nullable Object> answer, String... words) {
        try {
            answer.set(ask(connections, words));
            return true;
        } catch (LedgerException e) {
            assertEquals(Effect.NONE, e.effect());
            return false;
        }
    }

    @Test
    void aSilentConnectionIsReplaced() {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            Object first = ask(connections, "CLIENT", "ID");
            server.freeze();
            Duration shortly = Duration.ofMillis(300);
            Eventually.is(
                    "the line is given up",
                    () -> effect(() -> connections.send(KEY, List.of(command("PING")), shortly)) == Effect.NONE);
            server.thaw();
            assertNotEquals(first, ask(connections, "CLIENT", "ID"));
        }
    }
}
