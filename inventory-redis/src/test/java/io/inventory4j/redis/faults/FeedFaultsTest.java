package io.inventory4j.redis.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.redis.ClientLibrary;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.redis.RedisServer;
import io.inventory4j.servers.redis.RedisSettings;
import io.inventory4j.servers.redis.RedisSettings.Persistence;
import io.inventory4j.servers.redis.RespMessages;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.faults.SaleStock;
import io.inventory4j.testkit.faults.TcpProxy;
import io.inventory4j.testkit.faults.WireFault;
import io.inventory4j.testkit.faults.WireFault.Action;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A listener gets the newest level of every line, in the order of the versions, even if its connection or the server
 * fails. A listener that is slow or throws disturbs no other.
 */
@Timeout(600)
// Subscriptions are closed, and not used otherwise.
@SuppressWarnings("try")
class FeedFaultsTest {
    private static final int AT_LEAST = 60;

    private interface Trouble {
        void happen(Semaphore written, SplittableRandom random) throws Exception;
    }

    /** A listener that keeps the levels it was notified of, in order. */
    private static final class Heard implements StockListener {
        private final List<StockLevel> levels = new ArrayList<>();

        @Override
        public synchronized void onLevel(StockLevel level) {
            levels.add(level);
        }

        synchronized List<StockLevel> of(StockKey line) {
            return levels.stream().filter(level -> level.key().equals(line)).toList();
        }

        synchronized int size() {
            return levels.size();
        }

        /** Waits for the newest level of each line, and checks that the versions were in order. */
        void assertComplete(List<StockLevel> newest) {
            for (StockLevel level : newest) {
                Eventually.is(
                        "the newest level of " + level.key() + " is notified",
                        () -> of(level.key()).contains(level));
                long last = 0;
                for (StockLevel next : of(level.key())) {
                    assertTrue(
                            next.version() > last, () -> "a version is repeated or out of order: " + of(level.key()));
                    assertEquals(next.version(), next.available(), "one unit a move");
                    last = next.version();
                }
                assertEquals(level.version(), last, "notified after the newest");
            }
        }
    }

    /** A node over a new ledger; a server that belongs to others may have ledgers of earlier runs. */
    private static ShopNode node(ClientLibrary client, RedisServer server, InetSocketAddress through, Object name) {
        String namespace = "feed-" + ProcessHandle.current().pid() + "." + name;
        return ShopNode.over(client.single(server.address(), asked -> through), namespace);
    }

    /**
     * One node writes until the trouble is over; listeners on it and on another node must get the newest levels.
     * Returns how many the other node's listener got.
     */
    private static int listen(ShopNode writer, ShopNode watcher, SplittableRandom random, Trouble trouble) {
        Heard there = new Heard();
        Heard here = new Heard();
        Semaphore written = new Semaphore(0);
        CountDownLatch over = new CountDownLatch(1);
        try (Subscription far = watcher.ledger().watch(there);
                Subscription near = writer.ledger().watch(here)) {
            List<Callable<Integer>> tasks = List.of(() -> write(writer.ledger(), written, over), () -> {
                try {
                    trouble.happen(written, random);
                } finally {
                    over.countDown();
                }
                return 0;
            });
            Together.run(120, tasks);
            List<StockLevel> newest = writer.patient().levels(SaleStock.LINES);
            there.assertComplete(newest);
            here.assertComplete(newest);
        }
        return there.size();
    }

    private static Move move(int number) {
        StockKey line = SaleStock.LINES.get(number % SaleStock.LINES.size());
        return Move.of("move " + number, "delivery", new Posting(line, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));
    }

    private static int write(StockLedger writer, Semaphore written, CountDownLatch over) {
        int moves = 0;
        while (moves < AT_LEAST || over.getCount() > 0) {
            SaleStock.insist(writer, move(moves));
            moves++;
            written.release();
        }
        return moves;
    }

    private static void await(Semaphore written, int more) throws InterruptedException {
        written.drainPermits();
        assertTrue(written.tryAcquire(more, 60, TimeUnit.SECONDS), "no more is written");
    }

    private static void print(String what, AtomicInteger heard, long seed) {
        System.out.println("feed: " + what + ": rounds=" + Effort.scale() + " levels heard=" + heard + " seed=" + seed);
    }

    @Test
    void acrossTheServersDeath() {
        AtomicInteger heard = new AtomicInteger();
        long seed;
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.ALWAYS))) {
            seed = Rounds.play((turn, random) -> {
                try (ShopNode writer = node(ShopNode.client(turn), server, server.address(), "killed" + turn);
                        ShopNode watcher = node(ShopNode.client(turn + 1), server, server.address(), "killed" + turn)) {
                    heard.addAndGet(listen(writer, watcher, random, (written, choices) -> {
                        await(written, 1 + choices.nextInt(20));
                        server.kill();
                        server.restart();
                        await(written, 10);
                    }));
                }
            });
        }
        print("server killed", heard, seed);
    }

    /** All connections of the listening node are cut three times; then one of them is, three times, at a message. */
    @Test
    void acrossCutConnections() {
        AtomicInteger heard = new AtomicInteger();
        RedisServer server = RedisServer.shared();
        long seed = Rounds.play((turn, random) -> {
            try (TcpProxy proxy = TcpProxy.to(server.address(), new RespMessages());
                    ShopNode writer = node(ShopNode.client(turn), server, server.address(), "cut" + turn);
                    ShopNode watcher = node(ShopNode.client(turn + 1), server, proxy.address(), "cut" + turn)) {
                heard.addAndGet(listen(writer, watcher, random, (written, choices) -> {
                    for (int i = 0; i < 6; i++) {
                        await(written, 1 + choices.nextInt(10));
                        if (i % 2 == 0) {
                            proxy.cut();
                        } else {
                            proxy.inject(new WireFault(Direction.TO_CLIENT, choices.nextInt(30), Action.CUT));
                            assertTrue(proxy.awaitFault(Duration.ofSeconds(60)), "nobody reads on");
                        }
                    }
                }));
            }
        });
        print("connections cut", heard, seed);
    }

    /** The listening node's connection hangs for longer than the node waits, and then goes on. */
    @Test
    void acrossAConnectionThatHangs() {
        AtomicInteger heard = new AtomicInteger();
        RedisServer server = RedisServer.shared();
        long seed = Rounds.play((turn, random) -> {
            try (TcpProxy proxy = TcpProxy.to(server.address(), new RespMessages());
                    ShopNode writer = node(ShopNode.client(turn), server, server.address(), "hangs" + turn);
                    ShopNode watcher = node(ShopNode.client(turn + 1), server, proxy.address(), "hangs" + turn)) {
                heard.addAndGet(listen(writer, watcher, random, (written, choices) -> {
                    Direction direction = choices.nextBoolean() ? Direction.TO_CLIENT : Direction.TO_SERVER;
                    proxy.inject(new WireFault(direction, choices.nextInt(20), Action.STALL));
                    assertTrue(proxy.awaitFault(Duration.ofSeconds(60)), "nobody reads on");
                    long accepted = proxy.accepted();
                    Eventually.is("another connection is made", () -> proxy.accepted() > accepted);
                    await(written, 5);
                    proxy.heal();
                    await(written, 5);
                }));
            }
        });
        print("connection hangs", heard, seed);
    }

    /** The server comes back without its last changes: its levels now are the newest. */
    @Test
    void acrossTheLossOfNotifiedLevels() {
        AtomicInteger heard = new AtomicInteger();
        long seed;
        try (RedisServer server = RedisServer.fresh(RedisSettings.of(Persistence.NONE))) {
            seed = Rounds.play((turn, random) -> {
                Heard before = new Heard();
                Heard after = new Heard();
                try (ShopNode node = node(ShopNode.client(turn), server, server.address(), "lost" + turn)) {
                    try (Subscription unused = node.ledger().watch(level -> sort(level, before, after))) {
                        insistAll(node.ledger(), 0, 20 + random.nextInt(20));
                        before.assertComplete(node.patient().levels(SaleStock.LINES));
                        server.kill();
                        server.restart();
                        insistAll(node.ledger(), 1_000, 3 + random.nextInt(10));
                        List<StockLevel> newest = node.patient().levels(SaleStock.LINES);
                        for (StockLevel level : newest) {
                            Eventually.is(
                                    "the newest level of " + level.key() + " is notified",
                                    () -> !after.of(level.key()).isEmpty());
                        }
                        after.assertComplete(newest);
                    }
                }
                heard.addAndGet(before.size() + after.size());
            });
        }
        print("data lost", heard, seed);
    }

    private static void sort(StockLevel level, Heard before, Heard after) {
        boolean back = before.of(level.key()).stream().anyMatch(earlier -> earlier.version() >= level.version());
        (back ? after : before).onLevel(level);
    }

    private static void insistAll(StockLedger ledger, int from, int count) {
        for (int i = from; i < from + count; i++) {
            SaleStock.insist(ledger, move(i));
        }
    }

    @Test
    void aSlowListenerHearsTheNewestOnly() throws InterruptedException {
        RedisServer server = RedisServer.shared();
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Heard slow = new Heard();
        Heard fast = new Heard();
        StockListener hanging = level -> {
            called.countDown();
            await(goOn);
        };
        try (ShopNode node = node(ClientLibrary.LETTUCE, server, server.address(), "slow");
                Subscription first = node.ledger().watch(hanging.andThen(slow));
                Subscription second = node.ledger().watch(fast)) {
            SaleStock.insist(node.ledger(), move(0));
            assertTrue(called.await(30, TimeUnit.SECONDS), "nothing was notified");
            insistAll(node.ledger(), 1, 300);
            List<StockLevel> newest = node.patient().levels(SaleStock.LINES);
            fast.assertComplete(newest);
            goOn.countDown();
            slow.assertComplete(newest);
            // The first level; then for each line the newest at its return, and at most two that came later.
            assertTrue(slow.size() <= 1 + 3 * SaleStock.LINES.size(), () -> "notified of " + slow.size());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerThatThrowsHearsTheNextLevelAndHarmsNobody() {
        RedisServer server = RedisServer.shared();
        Heard thrower = new Heard();
        Heard other = new Heard();
        StockListener throwing = thrower.andThen(level -> {
            if (level.version() % 2 == 0) {
                throw new IllegalStateException("the listener's own");
            }
            throw new AssertionError("the listener's own");
        });
        try (ShopNode node = node(ClientLibrary.JEDIS, server, server.address(), "throws");
                Subscription first = node.ledger().watch(throwing);
                Subscription second = node.ledger().watch(other)) {
            insistAll(node.ledger(), 0, 30);
            List<StockLevel> newest = node.patient().levels(SaleStock.LINES);
            thrower.assertComplete(newest);
            other.assertComplete(newest);
        }
    }
}
