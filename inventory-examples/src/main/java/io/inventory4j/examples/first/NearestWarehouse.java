package io.inventory4j.examples.first;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Several warehouses. A line may take its units from the nearest that has them all, or from several. That all lines
 * come from one warehouse cannot be said in one request: the shop tries one warehouse after the other.
 */
public final class NearestWarehouse {
    /** As seen from the buyer. A list that is computed anew may differ, so it is kept with the order. */
    private static final List<String> NEAREST_FIRST = List.of("Lyon", "Paris", "Lille");

    private NearestWarehouse() {}

    /**
     * Runs the example.
     *
     * @param args none
     */
    public static void main(String[] args) {
        try (Inventory inventory = InventoryBuilder.inMemory().build()) {
            receive(inventory, "Lyon", 2, 0);
            receive(inventory, "Paris", 5, 4);
            receive(inventory, "Lille", 5, 9);

            // Each line by itself.
            show(inventory, ReserveRequest.of("order-1", "ann").firstOf(3, warehouses("LAMP")));
            show(inventory, ReserveRequest.of("order-2", "ann").spread(3, warehouses("LAMP")));

            // A whole cart from one warehouse: one request for each, under an id of its own, until one is held.
            Map<String, Long> cart = Map.of("LAMP", 2L, "BULB", 4L);
            System.out.println(
                    "order-3 comes from " + fromOne(inventory, "order-3", cart).orElse("nowhere"));
            System.out.println(
                    "order-4 comes from " + fromOne(inventory, "order-4", cart).orElse("nowhere"));
        }
    }

    private static Optional<String> fromOne(Inventory inventory, String order, Map<String, Long> cart) {
        for (String warehouse : NEAREST_FIRST) {
            ReserveRequest request = ReserveRequest.of(order + "/" + warehouse, "ann");
            for (Map.Entry<String, Long> line : cart.entrySet()) {
                request = request.line(StockKey.of(line.getKey(), warehouse), line.getValue());
            }
            if (inventory.reserve(request).applied()) {
                return Optional.of(warehouse);
            }
        }
        return Optional.empty();
    }

    private static StockKey[] warehouses(String sku) {
        return NEAREST_FIRST.stream()
                .map(warehouse -> StockKey.of(sku, warehouse))
                .toArray(StockKey[]::new);
    }

    private static void receive(Inventory inventory, String warehouse, long lamps, long bulbs) {
        inventory
                .receive("lamps-" + warehouse, StockKey.of("LAMP", warehouse), lamps)
                .orThrow();
        if (bulbs > 0) {
            inventory
                    .receive("bulbs-" + warehouse, StockKey.of("BULB", warehouse), bulbs)
                    .orThrow();
        }
    }

    private static void show(Inventory inventory, ReserveRequest request) {
        Outcome.Applied held = inventory.reserve(request).orThrow();
        held.granted(request).get(0).sources().forEach(source -> {
            long units = held.granted(request).get(0).granted(source);
            if (units > 0) {
                System.out.println(request.id() + ": " + units + " from " + source.location());
            }
        });
    }
}
