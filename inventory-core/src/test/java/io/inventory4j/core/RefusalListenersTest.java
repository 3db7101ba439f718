package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.refused;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.AllOrNothing;
import io.inventory4j.Health;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.RefusedDemand;
import io.inventory4j.core.LossyLedger.Loss;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.MapLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a listener hears of refusals: each final one, once, over any store. */
@Timeout(60)
class RefusalListenersTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final StockKey G = StockKey.of("G");

    /** What an inventory is built over. */
    enum Stack {
        MEMORY,
        BATCHED_AND_GATED,
        BATCHED_AND_GATED_MAPS;

        InventoryBuilder builder(HandClock clock) {
            return switch (this) {
                case MEMORY -> InventoryBuilder.inMemory();
                case BATCHED_AND_GATED -> InventoryBuilder.over(new FedLedger(InMemoryLedger.create(clock)));
                case BATCHED_AND_GATED_MAPS ->
                    InventoryBuilder.over(new MapLedger(clock)).soldOutGate(Duration.ofMillis(100));
            };
        }
    }

    private final HandClock clock = new HandClock();
    private final AtomicLong nanos = new AtomicLong();
    private final Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    private final List<RefusedDemand> heard = new ArrayList<>();

    private void turn(Duration by) {
        clock.turn(by);
        nanos.addAndGet(by.toNanos());
    }

    private InventoryBuilder built(InventoryBuilder builder) {
        return builder.clock(clock)
                .nanos(nanos::get)
                .sweepEvery(Duration.ZERO)
                .callbackExecutor(Runnable::run)
                .alarm((delay, task) -> {});
    }

    /** What is heard of what is done: all of it, when the shop closes. */
    private List<RefusedDemand> heard(Stack stack, Consumer<Inventory> done) {
        return heard(built(stack.builder(clock)).onRefused(heard::add), done);
    }

    private List<RefusedDemand> heard(InventoryBuilder builder, Consumer<Inventory> done) {
        heard.clear();
        try (Inventory shop = builder.build()) {
            applied(shop.receive("po-a", A, 1));
            applied(shop.receive("po-b", B, 10));
            done.accept(shop);
            assertEquals(List.of(), heard, "heard before it was due");
        }
        List<RefusedDemand> sorted = new ArrayList<>(heard);
        sorted.sort((one, other) -> one.toString().compareTo(other.toString()));
        return sorted;
    }

    private RefusedDemand of(StockKey key, Reason reason, long requests, long units, long beside) {
        return new RefusedDemand(minute, key, reason, null, "room-7", null, requests, units, beside);
    }

    private static ReserveRequest order(String id) {
        return ReserveRequest.of(id, "buyer of " + id).channel("room-7");
    }

    private static long requests(List<RefusedDemand> told) {
        return told.stream().mapToLong(RefusedDemand::requests).sum();
    }

    @ParameterizedTest
    @EnumSource
    void eachRefusalOfAReserveAndASellIsHeardOnce(Stack stack) {
        List<RefusedDemand> told = heard(stack, shop -> {
            applied(shop.reserve(order("o1").line("A", 1)));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("o2").line("A", 2))));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.sell(order("o3").line("A", 3))));
            for (int i = 0; i < 100; i++) {
                assertEquals(
                        Reason.OUT_OF_STOCK,
                        reason(shop.reserve(order("storm-" + i).line("A", 1))));
            }
            assertEquals(Reason.UNKNOWN_LINE, reason(shop.reserve(order("o4").line("X", 4))));
        });
        assertEquals(
                List.of(of(A, Reason.OUT_OF_STOCK, 102, 105, 0), of(StockKey.of("X"), Reason.UNKNOWN_LINE, 1, 4, 0)),
                told);
    }

    @ParameterizedTest
    @EnumSource
    void callsThatDoNotWaitAreHeardOnce(Stack stack) {
        List<RefusedDemand> told = heard(stack, shop -> {
            applied(shop.sell(order("o1").line("A", 1)));
            for (int i = 0; i < 10; i++) {
                List<Outcome> answers = List.of(
                        shop.async()
                                .reserve(order("r" + i).line("A", 1))
                                .toCompletableFuture()
                                .join(),
                        shop.async()
                                .sell(order("s" + i).line("A", 1))
                                .toCompletableFuture()
                                .join());
                answers.forEach(answer -> assertEquals(Reason.OUT_OF_STOCK, reason(answer)));
                shop.async()
                        .reserve(List.of(
                                order("l" + i).line("A", 1), order("m" + i).line("B", 1)))
                        .toCompletableFuture()
                        .join();
            }
        });
        assertEquals(List.of(of(A, Reason.OUT_OF_STOCK, 30, 30, 0)), told);
    }

    @ParameterizedTest
    @EnumSource
    void listsAndVerbsOfAllKindsAreHeardByEachOfTheirReserves(Stack stack) {
        List<RefusedDemand> told = heard(stack, shop -> {
            List<Outcome> list = shop.reserve(List.of(
                    order("o1").line("A", 1),
                    order("o2").line("A", 2),
                    order("o3").line("A", 4)));
            assertEquals(
                    List.of(true, false, false),
                    list.stream().map(Outcome::applied).toList());
            List<Outcome> verbs = shop.apply(List.of(
                    OrderVerb.sell(order("o4").line("A", 8)),
                    OrderVerb.confirm("nobody"),
                    OrderVerb.reserve(order("o5").line("B", 1))));
            assertEquals(
                    List.of(false, false, true),
                    verbs.stream().map(Outcome::applied).toList());
        });
        assertEquals(List.of(of(A, Reason.OUT_OF_STOCK, 3, 14, 0)), told);
    }

    @ParameterizedTest
    @EnumSource
    void theOtherLinesOfACartAreCountedBeside(Stack stack) {
        Kit kit = Kit.named("BOX").part("B", 2).part("A", 1).gift("G", 1);
        List<RefusedDemand> told = heard(stack, shop -> {
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("o1").kit(kit, 3))));
            assertEquals(
                    Reason.OUT_OF_STOCK,
                    reason(shop.reserve(order("o2").line("B", 1).line("A", 1).line("A", 1))));
        });
        assertEquals(
                List.of(
                        of(A, Reason.OUT_OF_STOCK, 2, 5, 0),
                        of(B, Reason.OUT_OF_STOCK, 0, 0, 7),
                        of(G, Reason.OUT_OF_STOCK, 0, 0, 3)),
                told);
    }

    @ParameterizedTest
    @EnumSource
    void whatALineCouldHaveComeFromCountsAtItsFirstSource(Stack stack) {
        List<RefusedDemand> told = heard(stack, shop -> {
            applied(shop.reserve(order("o0").firstOf(1, "A", "B")));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("o1").firstOf(11, "A", "B"))));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("o2").spread(20, "B", "A"))));
        });
        assertEquals(List.of(of(A, Reason.OUT_OF_STOCK, 1, 11, 0), of(B, Reason.OUT_OF_STOCK, 1, 20, 0)), told);
    }

    @ParameterizedTest
    @EnumSource
    void ofCartsThatAreHeldTogetherTheOthersCountBeside(Stack stack) {
        List<RefusedDemand> told = heard(stack, shop -> {
            AllOrNothing answer = shop.reserveAll(List.of(
                    order("o1").line("B", 4),
                    order("o2").line("A", 2),
                    order("o3").line("B", 1)));
            assertInstanceOf(AllOrNothing.NothingHeld.class, answer);
        });
        assertEquals(List.of(of(A, Reason.OUT_OF_STOCK, 1, 2, 0), of(B, Reason.OUT_OF_STOCK, 0, 0, 5)), told);
    }

    @ParameterizedTest
    @EnumSource
    void aPolicyAndALimitAndAStateAreHeardWithTheirRule(Stack stack) {
        List<String> rules = new ArrayList<>();
        InventoryBuilder builder = built(stack.builder(clock))
                .policy(PurchaseLimits.perBuyer(2).and(PurchaseLimits.regionsDenied(Set.of("X"))))
                .onRefused(heard::add);
        List<RefusedDemand> told = heard(builder, shop -> {
            Outcome limit = shop.reserve(order("o1").line("B", 3));
            Outcome policy = shop.reserve(order("o2").line("B", 1).region("X"));
            rules.add(refused(limit).rule());
            rules.add(refused(policy).rule());
            applied(shop.setSaleState("freeze", B, SaleState.NO_NEW));
            assertEquals(Reason.NOT_OPEN, reason(shop.reserve(order("o3").line("B", 1))));
        });
        assertEquals(
                Set.of(
                        new RefusedDemand(minute, B, Reason.LIMIT_REACHED, rules.get(0), "room-7", null, 1, 3, 0),
                        new RefusedDemand(minute, B, Reason.NOT_ALLOWED, rules.get(1), "room-7", "X", 1, 1, 0),
                        of(B, Reason.NOT_OPEN, 1, 1, 0)),
                Set.copyOf(told));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoRefusalIsNotHeard(Stack stack) {
        List<RefusedDemand> told = heard(stack, shop -> {
            applied(shop.reserve(order("o1").line("A", 1)));
            replayed(shop.reserve(order("o1").line("A", 1)));
            assertTrue(shop.preview(order("o2").line("A", 1)).refusal() != null);
            // A hold that ran out is swept for who comes next (rule 5.1).
            turn(Duration.ofMinutes(15));
            applied(shop.reserve(order("o3").line("A", 1)));
            assertEquals(Reason.UNKNOWN_RESERVATION, reason(shop.confirm("nobody")));
            turn(Duration.ofMinutes(15));
            List<Outcome> list = shop.reserve(List.of(order("o4").line("A", 1)));
            assertEquals(true, list.get(0).applied());
            turn(Duration.ofMinutes(15));
            applied(shop.async()
                    .sell(order("o5").line("A", 1))
                    .toCompletableFuture()
                    .join());
        });
        assertEquals(List.of(), told);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedRequestThatIsSentAgainCountsAgainInTheMinuteWhenItIsRefused(Stack stack) {
        List<RefusedDemand> told = heard(stack, shop -> {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        Reason.OUT_OF_STOCK, reason(shop.reserve(order("o1").line("A", 2))));
                turn(Duration.ofSeconds(59));
            }
        });
        RefusedDemand first = of(A, Reason.OUT_OF_STOCK, 2, 4, 0);
        RefusedDemand later =
                new RefusedDemand(minute.plusSeconds(60), A, Reason.OUT_OF_STOCK, null, "room-7", null, 1, 2, 0);
        assertEquals(List.of(first, later), told);
    }

    @Test
    void aCallThatFailsIsNoRefusal() {
        LossyLedger lossy = new LossyLedger(InMemoryLedger.create(clock));
        InventoryBuilder builder =
                built(InventoryBuilder.over(lossy).withoutBatching()).onRefused(heard::add);
        List<RefusedDemand> told = heard(builder, shop -> {
            lossy.loseAfter(0, Loss.ANSWER);
            assertThrows(
                    LedgerException.class,
                    () -> refused(shop.reserve(order("o1").line("A", 2))));
        });
        assertEquals(List.of(), told);
    }

    @Test
    void aRefusalWithinATransactionOfTheShopsIsHeard() {
        FedLedger store = new FedLedger(InMemoryLedger.create(clock));
        InventoryBuilder builder =
                built(InventoryBuilder.over(new JoiningLedger(store))).onRefused(heard::add);
        List<RefusedDemand> told = heard(builder, shop -> {
            Inventory within = shop.within("transaction");
            assertEquals(Reason.OUT_OF_STOCK, reason(within.reserve(order("o1").line("A", 2))));
            applied(within.reserve(order("o2").line("A", 1)));
        });
        assertEquals(List.of(of(A, Reason.OUT_OF_STOCK, 1, 2, 0)), told);
    }

    @Test
    void itIsToldTenTimesASecondAndNotForEachRefusal() {
        HandAlarm alarm = new HandAlarm(clock);
        HandExecutor hand = new HandExecutor();
        InventoryBuilder builder = InventoryBuilder.inMemory()
                .clock(clock)
                .alarm(alarm)
                .callbackExecutor(hand)
                .sweepEvery(Duration.ZERO)
                .onRefused(heard::add);
        try (Inventory shop = builder.build()) {
            applied(shop.receive("po", A, 1));
            for (int i = 0; i < 50; i++) {
                assertEquals(
                        Reason.OUT_OF_STOCK, reason(shop.reserve(order("o" + i).line("A", 2))));
            }
            assertEquals(1, alarm.waiting());
            alarm.turn(Duration.ofMillis(99));
            hand.runAll();
            assertEquals(List.of(), heard);
            alarm.turn(Duration.ofMillis(1));
            assertEquals(1, hand.waiting());
            hand.runAll();
            assertEquals(List.of(of(A, Reason.OUT_OF_STOCK, 50, 100, 0)), heard);
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("late").line("A", 2))));
            alarm.turn(Duration.ofMillis(100));
            hand.runAll();
            assertEquals(51, requests(heard));
        }
    }

    @Test
    void aListenerThatThrowsIsLoggedAndTheOtherHearsOfAll() {
        AtomicInteger calls = new AtomicInteger();
        List<Health> health = new ArrayList<>();
        InventoryBuilder builder = InventoryBuilder.inMemory()
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .callbackExecutor(Runnable::run)
                .alarm((delay, task) -> task.run())
                .onRefused(refused -> {
                    calls.incrementAndGet();
                    throw new IllegalStateException("a listener's fault");
                })
                .onRefused(heard::add);
        try (Inventory shop = builder.build()) {
            applied(shop.receive("po", A, 1));
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        Reason.OUT_OF_STOCK, reason(shop.reserve(order("o" + i).line("A", 2))));
            }
            health.add(shop.health());
        }
        assertEquals(3, calls.get());
        assertEquals(3, requests(heard));
        Health.Worker worker = health.get(0).worker(Health.REFUSAL_LISTENERS).orElseThrow();
        assertEquals(3, worker.failuresInARow());
        assertEquals(0, worker.dropped());
    }

    @Test
    void aListenerThatHangsHoldsUpNoRefusalAndLosesNoCount() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ConcurrentLinkedQueue<RefusedDemand> told = new ConcurrentLinkedQueue<>();
        InventoryBuilder builder = InventoryBuilder.inMemory()
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .alarm((delay, task) -> task.run())
                .onRefused(refused -> {
                    inside.countDown();
                    awaitQuietly(goOn);
                    told.add(refused);
                });
        try (Inventory shop = builder.build()) {
            applied(shop.receive("po", A, 1));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("first").line("A", 2))));
            inside.await();
            for (int i = 0; i < 100_000; i++) {
                assertEquals(false, shop.reserve(order("o" + i).line("A", 2)).applied());
            }
            goOn.countDown();
        }
        assertEquals(100_001, requests(List.copyOf(told)));
        assertTrue(told.size() <= 3, () -> told.size() + " calls");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aListenerMayCloseTheInventory() {
        List<Inventory> shops = new ArrayList<>();
        InventoryBuilder builder = built(InventoryBuilder.inMemory())
                .alarm((delay, task) -> task.run())
                .onRefused(refused -> shops.get(0).close());
        Inventory shop = builder.build();
        shops.add(shop);
        assertEquals(Reason.UNKNOWN_LINE, reason(shop.reserve(order("o1").line("A", 2))));
        assertThrows(
                LedgerException.class, () -> refused(shop.reserve(order("o2").line("A", 2))));
    }

    @Test
    void withoutAListenerThereIsNoWork() {
        Function<InventoryBuilder, Health> health = builder -> {
            try (Inventory shop = built(builder).build()) {
                return shop.health();
            }
        };
        assertTrue(health.apply(InventoryBuilder.inMemory())
                .worker(Health.REFUSAL_LISTENERS)
                .isEmpty());
        assertTrue(health.apply(InventoryBuilder.inMemory().onRefused(heard::add))
                .worker(Health.REFUSAL_LISTENERS)
                .isPresent());
    }
}
