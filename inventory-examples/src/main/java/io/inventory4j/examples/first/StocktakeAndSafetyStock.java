package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.SafetyStock;
import io.inventory4j.Stocktake;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;

/** Some units are withheld from sale, some are broken, and a count finds fewer than the books say. */
public final class StocktakeAndSafetyStock {
    private static final StockKey BOWL = StockKey.of("BOWL");

    private StocktakeAndSafetyStock() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory = InventoryBuilder.inMemory().build()) {
            inventory.receive("po-1", BOWL, 100).orThrow();
            show("received", inventory);

            // Withheld for exchanges; 10 percent of the opening quantity, which the first receipt has set.
            inventory
                    .setSafetyStock("safety-1", BOWL, SafetyStock.percentOfOpening(10))
                    .orThrow();
            show("safety stock set", inventory);

            inventory
                    .reserve(ReserveRequest.of("order-1", "ann").line("BOWL", 6))
                    .orThrow();
            inventory.confirm("order-1").orThrow();
            show("6 sold", inventory);

            inventory
                    .writeOff("broken-1", BOWL, Bucket.AVAILABLE, 2, "dropped by the forklift")
                    .orThrow();
            show("2 written off", inventory);

            // The count takes what lies on the shelf, sold or not: by the books, that is 98.
            Stocktake.Result count = inventory.stocktake(Stocktake.of("count-2026-11", BOWL, 95));
            System.out.println("counted 95: a variance of " + count.variance());
            show("count booked", inventory);

            // The same count sent again is known by its id, and finds the books right.
            Stocktake.Result again = inventory.stocktake(Stocktake.of("count-2026-11", BOWL, 95));
            System.out.println("counted again: a variance of " + again.variance());

            // When everything else is sold, the shop sells these too.
            inventory.setSafetyStock("safety-2", BOWL, SafetyStock.units(0)).orThrow();
            show("safety stock lifted", inventory);
        }
    }

    private static void show(String after, Inventory inventory) {
        StockLevel level = inventory.level(BOWL).orElseThrow();
        System.out.println(after + ": " + level.available() + " to sell, " + level.safety() + " withheld, "
                + level.committed() + " sold, " + level.onHand() + " on hand");
    }
}
