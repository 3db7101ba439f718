package io.inventory4j.live.report;

import java.time.Instant;
import java.util.Objects;

/**
 * An instant at which a line sold out, or came back.
 *
 * @param at when, by the store's clock
 * @param soldOut true if an order took the last unit; false if there was something to sell again
 */
public record StockMark(Instant at, boolean soldOut) {
    /** Checks that the time is there. */
    public StockMark {
        Objects.requireNonNull(at, "at");
    }
}
