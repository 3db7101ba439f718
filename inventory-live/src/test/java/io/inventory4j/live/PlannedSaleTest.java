package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.SafetyStock;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PlannedSaleTest {
    private static final By ANNA = new By("Anna", "to test it");
    private static final Instant OPENS = Instant.parse("2026-11-28T12:00:00Z");

    private volatile Instant now = OPENS;

    /** A coat on two channels with a rest for all, a scarf from the shop's own line, and a box of two teas and a cup. */
    private static SalePlan plan(long coats) {
        PlannedSku coat = PlannedSku.of("COAT", Tier.HERO)
                .onHand(1_000)
                .safety(SafetyStock.percentOfOpening(5))
                .allotment(coats)
                .channelShare("tmall", 200)
                .channelShare("douyin", 300)
                .perBuyer(2L)
                .opensAt(OPENS)
                .build();
        PlannedSku scarf =
                PlannedSku.of("SCARF", Tier.LONG_TAIL).onHand(100).allotment(30).build();
        PlannedSku tea = PlannedSku.of("TEA", Tier.PROFIT).onHand(100).build();
        PlannedSku cup = PlannedSku.of("CUP", Tier.PROFIT).onHand(100).build();
        PlannedSku box = PlannedSku.of("BOX", Tier.PROFIT)
                .part("TEA", 2)
                .part("CUP", 1)
                .allotment(20)
                .build();
        return SalePlan.of("double-12", coat, scarf, tea, cup, box);
    }

    private Inventory shop(SalePlan plan) {
        Inventory inventory = InventoryBuilder.inMemory()
                .policy(plan.limits())
                .clock(() -> now)
                .build();
        for (PlannedSku line : plan.lines()) {
            if (!line.isKit()) {
                inventory
                        .receive("po-" + line.sku(), line.key(), line.supply().onHand())
                        .orThrow();
            }
        }
        return inventory;
    }

    private static long available(Inventory inventory, StockKey key) {
        return inventory.level(key).orElseThrow().available();
    }

    @Test
    void thePlanIsWhatIsOpened() {
        SalePlan plan = plan(600);
        try (Inventory inventory = shop(plan)) {
            assertTrue(plan.check(inventory).ready());
            LiveSale sale = LiveSale.open(inventory, plan);

            assertEquals(StockKey.of("COAT", "live/double-12/tmall"), sale.key("COAT", "tmall"));
            assertEquals(200, available(inventory, sale.key("COAT", "tmall")));
            assertEquals(300, available(inventory, sale.key("COAT", "douyin")));
            assertEquals(100, available(inventory, sale.key("COAT", "another")));
            assertEquals(350, available(inventory, StockKey.of("COAT")));
            assertEquals(50, inventory.level(StockKey.of("COAT")).orElseThrow().safety());
            assertEquals(StockKey.of("SCARF"), sale.key("SCARF", null));
            assertEquals(20, available(inventory, StockKey.of("BOX")));
            assertEquals(9, sale.levels().size() + 2);
        }
    }

    @Test
    void limitsWindowsAndKitsAreThoseOfThePlan() {
        SalePlan plan = plan(600);
        try (Inventory inventory = shop(plan)) {
            LiveSale sale = LiveSale.open(inventory, plan);
            StockKey coat = sale.key("COAT", "tmall");
            now = OPENS.minusSeconds(1);
            assertTrue(inventory
                    .reserve(ReserveRequest.of("o0", "ann").line(coat, 1))
                    .refused()
                    .isPresent());
            now = OPENS;
            inventory.reserve(ReserveRequest.of("o1", "ann").line(coat, 2)).orThrow();
            assertTrue(inventory
                    .reserve(ReserveRequest.of("o2", "ann").line(coat, 1))
                    .refused()
                    .isPresent());

            PlannedSku box = plan.line("BOX").orElseThrow();
            inventory
                    .sell(ReserveRequest.of("o3", "bob").kit(box.kit("main"), 15))
                    .orThrow();
            assertTrue(inventory
                    .sell(ReserveRequest.of("o4", "cid").kit(box.kit("main"), 6))
                    .refused()
                    .isPresent());
            assertThrows(
                    IllegalArgumentException.class, () -> sale.perform("more", ANNA, new Action.TopUp("BOX", null, 1)));
            inventory
                    .sell(ReserveRequest.of("o5", "cid").kit(box.kit("main"), 5))
                    .orThrow();
            assertEquals(55, available(inventory, StockKey.of("TEA")));

            Closed closed = sale.close(ANNA, OpenHolds.RELEASE);
            assertEquals(600, closed.givenBack());
            assertEquals(0, available(inventory, StockKey.of("BOX")));
            assertEquals(950, available(inventory, StockKey.of("COAT")));
        }
    }

    @Test
    void theSameNameIsForTheSamePlan() {
        try (Inventory inventory = shop(plan(600))) {
            LiveSale.open(inventory, plan(600));
            LiveSale.open(inventory, plan(600));
            assertThrows(IllegalStateException.class, () -> LiveSale.open(inventory, plan(601)));
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        try (Inventory inventory = InventoryBuilder.inMemory().build()) {
            OpeningRefusedException refused =
                    assertThrows(OpeningRefusedException.class, () -> LiveSale.open(inventory, plan(600)));
            assertEquals(
                    List.of("COAT"),
                    refused.refused().keySet().stream()
                            .filter(sku -> sku.equals("COAT"))
                            .toList());
            assertTrue(Objects.requireNonNull(refused.getMessage()).contains("double-12"));
        }
    }
}
