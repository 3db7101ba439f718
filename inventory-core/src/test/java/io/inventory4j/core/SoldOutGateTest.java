package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Reason;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rule 10.4 for a shop: storms, holds that run out, and two nodes. */
@Timeout(60)
class SoldOutGateTest {
    private static final StockKey A = StockKey.of("A");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final AtomicLong nanos = new AtomicLong();
    private final InMemoryLedger server = InMemoryLedger.create(clock);
    private final List<Inventory> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(Inventory::close);
    }

    private InventoryBuilder builder(StockLedger ledger) {
        return InventoryBuilder.over(ledger)
                .policy(PurchaseLimits.perBuyer(100))
                .clock(clock)
                .nanos(nanos::get)
                .callbackExecutor(Runnable::run)
                .sweepEvery(Duration.ZERO);
    }

    private Inventory node(StockLedger ledger) {
        Inventory node = builder(ledger).build();
        open.add(node);
        return node;
    }

    private void turn(Duration by) {
        clock.turn(by);
        nanos.addAndGet(by.toNanos());
    }

    private static ReserveRequest order(String id) {
        return ReserveRequest.of(id, "buyer of " + id).line("A", 1);
    }

    /** What 100,000 orders of one second cost the store, a hundred of them in each millisecond. */
    private int storm(Inventory shop, LossyLedger calls, String name) {
        int before = calls.calls;
        for (int i = 0; i < 1_000; i++) {
            for (int j = 0; j < 100; j++) {
                assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order(name + i + "-" + j))));
            }
            turn(Duration.ofMillis(1));
        }
        return calls.calls - before;
    }

    @Test
    void rule_10_4_aStormCostsTenCallsASecond() {
        LossyLedger calls = new LossyLedger(server);
        Inventory shop = node(new FedLedger(server, calls));
        applied(shop.receive("po", A, 1));
        applied(shop.sell(order("first")));
        for (int second = 0; second < 3; second++) {
            int cost = storm(shop, calls, "s" + second + "-");
            assertTrue(cost <= 10, () -> cost + " calls");
        }
    }

    @Test
    void rule_5_1_whileUnitsAreHeldAStormLooksOnceASecondForHoldsThatHaveRunOut() {
        LossyLedger calls = new LossyLedger(server);
        Inventory shop = node(new FedLedger(server, calls));
        applied(shop.receive("po", A, 1));
        applied(shop.reserve(order("first")));
        storm(shop, calls, "first-");
        for (int second = 0; second < 3; second++) {
            int looks = calls.expireCalls;
            int cost = storm(shop, calls, "s" + second + "-");
            assertTrue(cost <= 11, () -> cost + " calls");
            assertEquals(1, calls.expireCalls - looks);
        }
    }

    @Test
    void rule_5_1_aHoldThatRanOutGivesItsUnitToTheNextBuyer() {
        for (StockLedger ledger : List.of(new FedLedger(server), InMemoryLedger.create(clock))) {
            Inventory shop = node(ledger);
            applied(shop.receive("po", A, 1));
            applied(shop.reserve(order("first")));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("early"))));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("early-2"))));
            turn(Duration.ofMinutes(15));
            applied(shop.reserve(order("next")));
        }
    }

    @Test
    void rule_5_1_aHoldThatRunsOutInAStormGivesItsUnitAway() {
        LossyLedger calls = new LossyLedger(server);
        Inventory shop = node(new FedLedger(server, calls));
        applied(shop.receive("po", A, 1));
        applied(shop.reserve(order("first").holdFor(Duration.ofMillis(2_500))));
        for (int tick = 0; tick < 35; tick++) {
            for (int i = 0; i < 10; i++) {
                if (shop.reserve(order("o-" + tick + "-" + i)).applied()) {
                    return;
                }
            }
            turn(Duration.ofMillis(100));
        }
        throw new AssertionError("nobody got the unit of the hold that ran out");
    }

    @Test
    void rule_5_1_theSweepersSweepsCountForTheStorm() {
        LossyLedger calls = new LossyLedger(server);
        Inventory shop = node(new FedLedger(server, calls));
        applied(shop.receive("po", A, 1));
        applied(shop.reserve(order("first")));
        for (int i = 0; i < 50; i++) {
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("a-" + i))));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("b-" + i))));
            if (i % 5 == 0) {
                shop.sweep();
            }
            turn(Duration.ofMillis(100));
        }
        assertEquals(10, calls.expireCalls, "none but the sweeps");
    }

    @Test
    void rule_10_4_aReleaseOnAnotherNodeOpensTheGateByTheFeed() {
        FedLedger one = new FedLedger(server);
        FedLedger two = new FedLedger(server);
        Inventory first = node(one);
        Inventory second = node(two);
        applied(first.receive("po", A, 1));
        applied(first.reserve(order("first")));
        // The second node asks the store, and begins to listen.
        assertEquals(Reason.OUT_OF_STOCK, reason(second.reserve(order("second"))));
        assertEquals(1, two.followers());
        assertEquals(Reason.OUT_OF_STOCK, reason(second.reserve(order("third"))));
        replayed(second.reserve(order("first")));
        applied(first.release("first"));
        assertEquals(Reason.OUT_OF_STOCK, reason(second.reserve(order("fourth"))));
        two.deliver();
        applied(second.reserve(order("fifth")));
    }

    @Test
    void rule_10_4_theBoundIsTheOneThatIsSet() {
        LossyLedger calls = new LossyLedger(server);
        Inventory shop = builder(calls).soldOutGate(SECOND).build();
        open.add(shop);
        applied(shop.receive("po", A, 1));
        applied(shop.sell(order("first")));
        int before = calls.calls;
        assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("second"))));
        turn(SECOND.minusNanos(1));
        assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("third"))));
        assertEquals(before, calls.calls);
        turn(Duration.ofNanos(1));
        assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("fourth"))));
        assertEquals(before + 1, calls.calls);
    }

    @Test
    void rule_10_4_withoutAGateEveryOrderReachesTheStore() {
        LossyLedger calls = new LossyLedger(server);
        Inventory none =
                builder(new FedLedger(server, calls)).withoutSoldOutGate().build();
        Inventory unknown = builder(calls).build();
        open.addAll(List.of(none, unknown));
        applied(none.receive("po", A, 1));
        applied(none.sell(order("first")));
        for (Inventory shop : List.of(none, unknown)) {
            int before = calls.calls;
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("second"))));
            assertEquals(Reason.OUT_OF_STOCK, reason(shop.reserve(order("third"))));
            assertTrue(calls.calls - before >= 2);
        }
    }

    @Test
    void theBoundIsFromAMillisecondToASecond() {
        InventoryBuilder builder = InventoryBuilder.inMemory();
        assertThrows(IllegalArgumentException.class, () -> builder.soldOutGate(Duration.ofNanos(999_999)));
        assertThrows(IllegalArgumentException.class, () -> builder.soldOutGate(Duration.ofMillis(1_001)));
        builder.soldOutGate(Duration.ofMillis(1)).soldOutGate(SECOND);
    }

    @Test
    void aClosedInventoryHearsNoMore() {
        FedLedger fed = new FedLedger(server);
        Inventory shop = builder(fed).build();
        applied(shop.receive("po", A, 1));
        applied(shop.sell(order("first")));
        assertEquals(1, fed.followers());
        shop.close();
        assertEquals(0, fed.followers());
    }
}
