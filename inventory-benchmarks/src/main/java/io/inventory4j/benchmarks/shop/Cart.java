package io.inventory4j.benchmarks.shop;

import java.util.List;

/**
 * An order: one unit of each SKU.
 *
 * @param order its id
 * @param buyer who orders
 * @param skus different SKUs, at least one, in no order
 */
public record Cart(String order, String buyer, List<String> skus) {
    /** A cart of one line, whose buyer orders nothing else. */
    public static Cart of(String order, String sku) {
        return new Cart(order, order, List.of(sku));
    }
}
