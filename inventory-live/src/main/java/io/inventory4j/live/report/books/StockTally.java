package io.inventory4j.live.report.books;

/** What is counted of a stock line. */
enum StockTally {
    RECEIVED,
    TRANSFERRED_IN,
    RETURNED,
    TRANSFERRED_OUT,
    DAMAGED,
    ORDERED,
    REFUNDED,
    SHIPPED,
    HELD,
    RELEASED,
    EXPIRED
}
