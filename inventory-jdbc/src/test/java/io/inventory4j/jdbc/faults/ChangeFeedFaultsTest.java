package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.Posting;
import io.inventory4j.Subscription;
import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.PooledLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.WireProtocols;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Rounds;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.faults.TcpProxy;
import io.inventory4j.testkit.faults.WireFault;
import io.inventory4j.testkit.faults.WireFault.Action;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listener gets every version of a line once and in order, even if connections or the server fail. */
@Timeout(600)
class ChangeFeedFaultsTest {
    private static final StockKey LINE = StockKey.of("A");
    private static final int AT_LEAST = 40;

    private interface Trouble {
        void happen(Semaphore written) throws Exception;
    }

    /** One node writes until the trouble is over; it and another node must be notified of every version. */
    private static void heard(StockLedger writer, PooledLedger watcher, PooledLedger own, Trouble trouble)
            throws InterruptedException {
        LinkedBlockingQueue<StockLevel> there = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<StockLevel> here = new LinkedBlockingQueue<>();
        Semaphore written = new Semaphore(0);
        CountDownLatch over = new CountDownLatch(1);
        Subscription far = watcher.watch(there::add);
        Subscription near = own.watch(here::add);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            tasks.add(() -> write(writer, written, over));
            tasks.add(() -> {
                try {
                    trouble.happen(written);
                } finally {
                    over.countDown();
                }
                return 0;
            });
            long last = Together.run(120, tasks).get(0);
            assertEquals(last, writer.levels(List.of(LINE)).get(0).version(), "one version a move");
            complete(there, last);
            complete(here, last);
        } finally {
            far.close();
            near.close();
        }
    }

    private static int write(StockLedger writer, Semaphore written, CountDownLatch over) {
        int moves = 0;
        while (moves < AT_LEAST || over.getCount() > 0) {
            Move move = Move.of("move " + moves, "delivery", new Posting(LINE, Bucket.OUTSIDE, Bucket.AVAILABLE, 1));
            insist(writer, move);
            moves++;
            written.release();
        }
        return moves;
    }

    private static void insist(StockLedger writer, Move move) {
        long begin = System.nanoTime();
        while (true) {
            try {
                assertTrue(writer.apply(List.of(move)).get(0).applied());
                return;
            } catch (LedgerException e) {
                if (System.nanoTime() - begin > Duration.ofSeconds(60).toNanos()) {
                    throw e;
                }
            }
        }
    }

    private static void complete(LinkedBlockingQueue<StockLevel> heard, long last) throws InterruptedException {
        for (long version = 1; version <= last; version++) {
            StockLevel level = heard.poll(30, TimeUnit.SECONDS);
            assertTrue(level != null, "version " + version + " of " + last + " was never notified");
            if (level != null) {
                assertEquals(version, level.version(), "a version is missing, repeated or out of order");
                assertEquals(version, level.available(), "one unit a move");
            }
        }
        assertEquals(List.of(), List.copyOf(heard), "notified after the last version");
    }

    private static void await(Semaphore written, int more) throws InterruptedException {
        written.drainPermits();
        assertTrue(written.tryAcquire(more, 60, TimeUnit.SECONDS), "no more is written");
    }

    @ParameterizedTest
    @EnumSource
    void acrossTheServersDeath(DatabaseKind kind) {
        FragileServer server = FragileServer.killable(kind);
        Rounds.play((turn, random) -> {
            JdbcSchema schema = server.freshTables();
            try (PooledLedger writer = server.node(schema, server.address());
                    PooledLedger watcher = server.node(schema, server.address())) {
                heard(writer, watcher, writer, written -> {
                    await(written, 1 + random.nextInt(20));
                    server.kill();
                    server.restart();
                    await(written, 10);
                });
            }
        });
    }

    /** All connections of the listening node are cut three times; then one of them is, three times, at a message. */
    @ParameterizedTest
    @EnumSource
    void acrossCutConnections(DatabaseKind kind) {
        FragileServer server = FragileServer.of(kind);
        Rounds.play((turn, random) -> {
            JdbcSchema schema = server.freshTables();
            try (TcpProxy proxy = TcpProxy.to(server.address(), WireProtocols.of(kind));
                    PooledLedger writer = server.node(schema, server.address());
                    PooledLedger watcher = server.node(schema, proxy.address())) {
                heard(writer, watcher, writer, written -> {
                    for (int i = 0; i < 6; i++) {
                        await(written, 1 + random.nextInt(10));
                        if (i % 2 == 0) {
                            proxy.cut();
                        } else {
                            proxy.inject(new WireFault(Direction.TO_CLIENT, random.nextInt(100), Action.CUT));
                            assertTrue(proxy.awaitFault(Duration.ofSeconds(60)), "nobody reads on");
                        }
                    }
                });
            }
        });
    }

    /** The listening node's connection hangs for longer than the node waits, and then goes on. */
    @ParameterizedTest
    @EnumSource
    void acrossAConnectionThatHangs(DatabaseKind kind) {
        FragileServer server = FragileServer.of(kind);
        Rounds.play((turn, random) -> {
            JdbcSchema schema = server.freshTables();
            try (TcpProxy proxy = TcpProxy.to(server.address(), WireProtocols.of(kind));
                    PooledLedger writer = server.node(schema, server.address());
                    PooledLedger watcher = server.node(schema, proxy.address())) {
                heard(writer, watcher, writer, written -> {
                    Direction direction = random.nextBoolean() ? Direction.TO_CLIENT : Direction.TO_SERVER;
                    proxy.inject(new WireFault(direction, random.nextInt(60), Action.STALL));
                    assertTrue(proxy.awaitFault(Duration.ofSeconds(60)), "nobody reads on");
                    long accepted = proxy.accepted();
                    Eventually.is("another connection is made", () -> proxy.accepted() > accepted);
                    await(written, 5);
                    proxy.heal();
                    await(written, 5);
                });
            }
        });
    }
}
