package io.inventory4j;

import io.inventory4j.stock.StockLevel;

/**
 * Hears of new stock levels, off the sale's path: one that throws is logged, one that is slow sees fewer, newer levels.
 *
 * <p>Per stock line the versions only grow. Levels between may be left out when the listener is slower than the sale;
 * the newest is always delivered. Calls to one listener never overlap. If the store has lost its newest changes, as an
 * asynchronous replica of Redis may, versions begin again with those that it still has.
 */
@FunctionalInterface
public interface StockListener {
    /**
     * A line has a new level.
     *
     * @param level the newest level known when the call was made
     */
    void onLevel(StockLevel level);

    /**
     * Both listeners, one after the other.
     *
     * @param next the listener to call second
     * @return a listener that calls both
     */
    default StockListener andThen(StockListener next) {
        return level -> {
            onLevel(level);
            next.onLevel(level);
        };
    }
}
