package io.inventory4j.redis.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.redis.RedisConnection;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisError;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RespConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link RedisConnections} promises on a single server, with every client. */
@Timeout(120)
abstract class ConnectionsContract {
    static final Duration SECOND = Duration.ofSeconds(1);
    static final Duration LONG = Duration.ofSeconds(10);
    static final byte[] KEY = bytes("stock");

    abstract RedisConnections standalone(InetSocketAddress server);

    abstract RedisConnections standalone(InetSocketAddress server, String user, String password);

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<byte[]> command(String... words) {
        return RespConnection.words(words);
    }

    static @Nullable Object ask(RedisConnections connections, String... words) {
        return connections.send(KEY, List.of(command(words)), LONG).get(0);
    }

    /** A reply in a form that can be compared. */
    static @Nullable Object plain(@Nullable Object reply) {
        if (reply instanceof byte[] text) {
            return new String(text, StandardCharsets.UTF_8);
        }
        if (reply instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        return reply;
    }

    static Effect effect(Runnable call) {
        return assertThrows(LedgerException.class, call::run).effect();
    }

    /** A server that can be killed, even if a property names another for the other tests. */
    static RedisServer started() {
        return RedisServer.fresh(RedisSettings.of(RedisSettings.Persistence.NONE));
    }

    @Test
    void aReplyIsAValueOfItsKind() {
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            assertEquals("OK", plain(ask(connections, "SET", "kinds", "wörth\r\n")));
            assertEquals("wörth\r\n", plain(ask(connections, "GET", "kinds")));
            assertNull(ask(connections, "GET", "kinds-none"));
            assertEquals("", plain(ask(connections, "EVAL", "return ''", "0")));
            assertEquals(-7L, ask(connections, "EVAL", "return -7", "0"));
            assertEquals(List.of(), ask(connections, "EVAL", "return {}", "0"));
            assertNull(ask(connections, "BLPOP", "kinds-none", "0.01"));
            assertEquals(
                    List.of(1L, "two", List.of(3L, List.of(), "four"), 5L),
                    plain(ask(connections, "EVAL", "return {1, 'two', {3, {}, 'four'}, 5}", "0")));
            List<@Nullable Object> withNull = new ArrayList<>(List.of("a", "b"));
            withNull.set(0, null);
            assertEquals(withNull, plain(ask(connections, "EVAL", "return {false, 'b'}", "0")));
            assertEquals(
                    List.of("a", new RedisError("STALE line 7"), 1L),
                    plain(ask(connections, "EVAL", "return {'a', redis.error_reply('STALE line 7'), 1}", "0")));
            // Redis 7 puts ERR before a single word.
            assertEquals(
                    new RedisError("STALE line"),
                    ask(connections, "EVAL", "return redis.error_reply('STALE line')", "0"));
        }
    }

    @Test
    void everyByteComesBackAsItWas() {
        byte[] all = new byte[70_000];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            connections.send(KEY, List.of(List.of(bytes("SET"), all, all)), LONG);
            Object back = connections
                    .send(KEY, List.of(List.of(bytes("GET"), all)), LONG)
                    .get(0);
            assertArrayEquals(all, (byte[]) Objects.requireNonNull(back));
        }
    }

    @Test
    void aStreamReadsTheSameOverEveryClient() {
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            ask(connections, "DEL", "stream");
            Object id = plain(ask(connections, "XADD", "stream", "5-1", "f", "v"));
            assertEquals("5-1", id);
            assertEquals(
                    List.of(List.of("stream", List.of(List.of("5-1", List.of("f", "v"))))),
                    plain(ask(connections, "XREAD", "STREAMS", "stream", "0")));
            ask(connections, "HSET", "hash", "f", "v");
            assertEquals(List.of("f", "v"), plain(ask(connections, "HGETALL", "hash")));
        }
    }

    @Test
    void anErrorInABatchIsOneReplyOfIt() {
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            List<@Nullable Object> replies = connections.send(
                    KEY,
                    List.of(
                            command("SET", "batch", "text"),
                            command("INCR", "batch"),
                            command("EVALSHA", "ffffffffffffffffffffffffffffffffffffffff", "0"),
                            command("GET", "batch")),
                    LONG);
            assertEquals("OK", plain(replies.get(0)));
            assertTrue(
                    assertInstanceOf(RedisError.class, replies.get(1)).message().startsWith("ERR value is not"));
            assertTrue(
                    assertInstanceOf(RedisError.class, replies.get(2)).message().startsWith("NOSCRIPT "));
            assertEquals("text", plain(replies.get(3)));
            assertEquals(4, replies.size());
        }
    }

    @Test
    void aTransactionIsABatchLikeAnyOther() {
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            List<@Nullable Object> replies = connections.send(
                    KEY,
                    List.of(command("MULTI"), command("SET", "tx", "1"), command("INCR", "tx"), command("EXEC")),
                    LONG);
            assertEquals(List.of("OK", 2L), plain(replies.get(3)));
            assertEquals("2", plain(ask(connections, "GET", "tx")));
        }
    }

    @Test
    void repliesAreInTheOrderOfTheirCommands() {
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            List<List<byte[]>> commands = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                commands.add(command("ECHO", "unit " + i));
                expected.add("unit " + i);
            }
            assertEquals(expected, plain(connections.send(KEY, commands, LONG)));
        }
    }

    @Test
    void eachOfManyThreadsGetsItsOwnReplies() throws Exception {
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            ask(connections, "DEL", "together");
            ExecutorService threads = Executors.newFixedThreadPool(64);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int thread = 0; thread < 64; thread++) {
                    String name = "thread " + thread;
                    all.add(threads.submit(() -> echoes(connections, name)));
                }
                for (Future<?> one : all) {
                    one.get(60, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }
            assertEquals("6400", plain(ask(connections, "GET", "together")));
        }
    }

    /** The commands of a batch stay together: otherwise another thread's would change the count between them. */
    private static void echoes(RedisConnections connections, String name) {
        for (int i = 0; i < 50; i++) {
            List<@Nullable Object> replies = connections.send(
                    KEY,
                    List.of(command("INCR", "together"), command("ECHO", name + i), command("INCR", "together")),
                    LONG);
            assertEquals(name + i, plain(replies.get(1)));
            assertEquals((long) (Long) Objects.requireNonNull(replies.get(0)) + 1, replies.get(2));
        }
    }

    @Test
    void nothingIsSentIfNobodyListens() {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            server.kill();
            assertEquals(Effect.NONE, effect(() -> connections.send(KEY, List.of(command("PING")), SECOND)));
            assertEquals(Effect.NONE, effect(() -> connections.open(KEY)));
            server.restart();
            assertEquals("PONG", plain(ask(connections, "PING")));
        }
    }

    @Test
    void nothingIsSentToAServerThatHangsBeforeTheConnectionIsMade() {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            server.freeze();
            long begin = System.nanoTime();
            assertEquals(
                    Effect.NONE, effect(() -> connections.send(KEY, List.of(command("PING")), Duration.ofMillis(300))));
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(5).toNanos(), "not bounded by the timeout");
            server.thaw();
            assertEquals("PONG", plain(ask(connections, "PING")));
        }
    }

    @Test
    void aServerThatHangsLeavesItUnknownAndWorksAgain() {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            assertEquals(1L, ask(connections, "INCR", "n"));
            server.freeze();
            Duration shortly = Duration.ofMillis(300);
            assertEquals(Effect.UNKNOWN, effect(() -> connections.send(KEY, List.of(command("INCR", "n")), shortly)));
            server.thaw();
            // The command was sent once: by now it is applied or lost, but not applied twice.
            long after = (Long) Objects.requireNonNull(ask(connections, "INCR", "n"));
            assertTrue(after == 2 || after == 3, "n is " + after);
        }
    }

    @Test
    void aBatchThatDoesNotFitIntoTheSocketsOfAFrozenServerEndsInTime() {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            ask(connections, "PING");
            server.freeze();
            String megabyte = "x".repeat(1 << 20);
            List<List<byte[]>> commands = Collections.nCopies(40, command("ECHO", megabyte));
            long begin = System.nanoTime();
            assertEquals(Effect.UNKNOWN, effect(() -> connections.send(KEY, commands, SECOND)));
            assertTrue(System.nanoTime() - begin < Duration.ofSeconds(10).toNanos(), "not bounded by the timeout");
            server.thaw();
            assertEquals("PONG", plain(ask(connections, "PING")));
        }
    }

    @Test
    void aKillDuringACallLeavesItUnknownAndTheNextCallReconnects() throws Exception {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            ask(connections, "PING");
            CompletableFuture<@Nullable Object> waiting =
                    CompletableFuture.supplyAsync(() -> ask(connections, "BLPOP", "none", "0"));
            Eventually.is("the call waits", () -> server.info("blocked_clients").equals("1"));
            server.kill();
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
            assertEquals(
                    Effect.UNKNOWN,
                    assertInstanceOf(LedgerException.class, failure.getCause()).effect());
            server.restart();
            assertEquals("PONG", plain(ask(connections, "PING")));
        }
    }

    @Test
    void anInterruptStaysAndSendsNothing() {
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            ask(connections, "SET", "interrupted", "0");
            Thread.currentThread().interrupt();
            assertEquals(
                    Effect.NONE, effect(() -> connections.send(KEY, List.of(command("INCR", "interrupted")), SECOND)));
            assertTrue(Thread.interrupted());
            assertEquals("0", plain(ask(connections, "GET", "interrupted")));
        }
    }

    @Test
    void rule_10_1_afterCloseNothingIsSent() {
        RedisConnections connections = standalone(RedisServer.shared().address());
        ask(connections, "SET", "after-close", "0");
        connections.close();
        List<List<byte[]>> commands = List.of(command("INCR", "after-close"));
        assertEquals(Effect.NONE, effect(() -> connections.send(KEY, commands, SECOND)));
        assertEquals(
                Effect.NONE, effect(() -> connections.ask(RedisServer.shared().hostAndPort(), commands, SECOND)));
        assertEquals(Effect.NONE, effect(() -> connections.open(KEY)));
        assertEquals("0", RedisServer.shared().command("GET", "after-close"));
    }

    @Test
    void closingFromOutsideEndsABlockingRead() throws Exception {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            RedisConnection connection = connections.open(KEY);
            assertEquals("OK", plain(connection.send(command("SET", "open", "1"), LONG)));
            CompletableFuture<@Nullable Object> waiting = CompletableFuture.supplyAsync(() ->
                    connection.send(command("XREAD", "BLOCK", "0", "STREAMS", "stream", "$"), Duration.ofHours(1)));
            Eventually.is(
                    "the read blocks", () -> server.info("blocked_clients").equals("1"));
            connection.close();
            ExecutionException failure =
                    assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
            assertInstanceOf(LedgerException.class, failure.getCause());
            Eventually.is(
                    "the server sees it gone",
                    () -> server.info("blocked_clients").equals("0"));
            assertEquals("1", plain(ask(connections, "GET", "open")));
        }
    }

    @Test
    void aClosedConnectionStaysClosed() {
        try (RedisConnections connections = standalone(RedisServer.shared().address())) {
            RedisConnection connection = connections.open(KEY);
            ask(connections, "SET", "closed", "0");
            connection.close();
            effect(() -> connection.send(command("INCR", "closed"), LONG));
            connection.close();
            assertEquals("0", plain(ask(connections, "GET", "closed")));
        }
        RedisConnections closed = standalone(RedisServer.shared().address());
        assertEquals("PONG", plain(ask(closed, "PING")));
        closed.close();
        closed.close();
    }

    @Test
    void logsInWithoutShowingThePassword() {
        RedisSettings settings = RedisSettings.of(RedisSettings.Persistence.NONE)
                .user("default off")
                .user("shop on >sesame ~* +@all");
        try (RedisServer server = RedisServer.fresh(settings);
                RedisConnections right = standalone(server.address(), "shop", "sesame");
                RedisConnections wrong = standalone(server.address(), "shop", "sesame2")) {
            assertEquals("shop", plain(ask(right, "ACL", "WHOAMI")));
            LedgerException failure = assertThrows(LedgerException.class, () -> ask(wrong, "PING"));
            assertEquals(Effect.NONE, failure.effect());
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertFalse(cause.toString().contains("sesame"), cause.toString());
            }
        }
    }

    @Test
    void aBlockingReadGetsWhatComes() throws Exception {
        try (RedisConnections connections = standalone(RedisServer.shared().address());
                RedisConnection connection = connections.open(KEY)) {
            ask(connections, "DEL", "coming");
            CompletableFuture<@Nullable Object> waiting = CompletableFuture.supplyAsync(
                    () -> connection.send(command("XREAD", "BLOCK", "0", "STREAMS", "coming", "0"), LONG));
            ask(connections, "XADD", "coming", "7-1", "f", "v");
            assertEquals(
                    List.of(List.of("coming", List.of(List.of("7-1", List.of("f", "v"))))),
                    plain(waiting.get(20, TimeUnit.SECONDS)));
        }
    }

    @Test
    void noCommandArrivesTwiceWhenConnectionsAreCutUnderLoad() throws Exception {
        try (RedisServer server = started();
                RedisConnections connections = standalone(server.address())) {
            AtomicInteger acknowledged = new AtomicInteger();
            AtomicInteger unknown = new AtomicInteger();
            AtomicBoolean stop = new AtomicBoolean();
            ExecutorService threads = Executors.newFixedThreadPool(16);
            try {
                for (int i = 0; i < 16; i++) {
                    threads.execute(() -> count(connections, stop, acknowledged, unknown));
                }
                for (int cut = 1; cut <= 20; cut++) {
                    int sofar = acknowledged.get();
                    Eventually.is("calls get through", () -> acknowledged.get() > sofar + 100);
                    server.command("CLIENT", "KILL", "TYPE", "normal");
                }
            } finally {
                stop.set(true);
                threads.shutdown();
                assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
            }
            long arrived = Long.parseLong(server.command("GET", "counted"));
            assertTrue(acknowledged.get() <= arrived, acknowledged + " acknowledged, " + arrived + " arrived");
            assertTrue(
                    arrived <= acknowledged.get() + unknown.get(),
                    arrived + " arrived of " + acknowledged + " acknowledged and " + unknown + " unknown");
            assertFalse(unknown.get() == 0, "no call was cut");
        }
    }

    private static void count(
            RedisConnections connections, AtomicBoolean stop, AtomicInteger acknowledged, AtomicInteger unknown) {
        while (!stop.get()) {
            try {
                connections.send(KEY, List.of(command("INCR", "counted")), LONG);
                acknowledged.incrementAndGet();
            } catch (LedgerException e) {
                if (e.effect() == Effect.UNKNOWN) {
                    unknown.incrementAndGet();
                }
            }
        }
    }
}
