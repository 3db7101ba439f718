package io.inventory4j.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.redis.faults.ShopNode;
import io.inventory4j.redis.script.Replies;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call is carried out before its time is over, or soon after, or not at all (rule 10.2). */
@Timeout(120)
class LateCallTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Reserve ORDER = SaleStock.cart("late", 0);

    /** The server finds the call in its socket when it goes on. */
    @ParameterizedTest
    @EnumSource
    void rule_10_2_aServerThatStoodStillCarriesOutNothingLate(ClientLibrary client) {
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.NONE));
                ShopNode node = ShopNode.over(
                        client.single(server.address(), Deployment.STRAIGHT),
                        "shop",
                        options -> options.timeout(TIMEOUT))) {
            SaleStock.fill(node.ledger());
            server.freeze();
            LedgerException failure = assertThrows(LedgerException.class, () -> SaleStock.apply(node.ledger(), ORDER));
            assertEquals(Effect.UNKNOWN, failure.effect(), failure::toString);
            long late = System.nanoTime() + TIMEOUT.toNanos();
            while (System.nanoTime() - late < 0) {
                assertThrows(LedgerException.class, () -> node.ledger().levels(SaleStock.LINES));
            }
            server.thaw();
            for (int round = 0; round < 3; round++) {
                assertEquals(3, node.patient().levels(SaleStock.LINES).size());
            }
            assertEquals(Optional.empty(), node.patient().reservation(ORDER.id()));
            Outcome.Applied outcome = assertInstanceOf(Outcome.Applied.class, SaleStock.apply(node.patient(), ORDER));
            assertFalse(outcome.replayed(), "carried out late");
        }
    }

    /** The time that the ledger reads is of another clock than the one that judges its calls. */
    @ParameterizedTest
    @EnumSource
    void aServersClockMayBeSet(ClientLibrary client) {
        AtomicLong ahead = new AtomicLong();
        RedisConnections connections = client.single(RedisServer.shared().address(), Deployment.STRAIGHT);
        try (ShopNode node = ShopNode.over(
                new ShiftedTime(connections, ahead), "shifted-" + client, options -> options.timeout(LONG))) {
            // The first reading is of a server that is an hour behind the one that gets the calls.
            ahead.set(-Duration.ofHours(1).toSeconds());
            SaleStock.fill(node.ledger());
            assertTrue(
                    SaleStock.apply(node.ledger(), SaleStock.cart("order", 0)).applied());
        }
    }

    @Test
    void theClockIsReadOnceForManyCalls() {
        AtomicLong reads = new AtomicLong();
        ServerClock clock = new ServerClock(deadline -> {
            reads.incrementAndGet();
            return 1_000_000L;
        });
        long now = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            String latest = new String(clock.latest(now + 7_000_000), US_ASCII);
            assertTrue(latest.startsWith("<"), latest);
            long micros = Long.parseLong(latest.substring(1));
            assertTrue(micros > 1_000_000 - LONG.toMillis() * 1_000 && micros <= 1_007_000, latest);
        }
        assertEquals(1, reads.get());
        clock.refresh();
        clock.latest(now);
        assertEquals(2, reads.get());
    }

    @Test
    void rule_10_1_withoutATimeNothingIsSent() {
        ServerClock silent = new ServerClock(deadline -> {
            throw new LedgerException(Effect.UNKNOWN, "no reply", null);
        });
        assertNone(silent);
        silent.set(5_000_000, System.nanoTime());
        silent.refresh();
        assertNone(silent);

        ServerClock busy = new ServerClock(deadline -> null);
        assertNone(busy);
        busy.set(5_000_000, System.nanoTime());
        busy.refresh();
        assertTrue(busy.latest(System.nanoTime()).length > 0, "an old reading is better than none");
    }

    private static void assertNone(ServerClock clock) {
        LedgerException failure = assertThrows(LedgerException.class, () -> clock.latest(System.nanoTime()));
        assertEquals(Effect.NONE, failure.effect(), failure::toString);
    }

    /** Shifts what TIME answers, by seconds. */
    private static final class ShiftedTime extends ForwardingConnections {
        private final AtomicLong ahead;

        ShiftedTime(RedisConnections below, AtomicLong ahead) {
            super(below);
            this.ahead = ahead;
        }

        @Override
        public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
            List<@Nullable Object> replies = super.send(key, commands, timeout);
            if (new String(commands.get(0).get(0), US_ASCII).equals("TIME")) {
                List<?> time = Replies.list(replies.get(0));
                long seconds = Long.parseLong(Replies.text(time.get(0))) + ahead.getAndSet(0);
                return List.of(List.of(Redis.bytes(Long.toString(seconds)), time.get(1)));
            }
            return replies;
        }
    }
}
