package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.client.JedisConnections;
import io.inventory4j.redis.script.Script;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;

/** A ledger opens only on a suitable server; its user needs no other rights than those that are documented. */
class StartUpTest {
    /** As documented in docs/redis.md. */
    private static final List<String> RIGHTS = List.of(
            "+evalsha",
            "+eval",
            "+info",
            "+time",
            "+wait",
            "+ping",
            "+hget",
            "+hmget",
            "+hset",
            "+hdel",
            "+hincrby",
            "+zadd",
            "+zrem",
            "+zrangebyscore",
            "+zrangebylex",
            "+rpush",
            "+lrange",
            "+ltrim",
            "+xadd",
            "+xrange",
            "+xrevrange",
            "+xread",
            "+xtrim",
            "+del");

    private static final Pattern CALL = Pattern.compile("call\\('([A-Z]+)'");

    /** A call whose command is in a variable: only the part that passes on what its callers name has one. */
    private static final Pattern UNNAMED_CALL = Pattern.compile("redis\\.p?call\\((?!'|command, key|\\.\\.\\.)");

    /** Scripts that no ledger runs. */
    private static final EnumSet<Script> OF_ARCHIVE = EnumSet.of(Script.CATCH_UP, Script.PUT_ROWS);

    private static final StockKey LINE = StockKey.of("A");

    private static RedisServer server(String... lines) {
        return RedisServer.fresh(RedisSettings.of(Persistence.NONE).with(lines));
    }

    private static LedgerException refused(RedisServer server) {
        try (RedisConnections connections = ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT)) {
            LedgerException failure = assertThrows(LedgerException.class, () -> RedisLedger.over(connections));
            assertEquals(Effect.NONE, failure.effect());
            return failure;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "allkeys-lfu", "allkeys-random"})
    void aPolicyThatDeletesStockIsRefused(String policy) {
        try (RedisServer server = server("maxmemory 100mb", "maxmemory-policy " + policy)) {
            String message = refused(server).toString();
            assertTrue(message.contains(policy) && message.contains("noeviction"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"noeviction", "volatile-lru", "volatile-ttl"})
    void aPolicyThatKeepsKeysWithoutExpiryIsAccepted(String policy) {
        try (RedisServer server = server("maxmemory 100mb", "maxmemory-policy " + policy)) {
            sell(server, null);
        }
    }

    private static String user(String missing) {
        return "user shop on >secret ~{inventory4j}:* "
                + String.join(
                        " ",
                        RIGHTS.stream().filter(right -> !right.equals(missing)).toList());
    }

    private static void sell(RedisServer server, @Nullable String user) {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder();
        if (user != null) {
            config.user(user).password("secret");
        }
        HostAndPort node = new HostAndPort("127.0.0.1", server.address().getPort());
        try (RedisConnections connections = JedisConnections.standalone(node, config.build());
                RedisLedger ledger = RedisLedger.over(connections)) {
            ledger.apply(List.of(Move.of("m", "opening", new Posting(LINE, Bucket.OUTSIDE, Bucket.AVAILABLE, 2))));
            ReservationId id = ReservationId.of("r");
            ledger.apply(List.of(
                    new Reserve(id, List.of(ReserveLine.of(LINE, 2)), List.of(), Duration.ofMinutes(1), null),
                    Settle.all(id, "s", Transition.RELEASE)));
            assertEquals(2, ledger.levels(List.of(LINE)).get(0).available());
            assertEquals(List.of(), ledger.open(LINE, null, 10));
            assertEquals(List.of(), ledger.expire(10));
            assertEquals(2, ledger.purge(Duration.ZERO, 10));
            assertEquals(3, ledger.journal(0, 10).entries().size());
        }
    }

    @Test
    void aUserNeedsNoOtherRightsThanTheDocumentedOnes() {
        try (RedisServer server = server(user("none of them"))) {
            sell(server, "shop");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+info", "+eval", "+evalsha", "+xread", "+zadd", "+xadd", "+ltrim", "+hincrby", "+xtrim"})
    void aUserWhoLacksARightOfTheScriptsIsRefusedBeforeAnythingIsWritten(String missing) {
        try (RedisServer server = server(user(missing))) {
            LedgerException failure = assertThrows(LedgerException.class, () -> sell(server, "shop"));
            assertEquals(Effect.NONE, failure.effect());
            String command = missing.substring(1).toUpperCase(Locale.ROOT);
            assertTrue(failure.toString().contains(command), failure::toString);
            assertEquals("0", server.command("DBSIZE"));
        }
    }

    /** Every command that a ledger sends, in a script or by itself. */
    static Stream<String> commands() {
        return Stream.concat(Stream.of("EVAL", "EVALSHA", "XREAD", "WAIT"), ofScripts().stream());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aServerThatLacksACommandIsRefusedBeforeAnythingIsWritten(String command) {
        try (RedisServer server = server("rename-command " + command + " other");
                RedisConnections connections = ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT)) {
            RedisLedgerBuilder strict = RedisLedger.builder(connections).replicas(1, Duration.ofMillis(10));
            LedgerException failure = assertThrows(LedgerException.class, strict::build);
            assertEquals(Effect.NONE, failure.effect());
            assertTrue(failure.toString().contains("the command " + command + ","), failure::toString);
            String rows = server.command("HLEN", "{inventory4j}:rows");
            assertEquals("0", rows);
        }
    }

    @Test
    void aServerWhoseMemoryIsFullIsAccepted() {
        try (RedisServer server = server("maxmemory 1", "maxmemory-policy noeviction");
                RedisConnections connections = ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT);
                RedisLedger ledger = RedisLedger.over(connections)) {
            assertEquals(List.of(), ledger.levels(List.of(LINE)));
        }
    }

    @Test
    void theCheckLeavesNothing() {
        try (RedisServer server = server();
                RedisConnections connections = ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT);
                RedisLedger ledger = RedisLedger.over(connections)) {
            assertEquals(List.of(), ledger.levels(List.of(LINE)));
            assertEquals("0", server.command("DBSIZE"));
        }
    }

    /** The commands that the scripts call; what an archive's scripts use beyond them is the archive's to check. */
    private static Set<String> ofScripts() {
        Set<String> commands = new TreeSet<>();
        for (Script script : EnumSet.complementOf(OF_ARCHIVE)) {
            String text = new String(script.text(), StandardCharsets.UTF_8);
            CALL.matcher(text).results().forEach(call -> commands.add(call.group(1)));
            assertEquals(List.of(), UNNAMED_CALL.matcher(text).results().toList(), "a call whose command is not named");
        }
        return commands;
    }

    @Test
    void everyCommandOfTheScriptsIsChecked() {
        String checked = new String(Script.CHECK.text(), StandardCharsets.UTF_8);
        Set<String> commands = ofScripts();
        assertTrue(commands.size() >= 16, commands::toString);
        commands.forEach(command -> assertTrue(checked.contains("try('" + command + "'"), command));
        commands().forEach(command -> assertTrue(RIGHTS.contains("+" + command.toLowerCase(Locale.ROOT)), command));
        Set<String> others = new TreeSet<>();
        List<byte[]> ofArchive = new ArrayList<>();
        OF_ARCHIVE.forEach(script -> ofArchive.add(script.text()));
        Arrays.stream(ArchiveScript.values()).forEach(script -> ofArchive.add(script.text()));
        for (byte[] script : ofArchive) {
            String text = new String(script, StandardCharsets.UTF_8);
            CALL.matcher(text).results().forEach(call -> others.add(call.group(1)));
            assertEquals(List.of(), UNNAMED_CALL.matcher(text).results().toList(), "a call whose command is not named");
        }
        others.removeAll(commands);
        assertEquals(Set.of("EXISTS", "HLEN"), others, "without them, nothing is half done that is not done again");
    }
}
