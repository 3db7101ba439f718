package io.inventory4j.examples.replay.audit;

import io.inventory4j.stock.StockKey;

/**
 * One alert, as it has fired, or as the audit works it out from the journal.
 *
 * @param key the stock line
 * @param version the version of the stock line right after the crossing
 * @param what {@code 20%}, {@code 10%}, {@code sold out}, {@code back in stock} or {@code shortfall}
 */
record Crossing(StockKey key, long version, String what) {
    static final String SOLD_OUT = "sold out";
    static final String BACK_IN_STOCK = "back in stock";
    static final String SHORTFALL = "shortfall";

    static String low(int percent) {
        return percent + "%";
    }
}
