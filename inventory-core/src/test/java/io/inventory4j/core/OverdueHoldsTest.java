package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservationState;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.ForwardingLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 5.1: what is overdue is gone for whoever asks, without a sweep for each who asks. */
@Timeout(60)
class OverdueHoldsTest {
    private static final StockKey A = StockKey.of("A");

    private final HandClock clock = new HandClock();
    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create(clock));
    private final Inventory shop = InventoryBuilder.over(ledger)
            .policy(PurchaseLimits.perBuyer(150))
            .clock(clock)
            .sweepEvery(Duration.ZERO)
            .build();

    @BeforeEach
    void receive() {
        applied(shop.receive("po", A, 300));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private static ReserveRequest order(String id, long units) {
        return ReserveRequest.of(id, "buyer-" + id).line("A", units);
    }

    private void hold(int orders, long units) {
        for (int i = 0; i < orders; i++) {
            applied(shop.reserve(order("held-" + i, units)));
        }
    }

    private void runOut() {
        clock.turn(Duration.ofMinutes(15));
    }

    @Test
    void aLargeOrderFindsTheUnitsOfManyDeadHolds() {
        hold(300, 1);
        runOut();
        applied(shop.reserve(order("large", 150)));
        assertEquals(2, ledger.expireCalls, "as few as it takes");
    }

    @Test
    void theLooksOfOneRequestAreBounded() {
        applied(shop.receive("po-2", A, 5_000));
        hold(5_300, 1);
        runOut();
        int before = ledger.calls;
        Inventory unlimited = InventoryBuilder.over(ledger)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
        assertEquals(Reason.OUT_OF_STOCK, reason(unlimited.reserve(order("huge", 5_000))));
        assertEquals(10, ledger.expireCalls);
        assertEquals(21, ledger.calls - before);
    }

    @Test
    void aBuyerIsNotBlockedByAHoldOfHisOwnThatIsDead() {
        applied(shop.reserve(ReserveRequest.of("one", "buyer").line("A", 150)));
        runOut();
        applied(shop.reserve(ReserveRequest.of("two", "buyer").line("A", 150)));
    }

    @Test
    void whatIsReplacedIsLeftAlone() {
        applied(shop.reserve(order("cart", 100)));
        applied(shop.reserve(ReserveRequest.of("other", "other").line("A", 150)));
        runOut();
        applied(shop.reserve(ReserveRequest.of("cart-2", "x").line("A", 150).replacing("cart")));
        assertEquals(0, ledger.expireCalls);
        applied(shop.reserve(ReserveRequest.of("rest", "rest").line("A", 150)));
        assertEquals(
                ReservationState.EXPIRED,
                shop.reservation("other").orElseThrow().state());
        assertEquals(
                ReservationState.RELEASED,
                shop.reservation("cart").orElseThrow().state());
        runOut();
        // Both are overdue now. A larger cart in place of one of them sweeps the other, and finds its own place kept.
        applied(shop.reserve(ReserveRequest.of("cart-3", "y").line("A", 150).replacing("cart-2")));
    }

    @Test
    void aStormOfRefusalsLooksTenTimesASecond() {
        hold(300, 1);
        int before = ledger.expireCalls;
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("storm-" + i, 1))));
        }
        assertEquals(1, ledger.expireCalls - before);
        clock.turn(Duration.ofMillis(99));
        assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("soon", 1))));
        assertEquals(1, ledger.expireCalls - before);
        clock.turn(Duration.ofMillis(1));
        assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("later", 1))));
        assertEquals(2, ledger.expireCalls - before);
    }

    @Test
    void aStormOfCartsThatReplaceTheirOwnLooksTenTimesASecond() {
        applied(shop.reserve(order("cart", 1)));
        hold(299, 1);
        int before = ledger.expireCalls;
        for (int i = 0; i < 1_000; i++) {
            ReserveRequest larger = order("larger-" + i, 2).replacing("cart");
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(larger)));
        }
        assertEquals(1, ledger.expireCalls - before);
        clock.turn(Duration.ofMillis(100));
        assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("later", 1))));
        assertEquals(2, ledger.expireCalls - before);
    }

    @Test
    void whatALookLeftAloneIsFoundByTheNextBuyer() {
        applied(shop.reserve(order("cart", 150)));
        applied(shop.reserve(order("other", 150)));
        runOut();
        applied(shop.extend("other", "e", Duration.ofHours(1)));
        // The first look leaves the cart alone, though it is overdue.
        assertEquals(
                Reason.OUT_OF_STOCK, reason(shop.reserve(order("larger", 151).replacing("cart"))));
        applied(shop.reserve(order("next", 150)));
    }

    @Test
    void whoWaitsForALookWaitsForNoMoreThanOneOther() throws InterruptedException {
        List<Thread> waiting = new ArrayList<>();
        AtomicInteger looks = new AtomicInteger();
        AtomicReference<OverdueHolds> holds = new AtomicReference<>();
        OverdueHolds slow = new OverdueHolds(
                new ForwardingLedger(InMemoryLedger.create(clock)) {
                    @Override
                    public List<Outcome.Applied> expire(int max, @Nullable ReservationId except) {
                        if (looks.getAndIncrement() == 0) {
                            letOthersWait(
                                    waiting,
                                    () -> Objects.requireNonNull(holds.get()).endedSince(0, null));
                        }
                        clock.turn(Duration.ofSeconds(1));
                        return below().expire(max, except);
                    }
                },
                new StoreClock(clock));
        holds.set(slow);
        assertEquals(false, slow.endedSince(0, null));
        for (Thread other : waiting) {
            other.join();
        }
        assertEquals(2, looks.get());
    }

    private static void letOthersWait(List<Thread> waiting, Runnable call) {
        for (int i = 0; i < 10; i++) {
            waiting.add(new Thread(call));
        }
        waiting.forEach(Thread::start);
        while (waiting.stream().anyMatch(other -> other.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsLeftAfterTheLookIsWhatTheRefusalSays() {
        hold(3, 100);
        runOut();
        Outcomes.assertRefused(
                shop.reserve(ReserveRequest.of("o", "b").line("A", 151)),
                Reason.LIMIT_REACHED,
                "per-buyer/b/A",
                150,
                "per-buyer");
        assertTrue(ledger.expireCalls > 0);
    }

    @Test
    void aSweepThatFailsDoesNotHideTheRefusal() {
        hold(3, 100);
        ledger.loseAfter(1, LossyLedger.Loss.CALL);
        assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("o", 1))));
        ledger.loseAfter(0, LossyLedger.Loss.ANSWER);
        LedgerException lost = assertThrows(LedgerException.class, () -> shop.reserve(order("p", 1)));
        assertEquals(LedgerException.Effect.UNKNOWN, lost.effect());
    }
}
