package io.inventory4j.live.feed;

import io.inventory4j.stock.StockLevel;

/**
 * The newest level of a line.
 *
 * @param level the level
 * @param place where its change stands in the log; 0 before the first
 * @param changes how many changes of the line there were; what a reader skips it counts by them
 */
record LineCell(StockLevel level, long place, long changes) {}
