package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisConnection;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.RedisLedgerBuilder;
import io.inventory4j.redis.script.NamespaceKeys;
import io.inventory4j.servers.redis.RedisCluster;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.faults.SaleStock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop's texts are never part of a key: a ledger has eleven keys in one slot, and two texts never collide. */
@Timeout(300)
class HostileKeysTest {
    /** U+1F600, four bytes. */
    private static final String EMOJI = "\uD83D\uDE00";

    private static final String LONGEST = EMOJI.repeat(200);

    private static final List<String> TEXTS = List.of(
            "a",
            "A",
            "a ",
            " a",
            " ",
            "  ",
            ":",
            "::",
            "a:",
            ":a",
            "a:b",
            "{",
            "}",
            "{}",
            "{a}",
            "}{",
            "{shop}",
            "{shop}:rows",
            "{shop}:journal",
            "shop",
            "p",
            "n",
            "lines",
            "*",
            "?",
            "[a]",
            "\\",
            "\\n",
            "\\x00",
            "0",
            "-1",
            "1e3",
            "nil",
            "false",
            "\u2028",
            "\u00A0",
            "\uFEFF",
            EMOJI,
            EMOJI.repeat(199),
            LONGEST,
            LONGEST.substring(2) + "a");

    /** Connections that must not be used. */
    private static final RedisConnections UNUSED = new RedisConnections() {
        @Override
        public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
            throw new AssertionError("something was sent");
        }

        @Override
        public List<@Nullable Object> ask(String node, List<List<byte[]>> commands, Duration timeout) {
            throw new AssertionError("something was sent");
        }

        @Override
        public void refresh() {
            throw new AssertionError("something was looked up");
        }

        @Override
        public RedisConnection open(byte[] key, Duration timeout) {
            throw new AssertionError("something was opened");
        }

        @Override
        public RedisConnection openAsked(String node, Duration timeout) {
            throw new AssertionError("something was opened");
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    };

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "{a}", "a}", "{", "a:b", "a\nb", "a\n", "\u00E4", EMOJI, "a*", "a/b", "a\u0000"})
    void aNamespaceThatCouldSplitAKeyIsRejectedBeforeAnythingIsSent(String name) {
        RedisLedgerBuilder builder = RedisLedger.builder(UNUSED);
        assertThrows(
                IllegalArgumentException.class, () -> builder.namespace(name).build());
    }

    @Test
    void theLongestNamespaceIsOneOf64() {
        RedisLedgerBuilder builder = RedisLedger.builder(UNUSED);
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.namespace("n".repeat(65)).build());
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.NONE));
                ShopNode node = ShopNode.over(
                        ClientLibrary.JEDIS.single(server.address(), Deployment.STRAIGHT), "n".repeat(64))) {
            SaleStock.fill(node.ledger());
            SaleStock.check(node.ledger(), List.of());
        }
    }

    /** Pairs of texts, some of which look alike once they are joined. */
    private static List<StockKey> lines(SplittableRandom random) {
        List<StockKey> all = new ArrayList<>();
        TEXTS.forEach(sku -> TEXTS.forEach(location -> all.add(StockKey.of(sku, location))));
        Collections.shuffle(all, new Random(random.nextLong()));
        List<StockKey> some = new ArrayList<>(all.subList(0, 300));
        for (StockKey alike : List.of(
                StockKey.of("a:b", "c"), StockKey.of("a", "b:c"), StockKey.of("a:", "b"), StockKey.of("a", ":b"))) {
            some.remove(alike);
            some.add(alike);
        }
        return some;
    }

    /** Every kind of call, with a text for every name in it. */
    private static void useAll(StockLedger ledger, List<StockKey> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Posting posting = new Posting(lines.get(i), Bucket.OUTSIDE, Bucket.AVAILABLE, 1_000 + i);
            applied(SaleStock.apply(ledger, Move.of("m" + i, "opening", posting)));
        }
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            StockKey line = lines.get(i);
            Charge limit = Charge.of(text, 10_000);
            Charge ending = new Charge("until " + i, 10_000, Instant.EPOCH);
            applied(SaleStock.apply(
                    ledger,
                    new Reserve(
                            ReservationId.of(text),
                            List.of(new ReserveLine(line, 1 + i, 0, List.of(limit, ending))),
                            List.of(),
                            SaleStock.HOLD,
                            null)));
            applied(SaleStock.apply(
                    ledger, Move.of(text, text, new Posting(line, Bucket.AVAILABLE, Bucket.SAFETY, 1))));
            applied(SaleStock.apply(ledger, new SetSaleState(text, line, SaleState.OPEN)));
        }
    }

    private static void applied(Outcome outcome) {
        assertTrue(outcome instanceof Outcome.Applied applied && !applied.replayed(), outcome::toString);
    }

    private static void assertNothingHasMet(StockLedger ledger, List<StockKey> lines) {
        List<StockLevel> levels = ledger.levels(lines);
        assertEquals(lines, levels.stream().map(StockLevel::key).toList());
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(1_000 + i, levels.get(i).total(), levels.get(i).toString());
        }
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            assertEquals(1 + i, ledger.used(text), text);
            assertEquals(1 + i, levels.get(i).reserved(), text);
            assertEquals(
                    List.of(ReservationId.of(text)),
                    ledger.open(lines.get(i), null, 10).stream()
                            .map(reservation -> reservation.id())
                            .toList());
        }
    }

    private static void settleAll(StockLedger ledger) {
        for (int i = 0; i < TEXTS.size(); i++) {
            applied(SaleStock.apply(
                    ledger, SaleStock.settle(TEXTS.get(i), i % 2 == 0 ? Transition.CONFIRM : Transition.RELEASE)));
        }
        ledger.expire(100);
        ledger.purge(Duration.ZERO, 10_000);
    }

    private static Set<String> keysOf(RedisServer server) {
        return server.list("KEYS", "*").stream()
                .map(key -> new String(key, StandardCharsets.UTF_8))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> declared(String namespace) {
        return new NamespaceKeys(namespace)
                .all().stream()
                        .map(key -> new String(key, StandardCharsets.UTF_8))
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noTwoTextsCollideAndOnlyTheDeclaredKeysExist() {
        long seed = Rounds.play((turn, random) -> {
            List<StockKey> lines = lines(random);
            Set<String> declared = new TreeSet<>();
            try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.NONE))) {
                // Similar names share nothing.
                for (String namespace : List.of("shop", "Shop", "shop.", "shop-lines")) {
                    RedisConnections connections = ShopNode.client(turn).single(server.address(), Deployment.STRAIGHT);
                    try (ShopNode node =
                            ShopNode.over(connections, namespace, options -> options.timeout(Duration.ofSeconds(20)))) {
                        useAll(node.ledger(), lines);
                        assertNothingHasMet(node.ledger(), lines);
                        settleAll(node.ledger());
                        declared.addAll(declared(namespace));
                        assertTrue(declared.containsAll(keysOf(server)), () -> "more keys: " + keysOf(server));
                    }
                }
            }
        });
        System.out.println("keys: rounds=" + Effort.scale() + " texts=" + TEXTS.size() + " seed=" + seed);
    }

    @Test
    void allKeysAreInOneSlot() {
        RedisCluster cluster = RedisCluster.shared();
        String namespace = "slot-" + ProcessHandle.current().pid();
        try (ShopNode node = ShopNode.over(
                ClientLibrary.LETTUCE.cluster(cluster, Deployment.STRAIGHT),
                namespace,
                options -> options.timeout(Duration.ofSeconds(20)))) {
            List<StockKey> lines = lines(new SplittableRandom(1));
            useAll(node.ledger(), lines);
            assertNothingHasMet(node.ledger(), lines);
            int slot = cluster.slotOf(namespace);
            for (String key : declared(namespace)) {
                assertEquals(slot, cluster.slotOf(key), key);
            }
            RedisServer home = cluster.masterOf(slot);
            for (RedisServer server : cluster.nodes()) {
                String master = server.info("role");
                List<byte[]> keys = server.list("KEYS", "*" + namespace + "*");
                assertTrue(!master.equals("master") || server.equals(home) == !keys.isEmpty(), server::hostAndPort);
            }
        }
    }

    /** Rule 9: a string that is no text is rejected before anything is sent. */
    @Test
    void aStringThatIsNoTextIsNotSent() {
        for (String text : List.of("", "a\nb", "a\u0000", "\uD83D", "\uDE00a", LONGEST + "a", "\u0085")) {
            assertThrows(IllegalArgumentException.class, () -> ReservationId.of(text));
            assertThrows(IllegalArgumentException.class, () -> StockKey.of(text, "main"));
            assertThrows(IllegalArgumentException.class, () -> StockKey.of("sku", text));
            assertThrows(IllegalArgumentException.class, () -> Charge.of(text, 1));
        }
    }
}
