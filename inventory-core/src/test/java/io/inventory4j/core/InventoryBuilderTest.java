package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InventoryBuilderTest {
    @Test
    void aShopsFirstTenLines() throws InterruptedException {
        BlockingQueue<Alert> host = new LinkedBlockingQueue<>();

        try (Inventory inventory = InventoryBuilder.inMemory()
                .policy(PurchaseLimits.perBuyer(2).and(PurchaseLimits.perChannel("live-room-7", 500)))
                .alerts(AlertLevels.percentOfOpening(20, 10, 0), alert -> host.add(alert))
                .reservationTimeout(Duration.ofMinutes(15))
                .build()) {
            applied(inventory.receive("po-1001", StockKey.of("LIPSTICK-01"), 1_000));
            var outcome = inventory.reserve(ReserveRequest.of("order-1", "buyer-42")
                    .line("LIPSTICK-01", 2)
                    .channel("live-room-7"));

            assertTrue(outcome.applied());
            assertTrue(inventory.confirm("order-1").applied());
            var third =
                    inventory.reserve(ReserveRequest.of("order-2", "buyer-42").line("LIPSTICK-01", 1));
            assertRefused(third, Reason.LIMIT_REACHED, "per-buyer/buyer-42/LIPSTICK-01", 0, "per-buyer");
            for (int order = 3; order < 252; order++) {
                var next = inventory.reserve(ReserveRequest.of("order-" + order, "crowd-" + order)
                        .line("LIPSTICK-01", 2)
                        .channel("live-room-7"));
                assertTrue(next.applied(), next::toString);
            }
            var beyond = inventory.reserve(ReserveRequest.of("order-last", "buyer-last")
                    .line("LIPSTICK-01", 1)
                    .channel("live-room-7"));
            assertRefused(beyond, Reason.LIMIT_REACHED, "channel/live-room-7/LIPSTICK-01", 0, "channel");
            StockLevel level = inventory.level(StockKey.of("LIPSTICK-01")).orElseThrow();
            assertEquals(500, level.available());
            assertEquals(498, level.reserved());
            assertEquals(2, level.committed());
            applied(inventory.transfer("off", StockKey.of("LIPSTICK-01"), StockKey.of("LIPSTICK-01", "store"), 301));
            Alert low = host.poll(10, TimeUnit.SECONDS);
            assertEquals(
                    levelOf(inventory), assertInstanceOf(Alert.Low.class, low).level());
            assertEquals(20, ((Alert.Low) low).percent());
        }
    }

    private static StockLevel levelOf(Inventory inventory) {
        return inventory.level(StockKey.of("LIPSTICK-01")).orElseThrow();
    }

    @Test
    void withoutAPolicyEveryLineSellsToTheLastUnit() {
        try (Inventory inventory = InventoryBuilder.inMemory().build()) {
            applied(inventory.receive("po", "A", 3));
            applied(inventory.reserve(ReserveRequest.of("o1", "b").line("A", 3)));
            Outcome next = inventory.reserve(ReserveRequest.of("o2", "b").line("A", 1));
            assertRefused(next, Reason.OUT_OF_STOCK, "A@main", 0, null);
        }
    }

    @Test
    void policiesThatAreSetInTwoCallsBothApply() {
        try (Inventory inventory = InventoryBuilder.inMemory()
                .policy(PurchaseLimits.perBuyer(5))
                .policy(PurchaseLimits.perOrder(2))
                .build()) {
            applied(inventory.receive("po", "A", 100));
            assertEquals(Reason.LIMIT_REACHED, reason(inventory.reserve(order("o1", 3))));
            applied(inventory.reserve(order("o2", 2)));
            applied(inventory.reserve(order("o3", 2)));
            assertRefused(inventory.reserve(order("o4", 2)), Reason.LIMIT_REACHED, "per-buyer/b/A", 1, "per-buyer");
        }
    }

    private static ReserveRequest order(String id, long units) {
        return ReserveRequest.of(id, "b").line("A", units);
    }

    @Test
    void aHoldLastsAsLongAsTheRequestSaysOrElseTheTimeout() {
        HandClock clock = new HandClock();
        Instant start = clock.instant();
        try (Inventory inventory = InventoryBuilder.inMemory()
                        .clock(clock)
                        .reservationTimeout(Duration.ofMinutes(5))
                        .sweepEvery(Duration.ZERO)
                        .build();
                Inventory usual = InventoryBuilder.inMemory()
                        .clock(clock)
                        .sweepEvery(Duration.ZERO)
                        .build()) {
            applied(inventory.receive("po", "A", 10));
            applied(usual.receive("po", "A", 10));
            assertEquals(
                    start.plus(Duration.ofMinutes(5)),
                    reserved(inventory, order("o1", 1)).expiresAt());
            assertEquals(
                    start.plus(Duration.ofMinutes(15)),
                    reserved(usual, order("o1", 1)).expiresAt());
            ReserveRequest longer = order("o2", 1).holdFor(Duration.ofDays(1));
            assertEquals(
                    start.plus(Duration.ofDays(1)), reserved(inventory, longer).expiresAt());
        }
    }

    private static Reservation reserved(Inventory inventory, ReserveRequest request) {
        applied(inventory.reserve(request));
        return inventory.reservation(request.id()).orElseThrow();
    }

    @Test
    void aLedgerThatWasGivenIsNotClosed() {
        LossyLedger given = new LossyLedger(InMemoryLedger.create());
        Inventory inventory = InventoryBuilder.over(given).build();
        inventory.close();
        inventory.close();
        assertFalse(given.closed);
    }

    @Test
    void aLedgerThatIsOwnedIsClosedWithTheInventory() {
        LossyLedger given = new LossyLedger(InMemoryLedger.create());
        Inventory inventory = InventoryBuilder.owning(given).build();
        assertFalse(given.closed);
        inventory.close();
        assertTrue(given.closed);
    }

    @Test
    void settingsOutOfBoundsAreRefusedAtOnce() {
        InventoryBuilder builder = InventoryBuilder.inMemory();
        List<Runnable> wrong = List.of(
                () -> builder.reservationTimeout(Duration.ZERO),
                () -> builder.reservationTimeout(Duration.ofDays(401)),
                () -> builder.sweepEvery(Duration.ofNanos(1)),
                () -> builder.sweepEvery(Duration.ofMillis(-1)),
                () -> builder.sweepEvery(Duration.ofDays(2)),
                () -> builder.alertReturnsAfter(Duration.ofNanos(-1)),
                () -> builder.alertReturnsAfter(Duration.ofDays(2)),
                () -> builder.shipWhenConfirmedFor(Duration.ofNanos(-1)),
                () -> builder.shipWhenConfirmedFor(Duration.ofDays(40_000)));
        for (Runnable setting : wrong) {
            assertThrows(IllegalArgumentException.class, setting::run);
        }
    }

    @Test
    void aClosedInventoryTakesNoListeners() {
        Inventory inventory = InventoryBuilder.inMemory().build();
        inventory.close();
        assertThrows(IllegalStateException.class, () -> inventory.subscribe(level -> {}));
        assertThrows(IllegalStateException.class, () -> inventory.onExpired(expired -> {}));
    }
}
