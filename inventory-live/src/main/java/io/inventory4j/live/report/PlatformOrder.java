package io.inventory4j.live.report;

import io.inventory4j.stock.Bounds;
import java.util.Objects;

/**
 * A line of an order list from elsewhere, such as a platform's export.
 *
 * @param order the order's id, as it was reserved or sold by
 * @param sku the SKU
 * @param quantity units that are sold and not given back, 1 to 2^53 - 1
 */
public record PlatformOrder(String order, String sku, long quantity) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the quantity is out of bounds
     */
    public PlatformOrder {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(sku, "sku");
        Bounds.quantity("quantity", quantity);
    }
}
