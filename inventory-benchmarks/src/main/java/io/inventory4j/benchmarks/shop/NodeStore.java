package io.inventory4j.benchmarks.shop;

import java.util.Map;

/**
 * What one process of several opens over a store that is stocked already.
 *
 * @param sellers subjects and peers, by name
 * @param closing frees what was opened
 */
public record NodeStore(Map<String, Seller> sellers, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }
}
