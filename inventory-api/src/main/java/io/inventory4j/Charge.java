package io.inventory4j;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A claim on a counter, which it may raise up to a limit. Every purchase limit is one. A unit charge raises the counter
 * by the quantity of its line, an order charge by one.
 *
 * @param counter the counter's name, 1 to 200 code points
 * @param limit the most that the counter may reach, 0 to 2^53 - 1; of several limits for one counter the
 *     lowest applies
 * @param forgetAfter when the counter may be forgotten, by the store's clock; its name must not be charged after that,
 *     so limits per window have the window in the name. Null keeps it while anything charges it. Of several ends the
 *     latest applies, and null is later than any
 */
public record Charge(String counter, long limit, @Nullable Instant forgetAfter) implements Comparable<Charge> {
    /**
     * Checks the bounds (rules 9.1 and 9.6).
     *
     * @throws IllegalArgumentException if the name or the limit is out of bounds
     */
    public Charge {
        Bounds.text("counter", counter);
        Bounds.limit("limit", limit);
    }

    /**
     * A charge on a counter that is kept while anything charges it.
     *
     * @param counter the counter's name
     * @param limit the most that it may reach
     * @return the charge
     */
    public static Charge of(String counter, long limit) {
        return new Charge(counter, limit, null);
    }

    /**
     * Joins two charges on one counter: the lower limit, the later end.
     *
     * @param other a charge on the same counter
     * @return the joined charge
     * @throws IllegalArgumentException if the counters differ
     */
    public Charge and(Charge other) {
        if (!counter.equals(other.counter)) {
            throw new IllegalArgumentException("counter " + other.counter + " is not " + counter);
        }
        return new Charge(counter, Math.min(limit, other.limit), later(forgetAfter, other.forgetAfter));
    }

    /**
     * The later of two ends of a counter.
     *
     * @param left an end, or null for none
     * @param right an end, or null for none
     * @return the later; null where either is null
     */
    public static @Nullable Instant later(@Nullable Instant left, @Nullable Instant right) {
        if (left == null || right == null) {
            return null;
        }
        return left.isAfter(right) ? left : right;
    }

    /** By counter name. */
    @Override
    public int compareTo(Charge other) {
        return TextOrder.compare(counter, other.counter);
    }
}
