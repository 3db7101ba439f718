package io.inventory4j.live.report;

import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Demand that was refused within one minute.
 *
 * @param sku the SKU
 * @param reason why it was refused
 * @param channel where it was asked for; null where nobody said
 * @param minute the begin of the minute
 * @param requests how many requests, 1 or more
 * @param units how many units they wanted, 0 or more
 */
public record LostDemandLine(
        String sku, String reason, @Nullable String channel, Instant minute, long requests, long units) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if a number is out of bounds
     */
    public LostDemandLine {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(minute, "minute");
        Bounds.quantity("requests", requests);
        Bounds.limit("units", units);
    }
}
