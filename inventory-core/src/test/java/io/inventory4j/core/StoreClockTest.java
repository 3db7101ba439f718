package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rule 12: limits by window are those of the store's clock, whatever the clocks of the nodes say. */
class StoreClockTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final HandClock clock = new HandClock();
    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create(clock));

    private Inventory node(Duration ahead, ReservationPolicy policy) {
        InstantSource own = () -> clock.instant().plus(ahead);
        return InventoryBuilder.over(ledger)
                .policy(policy)
                .clock(own)
                .sweepEvery(Duration.ZERO)
                .build();
    }

    private static ReserveRequest order(int number) {
        return ReserveRequest.of("o" + number, "buyer").line("A", 1);
    }

    @Test
    void nodesWhoseClocksAreHoursOffKeepOneLimit() {
        ReservationPolicy twoAnHour = PurchaseLimits.perBuyer(2, HOUR);
        List<Inventory> nodes =
                List.of(node(Duration.ZERO, twoAnHour), node(HOUR, twoAnHour), node(HOUR.multipliedBy(-3), twoAnHour));
        applied(nodes.get(0).receive("po", "A", 100));
        int sold = 0;
        for (int hour = 0; hour < 3; hour++) {
            for (int i = 0; i < 30; i++) {
                Outcome outcome = nodes.get(i % 3).reserve(order(100 * hour + i));
                sold += outcome instanceof Outcome.Applied ? 1 : 0;
            }
            assertEquals(2 * (hour + 1), sold);
            clock.turn(HOUR);
        }
    }

    @Test
    void aNodeLearnsTheStoresTimeAndAsksOnceFromThenOn() {
        Inventory node = node(HOUR, PurchaseLimits.perBuyer(50, HOUR));
        applied(node.receive("po", "A", 100));
        int before = ledger.calls;
        for (int i = 0; i < 10; i++) {
            applied(node.reserve(order(i)));
        }
        assertEquals(11, ledger.calls - before);
    }

    @Test
    void aRepeatedOrderIsAnsweredFromItsIdInAnotherWindowToo() {
        Inventory node = node(Duration.ZERO, PurchaseLimits.perBuyerAndDay(1, ZoneOffset.UTC));
        applied(node.receive("po", "A", 100));
        applied(node.reserve(order(1)));
        clock.turn(Duration.ofDays(1));
        replayed(node.reserve(order(1)));
    }

    @Test
    void aRepeatedOrderIsNotRefusedByAPolicyThatBecameStricter() {
        Inventory before = node(Duration.ZERO, ReservationPolicy.none());
        Inventory after = node(Duration.ZERO, PurchaseLimits.channelsDenied(Set.of("live")));
        applied(before.receive("po", "A", 100));
        applied(before.reserve(order(1).channel("live")));
        replayed(after.reserve(order(1).channel("live")));
        assertEquals(Reason.NOT_ALLOWED, reason(after.reserve(order(2).channel("live"))));
        assertEquals(
                Reason.ID_REUSED, reason(after.reserve(order(1).line("A", 1).channel("live"))));
        assertEquals(99, after.level(StockKey.of("A")).orElseThrow().available());
    }

    @Test
    void unitsTakenAgainCountInTheWindowInWhichTheOrderWasMade() {
        Inventory node = node(Duration.ZERO, PurchaseLimits.perBuyer(2, HOUR));
        applied(node.receive("po", "A", 100));
        applied(node.reserve(ReserveRequest.of("late", "buyer").line("A", 2)));
        clock.turn(HOUR);
        ledger.expire(10);
        applied(node.reserve(ReserveRequest.of("now", "buyer").line("A", 2)));
        LateConfirmation late =
                node.confirmOrReacquire(ReserveRequest.of("late", "buyer").line("A", 2));
        assertEquals(LateConfirmation.Reacquired.class, late.getClass());
    }
}
