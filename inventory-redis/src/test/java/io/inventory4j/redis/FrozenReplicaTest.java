package io.inventory4j.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.redis.faults.ShopNode;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.faults.SaleStock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** In strict mode, a replica that does not answer holds up the writes that wait for it, and nothing else. */
@Timeout(300)
class FrozenReplicaTest {
    /** So long that only what waits for the replica takes it. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Duration WITHIN = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int WRITERS = 12;

    /** A master, its replica, and a node of a shop. */
    private record Scene(RedisServer master, RedisServer replica, ShopNode node) implements AutoCloseable {
        static Scene of(ClientLibrary client, UnaryOperator<RedisLedgerBuilder> options) {
            RedisSettings none = RedisSettings.of(Persistence.NONE);
            RedisServer master = RedisServer.fresh(none);
            RedisServer replica = RedisServer.fresh(none.replicaOf(master.address()));
            Eventually.is(
                    "the replica follows",
                    () -> replica.command("INFO", "replication").contains("master_link_status:up"));
            ShopNode node = ShopNode.over(client.single(master.address(), Deployment.STRAIGHT), "shop", options);
            SaleStock.fill(node.ledger());
            // The server knows the script from now on, so that later orders need one call each.
            SaleStock.insist(node.ledger(), SaleStock.cart("first", 0));
            return new Scene(master, replica, node);
        }

        RedisLedger ledger() {
            return node.ledger();
        }

        void awaitBlocked(int connections) {
            Eventually.is(
                    "writes wait for the replica",
                    () -> master.info("blocked_clients").equals(Integer.toString(connections)));
        }

        @Override
        public void close() {
            node.close();
            replica.close();
            master.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsGoOnWhileAllWritesWait(ClientLibrary client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (Scene scene = Scene.of(client, options -> options.replicas(1, LONG).timeout(LONG.multipliedBy(2)))) {
            scene.replica().freeze();
            List<CompletableFuture<Outcome>> writes = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                writes.add(CompletableFuture.supplyAsync(
                        () -> SaleStock.apply(scene.ledger(), SaleStock.cart("order " + number, number)), threads));
            }
            scene.awaitBlocked(StrictWrites.CONNECTIONS);
            for (int i = 0; i < 8; i++) {
                assertEquals(3, scene.ledger().levels(SaleStock.LINES).size());
            }
            writes.forEach(write -> assertFalse(write.isDone(), "acknowledged, though no replica has it"));
            scene.replica().thaw();
            for (CompletableFuture<Outcome> write : writes) {
                assertTrue(write.get(60, TimeUnit.SECONDS).applied());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule_10_2_nothingIsCarriedOutLaterThanTwiceTheTimeout(ClientLibrary client) {
        try (Scene scene =
                Scene.of(client, options -> options.replicas(1, WITHIN).timeout(TIMEOUT))) {
            scene.replica().freeze();
            List<String> ids = Collections.synchronizedList(new ArrayList<>(List.of("first")));
            Together.run(WRITERS, thread -> {
                for (int i = 0; i < 5; i++) {
                    String id = "order " + thread + "-" + i;
                    ids.add(id);
                    assertThrows(
                            LedgerException.class,
                            () -> SaleStock.apply(scene.ledger(), SaleStock.cart(id, thread)),
                            "acknowledged, though no replica has it");
                }
                return true;
            });
            long late = System.nanoTime() + TIMEOUT.multipliedBy(2).toNanos();
            while (System.nanoTime() - late < 0) {
                assertEquals(3, scene.ledger().levels(SaleStock.LINES).size());
            }
            List<?> then = scene.ledger().levels(SaleStock.LINES);
            scene.replica().thaw();
            SaleStock.insist(scene.ledger(), SaleStock.settle("nobody's", Transition.RELEASE));
            assertEquals(then, scene.ledger().levels(SaleStock.LINES));
            SaleStock.check(scene.node().patient(), ids);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsACallThatWaitsAndNoOthers(ClientLibrary client) throws Exception {
        try (Scene scene = Scene.of(client, options -> options.replicas(1, LONG).timeout(LONG.multipliedBy(2)))) {
            scene.replica().freeze();
            List<FutureTask<Outcome>> calls = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i <= StrictWrites.CONNECTIONS; i++) {
                String id = "order " + i;
                calls.add(new FutureTask<>(() -> SaleStock.apply(scene.ledger(), SaleStock.cart(id, 0))));
                threads.add(new Thread(calls.get(i), id));
                threads.get(i).start();
                scene.awaitBlocked(Math.min(i + 1, StrictWrites.CONNECTIONS));
            }
            int last = StrictWrites.CONNECTIONS;
            Eventually.is("the last call waits", () -> threads.get(last).getState() == Thread.State.TIMED_WAITING);
            threads.forEach(Thread::interrupt);
            LedgerException ended = failure(calls.get(last));
            assertEquals(Effect.NONE, ended.effect(), ended::toString);
            scene.replica().thaw();
            for (FutureTask<Outcome> sent : calls.subList(0, last)) {
                assertTrue(sent.get(60, TimeUnit.SECONDS).applied());
            }
        }
    }

    private static LedgerException failure(FutureTask<Outcome> call) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> call.get(60, TimeUnit.SECONDS));
        return assertInstanceOf(LedgerException.class, failure.getCause());
    }
}
