package io.inventory4j.examples.replay.audit;

/**
 * One alert, as it has fired, or as the audit works it out from the journal.
 *
 * @param sku the stock code
 * @param version the version of the stock line right after the crossing
 * @param what {@code 20%}, {@code 10%}, {@code sold out}, {@code back in stock} or {@code shortfall}
 */
record Crossing(String sku, long version, String what) {
    static final String SOLD_OUT = "sold out";
    static final String BACK_IN_STOCK = "back in stock";
    static final String SHORTFALL = "shortfall";

    static String low(int percent) {
        return percent + "%";
    }
}
