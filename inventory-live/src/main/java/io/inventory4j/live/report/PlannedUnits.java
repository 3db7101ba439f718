package io.inventory4j.live.report;

import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.util.Objects;

/**
 * What the plan expects of a SKU.
 *
 * @param sku the SKU
 * @param units how many are to be sold, 1 or more
 * @param opens when its sale begins
 * @param closes when its sale ends, after it begins
 */
public record PlannedUnits(String sku, long units, Instant opens, Instant closes) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the units are out of bounds, or it ends before it begins
     */
    public PlannedUnits {
        Objects.requireNonNull(sku, "sku");
        Bounds.quantity("units", units);
        if (!closes.isAfter(opens)) {
            throw new IllegalArgumentException("closes " + closes + "; after " + opens + " was expected");
        }
    }
}
