package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.util.Objects;

/**
 * Units of one line that go from one bucket to another.
 *
 * @param key the line
 * @param from the bucket they leave
 * @param to the bucket they reach
 * @param quantity units, 1 to 2^53 - 1
 */
public record Posting(StockKey key, Bucket from, Bucket to, long quantity) {
    /**
     * Checks the bounds (rule 9.4) and the buckets (rule 3.3).
     *
     * @throws IllegalArgumentException if the quantity is out of bounds, both buckets are one, or a bucket belongs to
     *     reservations
     */
    public Posting {
        Objects.requireNonNull(key, "key");
        if (!from.movable() || !to.movable()) {
            throw new IllegalArgumentException(
                    "posting from " + from + " to " + to + ": RESERVED and COMMITTED move only through reservations");
        }
        if (from == to) {
            throw new IllegalArgumentException("posting from " + from + " to itself");
        }
        Bounds.quantity("quantity", quantity);
    }
}
