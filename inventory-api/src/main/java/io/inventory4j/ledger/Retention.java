package io.inventory4j.ledger;

import io.inventory4j.stock.Bounds;
import java.time.Duration;

/**
 * How long a store remembers at least what can no longer change by itself, so that a late copy of a call is recognised
 * (rule 9.2). Each is zero to 36,500 days.
 *
 * @param settled reservations of which nothing was shipped, and tombstones, since their last settlement
 * @param shipped reservations of which anything was shipped, since their last settlement: returns come late
 * @param moves moves and sale states, since they were applied
 */
public record Retention(Duration settled, Duration shipped, Duration moves) {
    private static final Retention STANDARD =
            new Retention(Duration.ofDays(7), Duration.ofDays(90), Duration.ofDays(400));

    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public Retention {
        Bounds.age("settled", settled);
        Bounds.age("shipped", shipped);
        Bounds.age("moves", moves);
    }

    /**
     * What an inventory remembers unless it is told otherwise: 7 days what was settled, 90 days what was shipped, 400
     * days moves and sale states.
     *
     * @return the retention
     */
    public static Retention standard() {
        return STANDARD;
    }

    /**
     * The same time for all kinds.
     *
     * @param atLeast zero to 36,500 days
     * @return the retention
     */
    public static Retention ofAll(Duration atLeast) {
        return new Retention(atLeast, atLeast, atLeast);
    }

    /**
     * Sets how long reservations of which nothing was shipped are remembered.
     *
     * @param atLeast zero to 36,500 days
     * @return a copy
     */
    public Retention settled(Duration atLeast) {
        return new Retention(atLeast, shipped, moves);
    }

    /**
     * Sets how long reservations of which anything was shipped are remembered.
     *
     * @param atLeast zero to 36,500 days
     * @return a copy
     */
    public Retention shipped(Duration atLeast) {
        return new Retention(settled, atLeast, moves);
    }

    /**
     * Sets how long moves and sale states are remembered.
     *
     * @param atLeast zero to 36,500 days
     * @return a copy
     */
    public Retention moves(Duration atLeast) {
        return new Retention(settled, shipped, atLeast);
    }
}
