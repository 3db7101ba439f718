package io.inventory4j.stock;

import java.util.Objects;

/**
 * What one command did to one stock line. The versions differ by exactly one, so a receiver sees a gap.
 *
 * @param before the level before; {@link StockLevel#empty} with version 0 where the command created the line
 * @param after the level after
 */
public record LevelChange(StockLevel before, StockLevel after) {
    /**
     * Checks that both levels are of one line, one version apart.
     *
     * @throws IllegalArgumentException if they are not
     */
    public LevelChange {
        if (!Objects.equals(before.key(), after.key()) || after.version() != before.version() + 1) {
            throw new IllegalArgumentException(after + " does not follow " + before);
        }
    }

    /**
     * The line.
     *
     * @return its key
     */
    public StockKey key() {
        return after.key();
    }

    /**
     * How many units a bucket gained.
     *
     * @param bucket the bucket
     * @return after minus before; negative where units left
     */
    public long delta(Bucket bucket) {
        return after.quantity(bucket) - before.quantity(bucket);
    }
}
