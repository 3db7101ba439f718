package io.inventory4j.live.report;

import io.inventory4j.stock.Bounds;
import java.util.Objects;

/**
 * A purchase limit that refused orders. Its name may name a buyer: give a limit's kind rather than its counter.
 *
 * @param limit what it is called
 * @param sku of what; empty for a limit on whole orders
 * @param hits how many orders it refused, 1 or more
 * @param units how many units they wanted, 0 or more
 */
public record LimitHit(String limit, String sku, long hits, long units) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a number is out of bounds
     */
    public LimitHit {
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(sku, "sku");
        Bounds.quantity("hits", hits);
        Bounds.limit("units", units);
    }
}
