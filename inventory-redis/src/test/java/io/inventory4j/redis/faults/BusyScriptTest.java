package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.ForwardingConnections;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisError;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RespConnection;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A script of others does not end: calls wait and try again, succeed if it is killed in time, and otherwise are NONE.
 */
@Timeout(600)
class BusyScriptTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final int SCRIPTS = 5;

    /** A server that answers BUSY as soon as a script takes 20 ms. */
    private static RedisServer server() {
        return RedisServer.fresh(
                RedisSettings.of(RedisSettings.Persistence.NONE).with("lua-time-limit 20"));
    }

    /** Begins an endless script; returns when other calls are answered BUSY. */
    private static RespConnection busy(RedisServer server) {
        RespConnection foreign = server.connect(PATIENT);
        foreign.send(RespConnection.words("EVAL", "while true do end", "0"));
        Eventually.is("the server is busy", () -> isBusy(server));
        return foreign;
    }

    private static boolean isBusy(RedisServer server) {
        try {
            server.command("PING");
            return false;
        } catch (RespConnection.Refused e) {
            return String.valueOf(e.getMessage()).startsWith("BUSY");
        }
    }

    private static void end(RedisServer server, RespConnection foreign) {
        server.command("SCRIPT", "KILL");
        assertThrows(RespConnection.Refused.class, foreign::receive);
        foreign.close();
    }

    /** The last try of a call may be left without its reply where the server gets no processor: then once more. */
    private static void assertNotDone(Executable call) {
        LedgerException failure = assertThrows(LedgerException.class, call);
        for (int again = 0; failure.effect() == Effect.UNKNOWN && again < 10; again++) {
            failure = assertThrows(LedgerException.class, call);
        }
        assertEquals(Effect.NONE, failure.effect(), failure::toString);
    }

    @ParameterizedTest
    @EnumSource
    void aCallThatIsNotDoneInTimeIsNone(ClientLibrary client) {
        try (RedisServer server = server();
                ShopNode node = ShopNode.over(
                        client.single(server.address(), Deployment.STRAIGHT),
                        "busy",
                        options -> options.timeout(Duration.ofSeconds(1)))) {
            SaleStock.fill(node.ledger());
            RespConnection foreign = busy(server);
            assertNotDone(() -> SaleStock.apply(node.ledger(), SaleStock.cart("order", 0)));
            assertNotDone(() -> node.ledger().levels(SaleStock.LINES));
            end(server, foreign);
            assertTrue(node.patient().reservation(ReservationId.of("order")).isEmpty());
            Outcome outcome = SaleStock.apply(node.ledger(), SaleStock.cart("order", 0));
            assertTrue(outcome instanceof Outcome.Applied applied && !applied.replayed(), outcome::toString);
            SaleStock.check(node.patient(), List.of("order"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallWaitsForTheEndOfTheScript(ClientLibrary client) {
        CountDownLatch busy = new CountDownLatch(1);
        try (RedisServer server = server();
                ShopNode node = ShopNode.over(
                        listening(client.single(server.address(), Deployment.STRAIGHT), busy),
                        "busy",
                        options -> options.timeout(PATIENT))) {
            SaleStock.fill(node.ledger());
            RespConnection foreign = busy(server);
            List<Callable<Boolean>> tasks = List.of(
                    () -> SaleStock.apply(node.ledger(), SaleStock.cart("order", 0)) instanceof Outcome.Applied applied
                            && applied.replayed(),
                    () -> {
                        assertTrue(busy.await(30, TimeUnit.SECONDS), "the call was not answered BUSY");
                        end(server, foreign);
                        return false;
                    });
            Together.run(tasks).forEach(replayed -> assertFalse(replayed, "it was done twice"));
            SaleStock.check(node.patient(), List.of("order"));
        }
    }

    /** Connections that count down at the first BUSY. */
    private static RedisConnections listening(RedisConnections connections, CountDownLatch busy) {
        return new ForwardingConnections(connections) {
            @Override
            public List<@Nullable Object> send(byte[] key, List<List<byte[]>> commands, Duration timeout) {
                List<@Nullable Object> replies = super.send(key, commands, timeout);
                if (replies.get(0) instanceof RedisError error
                        && error.message().startsWith("BUSY")) {
                    busy.countDown();
                }
                return replies;
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void buyersGetThroughBetweenTheScripts(ClientLibrary client) {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        long seed;
        try (RedisServer server = server()) {
            seed = Rounds.play((turn, random) -> {
                RedisConnections connections = client.single(server.address(), Deployment.STRAIGHT);
                try (ShopNode node =
                        ShopNode.over(connections, "busy" + turn, options -> options.timeout(Duration.ofMillis(200)))) {
                    SaleStock.fill(node.ledger());
                    Buyers buyers = new Buyers(node.ledger(), "order");
                    buyers.buy(running -> {
                        for (int i = 0; i < SCRIPTS; i++) {
                            running.awaitAnswers(1 + random.nextInt(50));
                            RespConnection foreign = busy(server);
                            if (random.nextBoolean()) {
                                running.awaitFailures(3);
                            }
                            end(server, foreign);
                        }
                        running.awaitAnswers(10);
                    });
                    assertEquals(0, buyers.lost(node.patient()));
                    buyers.check(node.patient());
                    acknowledged.addAndGet(buyers.count(Order.Answer.APPLIED));
                    failed.addAndGet(buyers.count(Order.Answer.NONE) + buyers.count(Order.Answer.UNKNOWN));
                }
            });
        }
        System.out.println("busy: " + client + " rounds=" + Effort.scale() + " acknowledged=" + acknowledged
                + " failed=" + failed + " seed=" + seed);
    }
}
