package io.inventory4j.redis.client;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
