package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.time.InstantSource;

/** A live sale from its plan to its end: opened, watched, topped up by a step that was planned ahead, and closed. */
public final class LiveSaleOfTheEvening {
    private static final By ANNA = new By("Anna", "the plan of the evening");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z"));

    private LiveSaleOfTheEvening() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        SalePlan plan = SalePlan.of(
                "evening",
                PlannedSku.of("COAT", Tier.HERO)
                        .onHand(200)
                        .allotment(100)
                        .perBuyer(30L)
                        .build());
        try (Inventory inventory =
                InventoryBuilder.inMemory().policy(plan.limits()).clock(CLOCK).build()) {
            inventory.receive("po-1", "COAT", 200).orThrow();
            LiveSale sale = LiveSale.open(inventory, plan);
            sale.onAlert(alert -> System.out.println("to " + alert.roles().size() + " roles: " + alert.kind() + " at "
                    + alert.available() + " of " + alert.sku()));
            sale.plan("more", ANNA, new Trigger.Sold("COAT", 90), new Action.TopUp("COAT", null, 50));

            sellFourTimesThirty(inventory, sale);
            System.out.println("sold " + sale.pace("COAT", CLOCK.instant()).sold() + ", left "
                    + sale.pace("COAT", CLOCK.instant()).available());
            System.out.println(sale.operations().get(0).action() + ": "
                    + sale.operations().get(0).outcome());
            System.out.println(
                    "given back: " + sale.close(ANNA, OpenHolds.RELEASE).givenBack());
        }
    }

    private static void sellFourTimesThirty(Inventory inventory, LiveSale sale) {
        for (int order = 1; order <= 4; order++) {
            StockKey coat = sale.key("COAT", null);
            inventory
                    .sell(ReserveRequest.of("o-" + order, "buyer " + order).line(coat, 30))
                    .orThrow();
            // A shop does this once a second, on each node.
            sale.tick(CLOCK);
        }
    }
}
