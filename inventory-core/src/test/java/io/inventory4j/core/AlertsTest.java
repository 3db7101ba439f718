package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Alert;
import io.inventory4j.AlertLevels;
import io.inventory4j.Inventory;
import io.inventory4j.ReserveRequest;
import io.inventory4j.StockKey;
import io.inventory4j.Stocktake;
import io.inventory4j.core.limits.PurchaseLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AlertsTest {
    private static final StockKey A = StockKey.of("A");

    private final HandClock clock = new HandClock();
    private final HandExecutor callbacks = new HandExecutor();
    private final Queue<Alert> alerts = new ConcurrentLinkedQueue<>();

    private InventoryBuilder builder() {
        return InventoryBuilder.inMemory()
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .callbackExecutor(callbacks);
    }

    /** The alerts since the last call: the kind of each, and the percentage where it has one. */
    private List<String> heard() {
        callbacks.runAll();
        List<String> heard = new ArrayList<>();
        for (Alert alert = alerts.poll(); alert != null; alert = alerts.poll()) {
            String kind = alert.getClass().getSimpleName();
            heard.add(alert instanceof Alert.Low low ? kind + low.percent() : kind);
        }
        return heard;
    }

    private static void take(Inventory inventory, String id, long units) {
        applied(inventory.reserve(ReserveRequest.of(id, "b").line("A", units)));
    }

    @Test
    void eachCrossingIsAlertedOnceAndArmedAgainByARestock() {
        try (Inventory inventory = builder().alerts(alerts::add).build()) {
            applied(inventory.receive("po-1", A, 100));
            take(inventory, "o1", 79);
            assertEquals(List.of(), heard());
            take(inventory, "o2", 1);
            assertEquals(List.of("Low20"), heard());
            take(inventory, "o3", 9);
            assertEquals(List.of(), heard());
            take(inventory, "o4", 11);
            assertEquals(List.of("Low10", "SoldOut"), heard());
            applied(inventory.receive("po-2", A, 50));
            assertEquals(List.of("BackInStock"), heard());
            take(inventory, "o5", 50);
            assertEquals(List.of("Low20", "Low10", "SoldOut"), heard());
            applied(inventory.release("o5"));
            assertEquals(List.of("BackInStock"), heard());
        }
    }

    @Test
    void theFirstReceiptIsNoNews() {
        try (Inventory inventory = builder().alerts(alerts::add).build()) {
            applied(inventory.receive("po-1", A, 1));
            assertEquals(List.of(), heard());
        }
    }

    @Test
    void repliesToRetriesAlertNothing() {
        try (Inventory inventory = builder().alerts(alerts::add).build()) {
            applied(inventory.receive("po-1", A, 1));
            take(inventory, "o1", 1);
            Outcomes.replayed(inventory.reserve(ReserveRequest.of("o1", "b").line("A", 1)));
            assertEquals(List.of("Low20", "Low10", "SoldOut"), heard());
        }
    }

    @Test
    void aCountThatFindsLessThanWasPromisedIsAShortfall() {
        try (Inventory inventory = builder().alerts(alerts::add).build()) {
            applied(inventory.receive("po-1", A, 100));
            take(inventory, "o1", 60);
            applied(inventory.stocktake(Stocktake.of("c", A, 50)).outcome());
            assertEquals(List.of("Low20", "Low10", "SoldOut", "Shortfall"), heard());
        }
    }

    @Test
    void aBackorderIsAShortfall() {
        try (Inventory inventory = builder()
                .policy(PurchaseLimits.backorder(5))
                .alerts(AlertLevels.percentOfOpening(0), alerts::add)
                .build()) {
            applied(inventory.receive("po-1", A, 10));
            take(inventory, "o1", 11);
            assertEquals(List.of("SoldOut", "Shortfall"), heard());
        }
    }

    @Test
    void whatASweepGivesBackIsAlerted() {
        try (Inventory inventory = builder().alerts(alerts::add).build()) {
            applied(inventory.receive("po-1", A, 10));
            take(inventory, "o1", 10);
            assertEquals(List.of("Low20", "Low10", "SoldOut"), heard());
            clock.turn(Duration.ofMinutes(15));
            assertEquals(1, inventory.sweep());
            assertEquals(List.of("BackInStock"), heard());
            take(inventory, "o2", 10);
            clock.turn(Duration.ofMinutes(15));
            take(inventory, "o3", 10);
            assertEquals(List.of("Low20", "Low10", "SoldOut", "BackInStock", "Low20", "Low10", "SoldOut"), heard());
        }
    }

    @Test
    void everyListenerHasItsOwnLevels() {
        try (Inventory inventory = builder()
                .alerts(AlertLevels.percentOfOpening(50), alerts::add)
                .alerts(AlertLevels.percentOfOpening(30), alerts::add)
                .build()) {
            applied(inventory.receive("po-1", A, 10));
            take(inventory, "o1", 5);
            assertEquals(List.of("Low50"), heard());
            take(inventory, "o2", 2);
            assertEquals(List.of("Low30"), heard());
        }
    }

    @Test
    void eightThreadsThatRaceForTheLastUnitsMakeOneSoldOut() throws Exception {
        ExecutorService buyers = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                try (Inventory inventory = builder().alerts(alerts::add).build()) {
                    applied(inventory.receive("po-1", A, 500));
                    CountDownLatch go = new CountDownLatch(1);
                    List<Future<Long>> sold = new ArrayList<>();
                    for (int buyer = 0; buyer < 8; buyer++) {
                        String name = "buyer-" + buyer;
                        sold.add(buyers.submit(() -> {
                            go.await();
                            return buyUntilSoldOut(inventory, name);
                        }));
                    }
                    go.countDown();
                    long all = 0;
                    for (Future<Long> one : sold) {
                        all += one.get(30, TimeUnit.SECONDS);
                    }
                    assertEquals(500, all);
                    assertEquals(
                            List.of("Low10", "Low20", "SoldOut"),
                            heard().stream().sorted().toList());
                }
            }
        } finally {
            buyers.shutdownNow();
        }
    }

    private static long buyUntilSoldOut(Inventory inventory, String buyer) {
        long units = 0;
        while (inventory
                .reserve(ReserveRequest.of(buyer + "-" + units, buyer).line("A", 1))
                .applied()) {
            units++;
        }
        return units;
    }
}
