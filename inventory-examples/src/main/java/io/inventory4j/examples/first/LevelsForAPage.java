package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockLevel;
import java.util.Locale;

/** A listener that feeds a product page, here with server-sent events: each new level is one event. */
public final class LevelsForAPage {
    private static final int FEW = 5;

    private LevelsForAPage() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory = InventoryBuilder.inMemory().build()) {
            // One subscription for all pages. A page that opens first asks for the level as it is now, and closes its
            // part when it goes; the inventory's close ends the rest. Over a shared store, the page also hears of what
            // other nodes sell.
            inventory.subscribe(level -> send(event(level)));
            inventory.receive("po-1", "LAMP", 8).orThrow();
            for (int order = 1; order <= 8; order++) {
                inventory
                        .reserve(ReserveRequest.of("order-" + order, "buyer-" + order)
                                .line("LAMP", 1))
                        .orThrow();
            }
            inventory.release("order-3").orThrow();
        }
    }

    /**
     * One event. SKU and version together are its id, because versions count the changes of one line. A listener that
     * is slower than the sale may miss levels between, but never the newest. A shop writes the JSON with its own
     * library; here, a SKU may have any character but control characters.
     */
    private static String event(StockLevel level) {
        String sku = level.key().sku().replace("\\", "\\\\").replace("\"", "\\\"");
        return String.format(Locale.ROOT, """
                id: %s %d
                event: stock
                data: {"sku": "%s", "left": %d, "badge": "%s"}
                """, sku, level.version(), sku, level.available(), badge(level.available()));
    }

    private static String badge(long left) {
        if (left <= 0) {
            return "sold out";
        }
        return left <= FEW ? "only " + left + " left" : "in stock";
    }

    /** In a shop, this writes to the open response; a blank line ends an event. */
    private static void send(String event) {
        System.out.println(event);
    }
}
