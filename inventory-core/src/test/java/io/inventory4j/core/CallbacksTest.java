package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Subscription;
import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.listeners.Alarm;
import io.inventory4j.core.listeners.Audience;
import io.inventory4j.core.listeners.CallbackThreads;
import io.inventory4j.core.listeners.Feed;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Listeners are called one call at a time, on other threads than the sale's; they neither fail nor delay a sale or each
 * other.
 */
@Timeout(60)
class CallbacksTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    private final HandExecutor hand = new HandExecutor();
    private final AtomicInteger moves = new AtomicInteger();

    private static InventoryBuilder builder() {
        return InventoryBuilder.inMemory().alertReturnsAfter(Duration.ZERO).sweepEvery(Duration.ZERO);
    }

    private void receive(Inventory inventory, StockKey key, int times) {
        for (int i = 0; i < times; i++) {
            applied(inventory.receive("po-" + moves.incrementAndGet(), key, 1));
        }
    }

    private static JournalEntry entry(StockKey key, long version) {
        return entry(new LevelChange(level(key, version - 1), level(key, version)));
    }

    private static JournalEntry entry(LevelChange change) {
        return new JournalEntry(0, Instant.EPOCH, CommandKind.MOVE, "m", null, null, change);
    }

    private static StockLevel level(StockKey key, long version) {
        return new StockLevel(key, version, 0, 0, 0, 0, 0, 0, version, SaleState.OPEN, Window.NONE, 100, false);
    }

    @Test
    void rule_11_8_aSlowListenerHearsOnlyTheNewestLevelOfEachLine() {
        List<StockLevel> heard = new ArrayList<>();
        try (Inventory inventory =
                builder().callbackExecutor(hand).listener(heard::add).build()) {
            receive(inventory, A, 100);
            receive(inventory, B, 3);
            assertEquals(1, hand.waiting());
            hand.runAll();
            assertEquals(inventory.levels(List.of(A, B)), heard);
            receive(inventory, A, 1);
            hand.runAll();
            assertEquals(
                    List.of(100L, 3L, 101L),
                    heard.stream().map(StockLevel::version).toList());
        }
    }

    @Test
    void outcomesThatArriveOutOfOrderAreNeverDeliveredOutOfOrder() {
        List<Long> heard = new ArrayList<>();
        CallbackThreads threads = new CallbackThreads(hand, Alarm.SYSTEM);
        LossyLedger store = new LossyLedger(InMemoryLedger.create());
        Audience audience = new Audience(store, Feed.of(store), threads, InstantSource.system(), Duration.ZERO);
        audience.add(level -> heard.add(level.version()));
        audience.onEntry(entry(A, 3));
        audience.onEntry(entry(A, 2));
        hand.runAll();
        audience.onEntry(entry(A, 1));
        hand.runAll();
        audience.onEntry(entry(A, 5));
        audience.onEntry(entry(A, 4));
        hand.runAll();
        assertEquals(List.of(3L, 5L), heard);
        audience.close();
    }

    @Test
    void versionsOnlyGrowAndTheNewestArrivesUnderRacingSales() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Queue<String> mistakes = new ConcurrentLinkedQueue<>();
        CompletableFuture<StockLevel> last = new CompletableFuture<>();
        AtomicBoolean inside = new AtomicBoolean();
        long[] version = new long[1];
        try (Inventory inventory = builder()
                .listener(level -> {
                    if (!inside.compareAndSet(false, true)) {
                        mistakes.add("two calls at once");
                    }
                    if (level.version() <= version[0]) {
                        mistakes.add(level.version() + " after " + version[0]);
                    }
                    version[0] = level.version();
                    inside.set(false);
                    if (level.version() == 8_000) {
                        last.complete(level);
                    }
                })
                .build()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> receive(inventory, A, 1_000)));
            }
            for (Future<?> one : all) {
                one.get(30, TimeUnit.SECONDS);
            }
            assertEquals(8_000, last.get(10, TimeUnit.SECONDS).available());
            assertEquals(List.of(), List.copyOf(mistakes));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void rule_11_7_aListenerThatThrowsGoesOnAndFailsNoSale() {
        List<Alert> heard = new ArrayList<>();
        try (Inventory inventory = builder()
                .callbackExecutor(hand)
                .alerts(alert -> {
                    heard.add(alert);
                    throw new AssertionError("planted: an error of a listener");
                })
                .listener(level -> {
                    throw new IllegalStateException("planted: an exception of a listener");
                })
                .build()) {
            receive(inventory, A, 1);
            for (int i = 0; i < 3; i++) {
                applied(inventory.transfer("t" + i, A, B, 1));
                applied(inventory.transfer("b" + i, B, A, 1));
            }
            hand.runAll();
            assertEquals(6 * 3 + 5, heard.size());
        }
    }

    @Test
    void rule_11_7_aListenerThatHangsDelaysOnlyItself() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        BlockingQueue<StockLevel> heard = new LinkedBlockingQueue<>();
        Inventory inventory = builder()
                .listener(level -> {
                    hangs.countDown();
                    await(never);
                })
                .listener(heard::add)
                .build();
        receive(inventory, A, 1);
        assertTrue(hangs.await(10, TimeUnit.SECONDS));
        receive(inventory, A, 1_000);
        StockLevel level = heard.poll(10, TimeUnit.SECONDS);
        while (level != null && level.version() < 1_001) {
            level = heard.poll(10, TimeUnit.SECONDS);
        }
        assertEquals(inventory.level(A).orElseThrow(), level);
        inventory.close();
        assertEquals(List.of(), callbackThreads());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> callbackThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("inventory4j-"))
                .toList();
    }

    @Test
    void whatTheShopsExecutorRejectsRunsOnAThreadOfTheInventory() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        hand.rejects = true;
        try (Inventory inventory = builder()
                .callbackExecutor(hand)
                .listener(level -> heard.add(Thread.currentThread().getName()))
                .build()) {
            receive(inventory, A, 1);
            String thread = String.valueOf(heard.poll(10, TimeUnit.SECONDS));
            assertTrue(thread.startsWith("inventory4j-callback-"), thread);
        }
        assertEquals(List.of(), callbackThreads());
    }

    @Test
    void anExecutorThatRunsTasksAtOnceDoesNotRecurse() {
        List<Long> heard = new ArrayList<>();
        CompletableFuture<Inventory> self = new CompletableFuture<>();
        try (Inventory inventory = builder()
                .callbackExecutor(Runnable::run)
                .listener(level -> {
                    heard.add(level.version());
                    if (level.version() < 1_000) {
                        receive(self.join(), A, 1);
                    }
                })
                .build()) {
            self.complete(inventory);
            receive(inventory, A, 1);
        }
        assertEquals(1_000, heard.size());
    }

    @Test
    void aClosedSubscriptionHearsNothingMore() {
        List<Long> heard = new ArrayList<>();
        try (Inventory inventory = builder().callbackExecutor(hand).build()) {
            Subscription subscription = inventory.subscribe(level -> heard.add(level.version()));
            receive(inventory, A, 1);
            hand.runAll();
            receive(inventory, A, 1);
            subscription.close();
            subscription.close();
            receive(inventory, A, 1);
            hand.runAll();
            assertEquals(List.of(1L), heard);
        }
    }

    @Test
    void closeDeliversWhatIsQueued() {
        List<Long> heard = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        Inventory inventory = builder()
                .alerts(AlertLevels.percentOfOpening(0), alert -> {
                    await(go);
                    heard.add(alert.level().version());
                })
                .build();
        receive(inventory, A, 1);
        for (int i = 0; i < 50; i++) {
            applied(inventory.transfer("t" + i, A, B, 1));
            applied(inventory.transfer("b" + i, B, A, 1));
        }
        go.countDown();
        inventory.close();
        assertEquals(199, heard.size());
        assertEquals(List.of(), callbackThreads());
    }

    @Test
    void aCallbackMayCloseTheInventory() throws Exception {
        CompletableFuture<Inventory> self = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Inventory inventory = builder()
                .listener(level -> {
                    self.join().close();
                    interrupted.complete(Thread.currentThread().isInterrupted());
                    thread.complete(Thread.currentThread());
                })
                .build();
        self.complete(inventory);
        receive(inventory, A, 1);
        assertFalse(interrupted.get(10, TimeUnit.SECONDS));
        thread.get(10, TimeUnit.SECONDS).join(10_000);
        assertEquals(List.of(), callbackThreads());
    }

    @Test
    void noListenerNoThread() {
        try (Inventory inventory = builder().build()) {
            receive(inventory, A, 100);
            assertEquals(List.of(), callbackThreads());
        }
    }
}
