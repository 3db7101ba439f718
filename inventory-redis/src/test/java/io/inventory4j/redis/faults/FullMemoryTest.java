package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.redis.Deployment;
import io.inventory4j.redis.RedisConnections;
import io.inventory4j.redis.RedisLedger;
import io.inventory4j.redis.RedisLedgerBuilder;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server has no memory left: calls that take units fail with NONE, calls that give units back succeed. */
@Timeout(600)
class FullMemoryTest {
    private static final long ROOM = 400_000;

    private static void limit(RedisServer server, long bytes) {
        server.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        server.command("CONFIG", "SET", "maxmemory", Long.toString(bytes));
    }

    private static void none(StockLedger ledger, Command command) {
        LedgerException full = assertThrows(LedgerException.class, () -> SaleStock.apply(ledger, command));
        assertEquals(Effect.NONE, full.effect(), full::toString);
        assertTrue(String.valueOf(full.getMessage()).contains("OOM"), full::toString);
    }

    private static void applied(StockLedger ledger, Command command) {
        Outcome outcome = SaleStock.apply(ledger, command);
        assertTrue(outcome.applied(), outcome::toString);
    }

    @ParameterizedTest
    @EnumSource
    void buyersReachTheLimit(ClientLibrary client) {
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        long seed;
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(RedisSettings.Persistence.NONE))) {
            seed = Rounds.play((turn, random) -> {
                RedisConnections connections = client.single(server.address(), Deployment.STRAIGHT);
                try (ShopNode node = ShopNode.over(connections, "full" + turn)) {
                    SaleStock.fill(node.ledger());
                    Buyers buyers = new Buyers(node.ledger(), "order");
                    buyers.buy(running -> {
                        running.awaitAnswers(10);
                        limit(server, Long.parseLong(server.info("used_memory")) + random.nextLong(ROOM));
                        running.awaitFailures(30);
                        limit(server, 0);
                        running.awaitAnswers(30);
                    });
                    assertEquals(0, buyers.count(Order.Answer.UNKNOWN), () -> "in doubt: " + buyers.anyFailure());
                    assertEquals(0, buyers.lost(node.patient()));
                    buyers.check(node.patient());
                    acknowledged.addAndGet(buyers.count(Order.Answer.APPLIED));
                    refused.addAndGet(buyers.count(Order.Answer.NONE));
                }
            });
        }
        System.out.println("memory full: " + client + " rounds=" + Effort.scale() + " acknowledged=" + acknowledged
                + " not done=" + refused + " in doubt=0 seed=" + seed);
    }

    @ParameterizedTest
    @EnumSource
    void unitsAreStillGivenBack(ClientLibrary client) {
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(RedisSettings.Persistence.NONE))) {
            giveBack(client, server, options -> options);
        }
    }

    /** In strict mode the caller is told so, too: what is waited for needs no memory either. */
    @ParameterizedTest
    @EnumSource
    void unitsAreStillGivenBackAndReplicasHaveThem(ClientLibrary client) {
        RedisSettings none = RedisSettings.of(RedisSettings.Persistence.NONE);
        try (RedisServer master = RedisServer.fresh(none);
                RedisServer replica = RedisServer.fresh(none.replicaOf(master.address()))) {
            Eventually.is(
                    "the replica follows",
                    () -> replica.command("INFO", "replication").contains("master_link_status:up"));
            giveBack(client, master, options -> options.replicas(1, Duration.ofSeconds(10)));
            assertEquals(master.command("HLEN", "{full}:rows"), replica.command("HLEN", "{full}:rows"));
        }
    }

    private static void giveBack(ClientLibrary client, RedisServer server, UnaryOperator<RedisLedgerBuilder> mode) {
        Instant later = Instant.now().plus(SaleStock.HOLD.multipliedBy(2));
        InstantSource tomorrow = () -> later;
        try (ShopNode node = ShopNode.over(
                client.single(server.address(), Deployment.STRAIGHT),
                "full",
                options -> mode.apply(options).timeout(Duration.ofSeconds(20)))) {
            RedisLedger ledger = node.ledger();
            SaleStock.fill(ledger);
            List<String> ids = List.of("held", "paid", "sold", "shipped", "overdue", "wanted", "late");
            ids.subList(0, 5).forEach(id -> applied(ledger, SaleStock.cart(id, 0)));
            List.of("sold", "shipped").forEach(id -> applied(ledger, SaleStock.settle(id, Transition.CONFIRM)));
            applied(ledger, SaleStock.settle("shipped", Transition.SHIP));

            limit(server, 1);
            none(ledger, SaleStock.cart("wanted", 0));
            none(ledger, Settle.extend(ReservationId.of("held"), "longer", Duration.ofDays(2)));
            assertTrue(ledger.reservation(ReservationId.of("wanted")).isEmpty());
            SaleStock.check(ledger, ids);
            applied(ledger, SaleStock.settle("held", Transition.RELEASE));
            applied(ledger, SaleStock.settle("paid", Transition.CONFIRM));
            applied(ledger, SaleStock.settle("sold", Transition.CANCEL));
            applied(ledger, SaleStock.settle("paid", Transition.SHIP));
            applied(ledger, SaleStock.settle("shipped", Transition.RETURN));
            applied(ledger, SaleStock.settle("late", Transition.RELEASE));
            RedisLedger sweeper = mode.apply(RedisLedger.builder(node.connections()))
                    .namespace("full")
                    .clock(tomorrow)
                    .timeout(Duration.ofSeconds(20))
                    .keepJournal(Duration.ZERO)
                    .build();
            assertEquals(1, sweeper.expire(10).size());
            none(ledger, SaleStock.cart("wanted", 0));
            int due = sweeper.purge(Duration.ZERO, 1_000);
            assertTrue(due > 0, "nothing was purged");
            assertTrue(ledger.reservation(ReservationId.of("overdue")).isEmpty());

            limit(server, 0);
            applied(ledger, SaleStock.cart("wanted", 0));
        }
    }
}
