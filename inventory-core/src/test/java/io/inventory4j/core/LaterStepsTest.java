package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.AsyncInventory;
import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Stocktake;
import io.inventory4j.core.LossyLedger.Loss;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Rule 10.1 of what takes several steps: a later one that fails neither hides an earlier answer nor says that nothing
 * has happened.
 */
@Timeout(120)
class LaterStepsTest {
    private static final StockKey A = StockKey.of("A");
    private static final Duration HOUR = Duration.ofHours(1);

    private final HandClock clock = new HandClock();
    private final InMemoryLedger store = InMemoryLedger.create(clock);
    private final LossyLedger ledger = new LossyLedger(store);
    private final CountDownLatch reading = new CountDownLatch(1);
    private final List<Inventory> opened = new ArrayList<>();

    @AfterEach
    void close() {
        reading.countDown();
        opened.forEach(Inventory::close);
    }

    private Inventory shop(ReservationPolicy policy, InstantSource own) {
        Inventory shop = InventoryBuilder.over(ledger)
                .withoutBatching()
                .policy(policy)
                .clock(own)
                .sweepEvery(Duration.ZERO)
                .build();
        opened.add(shop);
        return shop;
    }

    private Inventory shop() {
        return shop(ReservationPolicy.none(), clock);
    }

    private static ReserveRequest order(String id, long units) {
        return ReserveRequest.of(id, "buyer of " + id).line("A", units).holdFor(HOUR);
    }

    private static <T> T of(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    /** Fills the threads for what has to wait, and the queue for them. */
    private void fill(AsyncInventory async) {
        for (int i = 0; i < 8 + 10_000; i++) {
            CompletableFuture<?> waits = async.levels(List.of(A)).toCompletableFuture();
            assertEquals(false, waits.isDone());
        }
        CompletableFuture<?> over = async.levels(List.of(A)).toCompletableFuture();
        assertEquals(true, over.isCompletedExceptionally(), "no thread is free");
    }

    /** A shop whose reads of levels do not return. */
    private Inventory slowReader(ReservationPolicy policy, InstantSource own) {
        Inventory shop = InventoryBuilder.over(new ForwardingLedger(ledger) {
                    @Override
                    public List<StockLevel> levels(Collection<StockKey> keys) {
                        try {
                            reading.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return super.levels(keys);
                    }
                })
                .policy(policy)
                .clock(own)
                .sweepEvery(Duration.ZERO)
                .build();
        opened.add(shop);
        return shop;
    }

    @Test
    void aRefusedOrderIsToldItsRefusalThoughNoThreadIsFreeToSweep() throws Exception {
        Inventory shop = slowReader(PurchaseLimits.perBuyer(5), clock);
        applied(shop.receive("po", A, 6));
        fill(shop.async());
        assertEquals(Reason.OUT_OF_STOCK, reason(of(shop.async().reserve(order("next", 7)))));
        assertEquals(Reason.LIMIT_REACHED, reason(of(shop.async().reserve(order("large", 6)))));
    }

    @Test
    void anOrderIsComputedAnewForTheStoresTimeThoughNoThreadIsFree() throws Exception {
        Inventory shop = slowReader(
                PurchaseLimits.perBuyer(2, HOUR), () -> clock.instant().plus(HOUR));
        applied(shop.receive("po", A, 5));
        fill(shop.async());
        applied(of(shop.async().reserve(order("next", 1))));
    }

    @Test
    void aRefusedOrderIsToldItsRefusalThoughTheNewTryIsNotSent() throws Exception {
        Inventory shop = shop();
        applied(shop.receive("po", A, 1));
        applied(shop.reserve(order("dead", 1)));
        clock.turn(HOUR);
        // The order, the sweep that helps, and the order once more.
        ledger.loseAfter(2, Loss.CALL);
        assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("next", 1))));
        applied(shop.reserve(order("next", 1)));
        clock.turn(HOUR);
        ledger.loseAfter(2, Loss.CALL);
        assertEquals(Reason.OUT_OF_STOCK, reason(of(shop.async().reserve(order("later", 1)))));
        ledger.loseAfter(0, Loss.ANSWER);
        LedgerException lost = assertThrows(LedgerException.class, () -> shop.reserve(order("later", 1)));
        assertEquals(Effect.UNKNOWN, lost.effect());
        replayed(shop.reserve(order("later", 1)));
    }

    @Test
    void ofSeveralOrdersTheAppliedOnesAreToldThoughTheNewTryOfOthersIsNotSent() {
        Inventory shop = shop();
        applied(shop.receive("po", A, 3));
        applied(shop.reserve(order("dead", 2)));
        clock.turn(HOUR);
        ledger.loseAfter(2, Loss.CALL);
        List<Outcome> outcomes = shop.reserve(List.of(order("large", 2), order("small", 1)));
        assertEquals(Reason.OUT_OF_STOCK, reason(outcomes.get(0)));
        applied(outcomes.get(1));
        clock.turn(HOUR);
        ledger.loseAfter(2, Loss.ANSWER);
        List<ReserveRequest> more = List.of(order("all", 3), order("none", 1));
        LedgerException lost = assertThrows(LedgerException.class, () -> shop.reserve(more));
        assertEquals(Effect.UNKNOWN, lost.effect());
    }

    @Test
    void aCountThatIsBookedIsNotWithoutEffectThoughItsShipmentIsNotSent() {
        Inventory shop = shop();
        applied(shop.receive("po", A, 10));
        applied(shop.sell(ReserveRequest.of("order", "buyer").line("A", 3)));
        Stocktake count = Stocktake.of("count", A, 7).including(List.of("order"));
        // The line, the order, the count, and the shipment.
        ledger.loseAfter(3, Loss.CALL);
        LedgerException lost = assertThrows(LedgerException.class, () -> shop.stocktake(count));
        assertEquals(Effect.UNKNOWN, lost.effect());
        assertEquals(10, shop.level(A).orElseThrow().onHand());
        replayed(shop.stocktake(count).outcome());
        ledger.loseAfter(2, Loss.CALL);
        Stocktake next = Stocktake.of("next", A, 7).including(List.of("order"));
        LedgerException none = assertThrows(LedgerException.class, () -> shop.stocktake(next));
        assertEquals(Effect.NONE, none.effect());
    }

    @Test
    void aLatePaymentThatAnotherCallHasServedIsNotWithoutEffect() {
        Inventory shop = shop();
        Inventory other = InventoryBuilder.over(store)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
        opened.add(other);
        applied(shop.receive("po", A, 1));
        applied(shop.reserve(order("late", 1)));
        clock.turn(HOUR);
        assertEquals(1, shop.sweep());
        // The order, its confirmation, the taking again, which the other call does first; and the order once more.
        ledger.beforeCall(
                2,
                () -> assertInstanceOf(LateConfirmation.Reacquired.class, other.confirmOrReacquire(order("late", 1))));
        ledger.loseAfter(3, Loss.CALL);
        LedgerException lost = assertThrows(LedgerException.class, () -> shop.confirmOrReacquire(order("late", 1)));
        assertEquals(Effect.UNKNOWN, lost.effect());
        ledger.loseAfter(0, Loss.CALL);
        LedgerException none = assertThrows(LedgerException.class, () -> shop.confirmOrReacquire(order("late", 1)));
        assertEquals(Effect.NONE, none.effect());
    }

    @Test
    void aSweepThatHasEndedSomeIsNotWithoutEffect() {
        Inventory shop = shop();
        applied(shop.receive("po", A, 1_001));
        for (int i = 0; i <= 1_000; i++) {
            applied(shop.reserve(order("held " + i, 1)));
        }
        clock.turn(HOUR);
        ledger.loseAfter(0, Loss.CALL);
        assertEquals(
                Effect.NONE, assertThrows(LedgerException.class, shop::sweep).effect());
        ledger.loseAfter(1, Loss.CALL);
        assertEquals(
                Effect.UNKNOWN, assertThrows(LedgerException.class, shop::sweep).effect());
        assertEquals(1, shop.sweep());
    }
}
