package io.inventory4j.live.plan;

import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where units that are missing could come from.
 *
 * @param kind how they come
 * @param location where they are or will be
 * @param units how many, 1 to 2^53 - 1
 * @param due when they are there; null where they are there now, or where that is not known
 * @param inTime whether they can be there when the window opens: known for what has a time, if the window has one
 */
public record StockSource(
        Kind kind, String location, long units, @Nullable Instant due, boolean inTime) {
    /** How units come. */
    public enum Kind {
        /** From another location that has them. */
        TRANSFER,
        /** Back from a buyer, and to be inspected. */
        INSPECTION,
        /** On their way. */
        IN_TRANSIT,
        /** To be made or bought. */
        REPLENISHMENT
    }

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the units are out of bounds
     */
    public StockSource {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(location, "location");
        Bounds.quantity("units", units);
    }
}
