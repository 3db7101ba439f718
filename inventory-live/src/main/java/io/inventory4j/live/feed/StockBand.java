package io.inventory4j.live.feed;

import io.inventory4j.stock.Bounds;

/**
 * A band of quantities that a buyer sees by its name. It ends where the next one of its {@link Visibility} begins.
 *
 * @param from the fewest units of the band, 0 to 2^53 - 1
 * @param name what is shown, such as "few left"; 1 to 200 code points
 */
public record StockBand(long from, String name) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they are broken
     */
    public StockBand {
        Bounds.limit("from", from);
        Bounds.text("name", name);
    }
}
