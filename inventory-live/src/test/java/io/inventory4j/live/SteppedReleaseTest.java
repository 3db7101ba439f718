package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.SafetyStock;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SteppedRelease;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SteppedReleaseTest {
    private static final StockKey A_X = StockKey.of("A", "live/friday/x");

    private final SaleShop shop = new SaleShop();

    @AfterEach
    void close() {
        shop.close();
    }

    private static List<Long> units(SteppedRelease release) {
        return release.steps().stream().map(SteppedRelease.Step::units).toList();
    }

    @Test
    void unitsThatDoNotDivideComeWithTheFirstSteps() {
        SteppedRelease release = SteppedRelease.bySold("A", 11, 4, 10, 5);
        assertEquals(List.of(3L, 3L, 3L, 2L), units(release));
        assertEquals(
                List.of(10L, 15L, 20L, 25L),
                release.steps().stream()
                        .map(step -> ((Trigger.Sold) step.trigger()).units())
                        .toList());
        assertThrows(IllegalArgumentException.class, () -> SteppedRelease.bySold("A", 3, 4, 10, 5));
        assertThrows(IllegalArgumentException.class, () -> SteppedRelease.bySold("A", 101, 101, 1, 1));
        Instant at = SaleShop.BEGIN;
        assertThrows(
                IllegalArgumentException.class, () -> SteppedRelease.byClock("A", 5, 5, at, Duration.ofMillis(1500)));
        assertThrows(IllegalArgumentException.class, () -> SteppedRelease.byClock("A", 5, 5, at, Duration.ZERO));
    }

    @Test
    void byTheClockEachStepIsTakenOnceByOneNode() {
        LiveSale one = shop.open();
        LiveSale two = shop.open();
        SteppedRelease release = SteppedRelease.byClock("A", 9, 3, shop.now.plusSeconds(60), Duration.ofMinutes(1))
                .forChannel("x");
        one.releaseInSteps("more", SaleShop.ANNA, release);
        two.releaseInSteps("more", SaleShop.ANNA, release);
        assertEquals(
                List.of("more-1", "more-2", "more-3"),
                one.steps().stream().map(PlannedStep::id).toList());

        for (int minute = 0; minute <= 3; minute++) {
            one.tick(() -> shop.now);
            two.tick(() -> shop.now);
            assertEquals(30 + 3L * minute, shop.level(A_X).available());
            shop.now = shop.now.plusSeconds(60);
        }
        assertEquals(3, two.operations().size());
        one.close(SaleShop.ANNA, OpenHolds.RELEASE);
        assertEquals(100, shop.available("A", "main"));
    }

    @Test
    void asItSellsFromSafetyStock() {
        shop.inventory
                .setSafetyStock("s", StockKey.of("A"), SafetyStock.units(10))
                .orThrow();
        LiveSale sale = shop.open();
        sale.releaseInSteps(
                "safety",
                SaleShop.ANNA,
                SteppedRelease.bySold("A", 10, 2, 5, 5).forChannel("x").ofSafetyStock());
        shop.sell("o1", A_X, 5);
        sale.tick(() -> shop.now);
        assertEquals(30, shop.level(A_X).available());
        shop.sell("o2", A_X, 4);
        sale.tick(() -> shop.now);
        assertEquals(26, shop.level(A_X).available());
        shop.sell("o3", A_X, 1);
        sale.tick(() -> shop.now);
        sale.tick(() -> shop.now);
        assertEquals(30, shop.level(A_X).available());
        assertEquals(0, shop.level(StockKey.of("A")).safety());
        assertEquals(
                new Action.ReleaseSafety("A", "x", 5), sale.operations().get(0).action());
    }

    @Test
    void aPlanThatBrokeOffGoesOnWithTheSameId() {
        SteppedRelease release = SteppedRelease.bySold("B", 6, 3, 1, 1);
        boolean died = true;
        for (int call = 0; died; call++) {
            CrashingInventory crash = new CrashingInventory(call, true);
            try {
                SaleShop.open(crash.over(shop.inventory)).releaseInSteps("b", SaleShop.ANNA, release);
            } catch (CrashingInventory.Death e) {
                // The next one goes on.
            }
            died = crash.died();
        }
        LiveSale sale = shop.open();
        assertEquals(3, sale.steps().size());
        shop.sell("o1", StockKey.of("B", "live/friday"), 3);
        sale.tick(() -> shop.now);
        assertEquals(43, shop.level(StockKey.of("B", "live/friday")).available());
    }
}
