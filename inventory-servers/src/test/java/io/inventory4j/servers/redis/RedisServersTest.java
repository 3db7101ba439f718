package io.inventory4j.servers.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.ServerFailure;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class RedisServersTest {
    private static RedisServer started(Persistence persistence) {
        return RedisServer.fresh(RedisSettings.of(persistence));
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgedWritesOutliveKillsAsThePersistenceSays(Persistence persistence) {
        try (RedisServer server = started(persistence)) {
            InetSocketAddress before = server.address();
            assertEquals("OK", server.command("SET", "unit", "42"));
            for (int time = 0; time < 3; time++) {
                server.kill();
                assertThrows(IllegalStateException.class, () -> server.command("PING"));
                server.restart();
                assertEquals(persistence == Persistence.NONE ? "(nil)" : "42", server.command("GET", "unit"));
            }
            assertEquals(before, server.address());
            assertTrue(before.getPort() >= 20_000 && before.getPort() < 30_000, "port " + before.getPort());
            assertThrows(IllegalStateException.class, server::restart);
        }
    }

    @Test
    void aFrozenServerKeepsItsConnectionsAndDoesNotAnswer() {
        try (RedisServer server = started(Persistence.NONE);
                RespConnection kept = new RespConnection(server.address(), Duration.ofSeconds(5));
                RespConnection impatient = new RespConnection(server.address(), Duration.ofMillis(100))) {
            server.freeze();
            kept.send(RespConnection.words("PING"));
            assertThrows(ServerFailure.class, () -> impatient.ask(RespConnection.words("PING")));
            server.thaw();
            assertEquals("PONG", kept.receive() instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : "");
            server.freeze();
            server.kill();
            assertThrows(IllegalStateException.class, server::thaw);
            server.restart();
            assertEquals("PONG", server.command("PING"));
        }
    }

    @Test
    void aClosedServerLeavesNothingBehind() {
        EmbeddedRedis server = EmbeddedRedis.start(RedisSettings.of(Persistence.ALWAYS));
        Path folder = server.folder();
        assertTrue(Files.exists(folder.resolve("appendonly.aof")));
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        server.freeze();
        server.close();
        assertFalse(process.isAlive());
        assertFalse(Files.exists(folder));
        assertThrows(IllegalStateException.class, () -> server.command("PING"));
        server.close();
    }

    @Test
    void aServerThatDoesNotStartSaysWhy() {
        RedisSettings wrong = RedisSettings.of(Persistence.NONE).with("no-such-setting yes");
        String message = assertThrows(IllegalStateException.class, () -> RedisServer.fresh(wrong))
                .getMessage();
        assertTrue(message != null && message.contains("no-such-setting"), message);
    }

    @Test
    void settingsApply() {
        RedisSettings settings = RedisSettings.of(Persistence.EVERYSEC)
                .memory("3mb", "allkeys-lru")
                .with("lua-time-limit 100")
                .user("default off")
                .user("shop on >secret ~shop:* +@all -@dangerous");
        try (RedisServer server = RedisServer.fresh(settings);
                RespConnection shop = new RespConnection(server.address(), Duration.ofSeconds(5))) {
            assertEquals("maxmemory\n3145728", server.command("CONFIG", "GET", "maxmemory"));
            assertEquals("maxmemory-policy\nallkeys-lru", server.command("CONFIG", "GET", "maxmemory-policy"));
            assertEquals("lua-time-limit\n100", server.command("CONFIG", "GET", "lua-time-limit"));
            assertEquals("appendfsync\neverysec", server.command("CONFIG", "GET", "appendfsync"));
            assertEquals("save\n", server.command("CONFIG", "GET", "save"));
            assertRefused("NOAUTH", shop, "GET", "shop:1");
            shop.ask(RespConnection.words("AUTH", "shop", "secret"));
            shop.ask(RespConnection.words("SET", "shop:1", "x"));
            assertRefused("NOPERM", shop, "GET", "other");
            assertRefused("NOPERM", shop, "KEYS", "*");
        }
    }

    private static void assertRefused(String code, RespConnection connection, String... words) {
        String message = assertThrows(RespConnection.Refused.class, () -> connection.ask(RespConnection.words(words)))
                .getMessage();
        assertTrue(message != null && message.startsWith(code), message);
    }

    @Test
    void aReplicaFollowsItsMaster() {
        try (RedisServer master = started(Persistence.NONE);
                RedisServer replica =
                        RedisServer.fresh(RedisSettings.of(Persistence.NONE).replicaOf(master.address()))) {
            Eventually.is(
                    "the link is up", () -> replica.info("master_link_status").equals("up"));
            master.command("SET", "unit", "42");
            Eventually.is("copied", () -> replica.command("GET", "unit").equals("42"));
            assertThrows(IllegalStateException.class, () -> replica.command("SET", "unit", "43"));
        }
    }

    @Test
    void commandShowsRepliesAsText() {
        RedisServer server = RedisServer.shared();
        String key = "servers-test:{\u00e9}";
        assertEquals("(nil)", server.command("GET", key));
        assertEquals("2", server.command("RPUSH", key, "one", "z\u00fcge"));
        assertEquals("one\nz\u00fcge", server.command("LRANGE", key, "0", "-1"));
        assertThrows(IllegalStateException.class, () -> server.command("INCR", key));
        assertEquals("1", server.command("DEL", key));
        assertEquals("1\n(nil)\nx\n7", server.command("EVAL", "return {1, false, {'x', 7}}", "0"));
    }

    @Test
    void sharedServerOutlivesItsUsers() {
        RedisServer server = RedisServer.shared();
        assertFalse(server.killable());
        assertThrows(UnsupportedOperationException.class, server::kill);
        server.close();
        String version = server.info("redis_version");
        System.out.println("Redis version " + version);
        assertFalse(version.isEmpty());
        assertSame(server, RedisServer.shared());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:7777", "redis://localhost:7777", " redis://localhost:7777/ "})
    void aNamedServerIsUsedInsteadOfAStartedOne(String name) {
        RedisServer server = BorrowedRedis.named(name).orElseThrow();
        assertEquals(new InetSocketAddress("localhost", 7777), server.address());
        assertFalse(server.killable());
        assertTrue(BorrowedRedis.named("").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "http://localhost:1", "redis://user:secret@localhost:1", "redis://localhost:1/2"})
    void aNameThatIsNoAddressIsAnError(String name) {
        assertThrows(IllegalArgumentException.class, () -> BorrowedRedis.named(name));
    }
}
