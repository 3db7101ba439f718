package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.Reason;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.notes.JournalEnd;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a sale finds when it opens: other sales, lines that are not there, and stock that came just before. */
class SaleOpeningTest {
    private static final By ANNA = new By("Anna", "to test it");
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final StockKey BOX = StockKey.of("BOX");

    private final Inventory inventory =
            InventoryBuilder.inMemory().clock(() -> NOW).build();

    private static SalePlan plan(String name, long boxes) {
        return SalePlan.of(
                name,
                PlannedSku.of("TEA", Tier.PROFIT).onHand(100).build(),
                PlannedSku.of("BOX", Tier.PROFIT)
                        .part("TEA", 2)
                        .allotment(boxes)
                        .build());
    }

    /** Why the opening is refused, as it is told of one SKU. */
    private Reason refused(SalePlan plan, String sku) {
        OpeningRefusedException refused =
                assertThrows(OpeningRefusedException.class, () -> LiveSale.open(inventory, plan));
        return Objects.requireNonNull(refused.refused().get(sku), refused::getMessage)
                .reason();
    }

    private long boxes() {
        return inventory.level(BOX).orElseThrow().available();
    }

    @Test
    void aKitIsOfOneSaleAtATime() {
        inventory.receive("po", "TEA", 100).orThrow();
        LiveSale friday = LiveSale.open(inventory, plan("friday", 20));
        assertEquals(Reason.NOT_ALLOWED, refused(plan("saturday", 10), "BOX"));
        assertEquals(20, boxes());
        LiveSale.open(inventory, plan("friday", 20));
        assertEquals(20, boxes());
        friday.close(ANNA, OpenHolds.RELEASE);
        assertEquals(0, boxes());
        LiveSale.open(inventory, plan("saturday", 10));
        assertEquals(10, boxes());
    }

    @Test
    void goodsThatTheShopDoesNotHaveAreNamedAtTheOpening() {
        assertEquals(Reason.UNKNOWN_LINE, refused(plan("friday", 20), "TEA"));
        inventory.receive("po", "TEA", 100).orThrow();
        LiveSale.open(inventory, plan("friday", 20)).close(ANNA, OpenHolds.RELEASE);
    }

    @Test
    void whatCameJustBeforeTheOpeningWasThereAtTheOpening() {
        assertEquals(0, JournalEnd.of(inventory));
        for (int i = 1; i <= 9; i++) {
            inventory.receive("po-" + i, "TEA", 10).orThrow();
            assertEquals(
                    inventory.journal(0, 100).orElseThrow().entries().size(),
                    JournalEnd.of(inventory),
                    "each entry has a place");
        }
        inventory.receive("po-10", "TEA", 10).orThrow();
        LiveSale sale = LiveSale.open(inventory, plan("friday", 20));
        LineAccount tea = sale.report(NOW.plusSeconds(60)).build().lines().stream()
                .filter(line -> line.key().sku().equals("TEA"))
                .findFirst()
                .orElseThrow();
        assertEquals(100, tea.terms().opening());
        assertEquals(0, tea.terms().received());
    }
}
