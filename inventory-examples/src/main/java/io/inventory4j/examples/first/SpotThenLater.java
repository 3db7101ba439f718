package io.inventory4j.examples.first;

import io.inventory4j.Grant;
import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;

/** Goods on the shelf first, and when they are gone those that ship in three weeks: one line, one price, two tiers. */
public final class SpotThenLater {
    private static final StockKey SPOT = StockKey.of("JACKET");
    private static final StockKey LATER = StockKey.of("JACKET-PRESALE");

    private SpotThenLater() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory = InventoryBuilder.inMemory()
                .policy(PurchaseLimits.backorder(4).forSkus(LATER.sku()))
                .build()) {
            inventory.receive("po-1", SPOT, 3).orThrow();
            // Four are ordered and not there: a line without stock, which may owe as many.
            inventory.setAvailable("plan-2", LATER, 0, "4 are ordered").orThrow();

            buy(inventory, ReserveRequest.of("order-1", "ann").spread(2, SPOT, LATER));
            buy(inventory, ReserveRequest.of("order-2", "ben").spread(2, SPOT, LATER));

            // Cleo wants both jackets in one parcel, and Dora takes no other than those on the shelf.
            buy(inventory, ReserveRequest.of("order-3", "cleo").firstOf(2, SPOT, LATER));
            buy(inventory, ReserveRequest.of("order-4", "dora").line(SPOT, 1));
            buy(inventory, ReserveRequest.of("order-5", "eve").spread(2, SPOT, LATER));

            // Ann's hold is given up. The same request sent again is answered as before: what was granted stays so.
            inventory.release("order-1").orThrow();
            buy(inventory, ReserveRequest.of("order-2", "ben").spread(2, SPOT, LATER));
            buy(inventory, ReserveRequest.of("order-6", "eve").spread(2, SPOT, LATER));

            // What is owed leaves when the goods have come.
            inventory.confirm("order-2").orThrow();
            System.out.println("order-2 leaves: " + inventory.ship("order-2").applied());
            inventory.receive("po-2", LATER, 4).orThrow();
            System.out.println("order-2 leaves: " + inventory.ship("order-2").applied());
        }
    }

    private static void buy(Inventory inventory, ReserveRequest request) {
        Outcome outcome = inventory.reserve(request);
        String answer;
        if (outcome instanceof Outcome.Applied applied) {
            Grant granted = applied.granted(request).get(0);
            answer = granted.granted(SPOT) + " at once, " + granted.granted(LATER) + " in 3 weeks";
        } else {
            answer = outcome.refused()
                    .map(refusal -> refusal.reason() + ", " + refusal.remaining() + " could be had")
                    .orElse("");
        }
        System.out.println(request.id() + ": " + answer);
    }
}
