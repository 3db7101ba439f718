package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Inventory;
import io.inventory4j.Stocktake;
import io.inventory4j.alert.Alert;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
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
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandClock clock = new HandClock();
    private final HandAlarm alarm = new HandAlarm(clock);
    private final HandExecutor callbacks = new HandExecutor();
    private final Queue<Alert> alerts = new ConcurrentLinkedQueue<>();

    private InventoryBuilder builder() {
        return lasting(Duration.ZERO);
    }

    private InventoryBuilder lasting(Duration returns) {
        return InventoryBuilder.inMemory()
                .clock(clock)
                .alarm(alarm)
                .alertReturnsAfter(returns)
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
    void rule_11_4_anAlertHasTheStoresTimeOfItsCrossing() {
        try (Inventory inventory = builder().alerts(alerts::add).build()) {
            applied(inventory.receive("po-1", A, 1));
            clock.turn(Duration.ofSeconds(7));
            Instant crossing = clock.instant();
            take(inventory, "o1", 1);
            clock.turn(Duration.ofSeconds(5));
            callbacks.runAll();
            assertEquals(3, alerts.size());
            alerts.forEach(alert -> assertEquals(crossing, alert.at()));
        }
    }

    @Test
    void rule_11_5_aReturnThatDoesNotLastIsNotReportedAndNeitherIsItsEnd() {
        try (Inventory inventory = lasting(SECOND)
                .alerts(AlertLevels.percentOfOpening(0), alerts::add)
                .build()) {
            applied(inventory.receive("po-1", A, 1));
            take(inventory, "o1", 1);
            assertEquals(List.of("SoldOut"), heard());
            for (int i = 2; i < 10; i++) {
                applied(inventory.release("o" + (i - 1)));
                callbacks.runAll();
                alarm.turn(SECOND.minusMillis(1));
                take(inventory, "o" + i, 1);
                callbacks.runAll();
                alarm.turn(Duration.ofMillis(1));
            }
            assertEquals(List.of(), heard());
            alarm.turn(Duration.ofHours(1));
            assertEquals(List.of(), heard());
        }
    }

    @Test
    void rule_11_5_oneAlarmIsSetHoweverOftenALineComesAndGoes() {
        try (Inventory inventory = lasting(SECOND)
                .alerts(AlertLevels.percentOfOpening(0), alerts::add)
                .build()) {
            applied(inventory.receive("po-1", A, 1));
            for (int i = 0; i < 100; i++) {
                take(inventory, "o" + i, 1);
                applied(inventory.release("o" + i));
            }
            assertEquals(List.of("SoldOut"), heard());
            assertEquals(1, alarm.waiting());
            alarm.turn(SECOND.dividedBy(2));
            take(inventory, "last", 1);
            applied(inventory.release("last"));
            assertEquals(List.of(), heard());
            alarm.turn(SECOND.dividedBy(2));
            alarm.turn(SECOND.dividedBy(2).minusNanos(1));
            assertEquals(List.of(), heard());
            assertEquals(1, alarm.waiting());
            alarm.turn(Duration.ofNanos(1));
            assertEquals(List.of("BackInStock"), heard());
            assertEquals(0, alarm.waiting());
        }
    }

    @Test
    void rule_11_5_aReturnThatLastsIsReportedWithTheTimeAtWhichItBegan() {
        try (Inventory inventory = lasting(SECOND)
                .alerts(AlertLevels.percentOfOpening(0), alerts::add)
                .build()) {
            applied(inventory.receive("po-1", A, 1));
            take(inventory, "o1", 1);
            assertEquals(List.of("SoldOut"), heard());
            clock.turn(Duration.ofHours(1));
            Instant back = clock.instant();
            applied(inventory.release("o1"));
            callbacks.runAll();
            alarm.turn(SECOND.minusMillis(1));
            assertEquals(List.of(), heard());
            alarm.turn(Duration.ofMillis(1));
            callbacks.runAll();
            assertEquals(back, alerts.element().at());
            assertEquals(List.of("BackInStock"), heard());
            take(inventory, "o2", 1);
            assertEquals(List.of("SoldOut"), heard());
        }
    }

    @Test
    void rule_11_5_aPercentageIsArmedAgainOnceTheLineHasStayedAboveIt() {
        try (Inventory inventory = lasting(SECOND)
                .alerts(AlertLevels.percentOfOpening(50), alerts::add)
                .build()) {
            applied(inventory.receive("po-1", A, 10));
            take(inventory, "o1", 5);
            assertEquals(List.of("Low50"), heard());
            applied(inventory.release("o1"));
            take(inventory, "o2", 5);
            assertEquals(List.of(), heard());
            applied(inventory.release("o2"));
            callbacks.runAll();
            alarm.turn(SECOND);
            take(inventory, "o3", 5);
            assertEquals(List.of("Low50"), heard());
        }
    }

    @Test
    void rule_11_5_aShortfallThatComesAndGoesIsReportedOnce() {
        try (Inventory inventory = lasting(SECOND)
                .policy(PurchaseLimits.backorder(5))
                .alerts(AlertLevels.percentOfOpening(), alerts::add)
                .build()) {
            applied(inventory.receive("po-1", A, 1));
            for (int i = 0; i < 3; i++) {
                take(inventory, "o" + i, 2);
                applied(inventory.release("o" + i));
            }
            assertEquals(List.of("Shortfall"), heard());
            alarm.turn(SECOND);
            assertEquals(List.of("BackInStock"), heard());
            take(inventory, "o3", 2);
            assertEquals(List.of("Shortfall"), heard());
        }
    }

    @Test
    void rule_11_5_aReturnThatLastedByTheStoresClockIsReportedThoughItIsHeardOfLate() {
        try (Inventory inventory = lasting(SECOND)
                .alerts(AlertLevels.percentOfOpening(0), alerts::add)
                .build()) {
            applied(inventory.receive("po-1", A, 1));
            take(inventory, "o1", 1);
            applied(inventory.release("o1"));
            clock.turn(SECOND);
            take(inventory, "o2", 1);
            applied(inventory.release("o2"));
            clock.turn(SECOND.minusNanos(1));
            take(inventory, "o3", 1);
            assertEquals(List.of("SoldOut", "BackInStock", "SoldOut"), heard());
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
