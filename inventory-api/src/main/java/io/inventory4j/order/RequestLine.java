package io.inventory4j.order;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.Objects;

/**
 * Units of one stock line.
 *
 * @param key the line
 * @param quantity units, 1 to 2^53 - 1
 */
public record RequestLine(StockKey key, long quantity) {
    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if the quantity is out of bounds
     */
    public RequestLine {
        Objects.requireNonNull(key, "key");
        Bounds.quantity("quantity", quantity);
    }
}
