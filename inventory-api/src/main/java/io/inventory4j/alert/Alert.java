package io.inventory4j.alert;

import io.inventory4j.stock.StockLevel;
import java.time.Instant;

/**
 * The level of a stock line has crossed a threshold (rule 11). Every node with a listener hears of it, whichever node
 * made the change.
 */
public sealed interface Alert {
    /**
     * The level right after the crossing.
     *
     * @return the level
     */
    StockLevel level();

    /**
     * When the line crossed the threshold.
     *
     * @return the time by the store's clock. If the listener could not hear of that very change, it is the time of the
     *     change by which the crossing was found, so never too early
     */
    Instant at();

    /**
     * What may be promised has fallen to a percentage of the opening quantity or below. Armed again once it has been
     * above for a while (rule 11.5).
     *
     * @param level the level right after the crossing
     * @param at when, by the store's clock
     * @param percent the percentage, 1 to 99
     */
    record Low(StockLevel level, Instant at, int percent) implements Alert {}

    /**
     * Nothing may be promised any more.
     *
     * @param level the level right after the crossing
     * @param at when, by the store's clock
     */
    record SoldOut(StockLevel level, Instant at) implements Alert {}

    /**
     * Something may be promised again, after nothing could be. It is reported once that has lasted a while (rule 11.5).
     *
     * @param level the level right after the crossing
     * @param at when, by the store's clock
     */
    record BackInStock(StockLevel level, Instant at) implements Alert {}

    /**
     * More is promised than is there: by a backorder allowance, or because a stocktake found less than was promised.
     *
     * @param level the level right after the crossing
     * @param at when, by the store's clock
     */
    record Shortfall(StockLevel level, Instant at) implements Alert {}
}
