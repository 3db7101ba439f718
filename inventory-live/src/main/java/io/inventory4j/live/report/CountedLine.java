package io.inventory4j.live.report;

import io.inventory4j.stock.StockKey;
import java.util.Objects;

/**
 * A physical count beside the books.
 *
 * @param key the line
 * @param books units on hand by the books: available, held, sold and not shipped, safety, under inspection and damaged
 * @param counted units that were found
 */
public record CountedLine(StockKey key, long books, long counted) {
    /** Checks that the line is there. */
    public CountedLine {
        Objects.requireNonNull(key, "key");
    }
}
