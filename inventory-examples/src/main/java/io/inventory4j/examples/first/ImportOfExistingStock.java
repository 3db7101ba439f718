package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.ReserveRequest;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.Stocktake;
import io.inventory4j.core.InventoryBuilder;
import java.util.List;

/** Brings in the stock of a shop that sells already: what is on the shelf, and of it what is sold and not shipped. */
public final class ImportOfExistingStock {
    /** As the old system exports it: article, place, units on the shelf. */
    private static final String SHELVES = """
            TEAPOT,main,40
            TEAPOT,outlet,5
            BOWL,main,120
            """;

    /** Paid and not shipped: order, buyer, article, place, units. */
    private static final String OPEN_ORDERS = """
            order-881,ann,TEAPOT,main,2
            order-882,ben,BOWL,main,12
            """;

    private ImportOfExistingStock() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory = InventoryBuilder.inMemory().build()) {
            System.out.println("First run:");
            importAll(inventory);
            System.out.println("Second run, as after a crash in the middle:");
            importAll(inventory);
            for (StockLevel level : inventory.levels(List.of(StockKey.of("TEAPOT"), StockKey.of("BOWL")))) {
                System.out.println(level.key() + ": " + level.available() + " to sell, " + level.committed()
                        + " to ship, " + level.onHand() + " on hand");
            }
        }
    }

    private static void importAll(Inventory inventory) {
        SHELVES.lines().map(row -> row.split(",", -1)).forEach(row -> {
            StockKey key = StockKey.of(row[0], row[1]);
            // Version 0 is that of a line that does not exist: what is there already is never counted a second time.
            Stocktake count = Stocktake.of("import/" + key, key, Long.parseLong(row[2]))
                    .settingOpening()
                    .at(0);
            long variance = inventory.stocktake(count).variance();
            System.out.println("  " + key + (variance > 0 ? ": " + variance + " units come in" : " is there already"));
        });
        OPEN_ORDERS.lines().map(row -> row.split(",", -1)).forEach(row -> {
            StockKey key = StockKey.of(row[2], row[3]);
            inventory.reserve(ReserveRequest.of(row[0], row[1]).line(key, Long.parseLong(row[4])));
            inventory.confirm(row[0]);
        });
    }
}
