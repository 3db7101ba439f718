package io.inventory4j;

/** The level of a stock line has crossed a threshold. Each crossing makes exactly one alert, on one node. */
public sealed interface Alert {
    /**
     * The level right after the crossing.
     *
     * @return the level
     */
    StockLevel level();

    /**
     * What may be promised has fallen to a percentage of the opening quantity or below. Armed again once it is above.
     *
     * @param level the level right after the crossing
     * @param percent the percentage, 1 to 99
     */
    record Low(StockLevel level, int percent) implements Alert {}

    /**
     * Nothing may be promised any more.
     *
     * @param level the level right after the crossing
     */
    record SoldOut(StockLevel level) implements Alert {}

    /**
     * Something may be promised again, after nothing could be.
     *
     * @param level the level right after the crossing
     */
    record BackInStock(StockLevel level) implements Alert {}

    /**
     * More is promised than is there: by a backorder allowance, or because a stocktake found less than was promised.
     *
     * @param level the level right after the crossing
     */
    record Shortfall(StockLevel level) implements Alert {}
}
