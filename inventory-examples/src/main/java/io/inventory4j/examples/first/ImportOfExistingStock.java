package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Stocktake;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
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
            System.out.println("The same again, as a job that was cut off is started again:");
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
            // The SKU's length in the id keeps two pairs apart that read alike when they are joined.
            String id = "import/" + key.sku().length() + "/" + key.sku() + "/" + key.location();
            Stocktake count = Stocktake.of(id, key, Long.parseLong(row[2]))
                    .settingOpening()
                    .at(0);
            Stocktake.Result result = inventory.stocktake(count);
            System.out.println("  " + key + ": " + inWords(result));
        });
        // Nothing may be sold before this is done: import while the shop is closed.
        OPEN_ORDERS.lines().map(row -> row.split(",", -1)).forEach(row -> {
            StockKey key = StockKey.of(row[2], row[3]);
            Outcome held = inventory.reserve(ReserveRequest.of(row[0], row[1]).line(key, Long.parseLong(row[4])));
            Outcome sold = held.applied() ? inventory.confirm(row[0]) : held;
            // A paid order that finds too little must be seen: somebody has to call the buyer.
            sold.refused()
                    .ifPresent(refusal -> System.out.println("  " + row[0] + " is not imported: " + refusal.reason()
                            + ", " + refusal.remaining() + " left of " + refusal.subject()));
        });
    }

    private static String inWords(Stocktake.Result result) {
        if (result.outcome() instanceof Outcome.Refused refused) {
            // Somebody has changed the line since.
            return refused.refusal().reason() == Reason.STALE ? "is there already" : "refused, " + refused.refusal();
        }
        return result.variance() == 0 ? "is there already" : result.variance() + " units come in";
    }
}
