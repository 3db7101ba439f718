package io.inventory4j.benchmarks.shop;

/**
 * Sells carts over a store: it takes all lines of a cart or none, counts two units of a SKU per buyer at most, and
 * holds the units for a quarter of an hour. Thread-safe.
 */
public interface Seller extends AutoCloseable {
    /** Units that a buyer may have of a SKU. */
    long BUYER_LIMIT = 2;

    /** How long a hold lasts. */
    long HOLD_SECONDS = 900;

    /** Whether the cart was taken. */
    boolean reserve(Cart cart) throws Exception;

    @Override
    default void close() {}
}
