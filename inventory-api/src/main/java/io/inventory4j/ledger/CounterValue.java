package io.inventory4j.ledger;

import io.inventory4j.stock.Bounds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of a counter.
 *
 * @param used units and orders that charge it, 0 to 2^53 - 1
 * @param forgetAfter when it may be forgotten, by the store's clock; null while anything charges it
 */
public record CounterValue(long used, @Nullable Instant forgetAfter) {
    /**
     * Checks the bounds (rule 9.6).
     *
     * @throws IllegalArgumentException if {@code used} is out of bounds
     */
    public CounterValue {
        Bounds.limit("used", used);
    }

    /**
     * Whether the counter may be forgotten: its end has come, or it counts nothing.
     *
     * @param now the store's now
     * @return true if a purge may drop it
     */
    public boolean stale(Instant now) {
        return used == 0 || (forgetAfter != null && !forgetAfter.isAfter(now));
    }
}
