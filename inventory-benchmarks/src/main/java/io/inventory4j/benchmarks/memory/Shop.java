package io.inventory4j.benchmarks.memory;

/**
 * One hot SKU with a limit per buyer and a hold: what every subject and peer of the memory scenes does. Thread-safe.
 */
interface Shop extends AutoCloseable {
    /** Holds one unit. */
    boolean reserve(String order, String buyer);

    /** Sells what an order holds. */
    boolean confirm(String order);

    /** Units that are left. */
    long left();

    @Override
    default void close() {}
}
