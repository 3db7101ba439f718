package io.inventory4j.policy;

import io.inventory4j.Reason;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.TextOrder;
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
 * @param from from when this charge is right, by the store's clock; null for ever before. Outside the interval the
 *     store refuses {@link Reason#STALE}, and the charge is to be computed anew (rule 12)
 * @param until the end of that interval, exclusive; null for ever after
 */
public record Charge(
        String counter,
        long limit,
        @Nullable Instant forgetAfter,
        @Nullable Instant from,
        @Nullable Instant until) implements Comparable<Charge> {
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
     * A charge that is right at any time.
     *
     * @param counter the counter's name
     * @param limit the most that it may reach
     * @param forgetAfter when the counter may be forgotten, or null
     */
    public Charge(String counter, long limit, @Nullable Instant forgetAfter) {
        this(counter, limit, forgetAfter, null, null);
    }

    /**
     * The same charge, right only in an interval of the store's time.
     *
     * @param start its first instant, or null
     * @param end the first instant after it, or null
     * @return a copy
     */
    public Charge within(@Nullable Instant start, @Nullable Instant end) {
        return new Charge(counter, limit, forgetAfter, start, end);
    }

    /**
     * Whether this charge is right at a time.
     *
     * @param time an instant of the store's clock
     * @return true from {@code from} on, until {@code until}
     */
    public boolean rightAt(Instant time) {
        return (from == null || !time.isBefore(from)) && (until == null || time.isBefore(until));
    }

    /**
     * Joins two charges on one counter: the lower limit, the later end, the time in which both are right.
     *
     * @param other a charge on the same counter
     * @return the joined charge
     * @throws IllegalArgumentException if the counters differ
     */
    public Charge and(Charge other) {
        if (!counter.equals(other.counter)) {
            throw new IllegalArgumentException("counter " + other.counter + " is not " + counter);
        }
        return new Charge(
                counter,
                Math.min(limit, other.limit),
                later(forgetAfter, other.forgetAfter),
                from == null || (other.from != null && other.from.isAfter(from)) ? other.from : from,
                until == null || (other.until != null && other.until.isBefore(until)) ? other.until : until);
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

    /** For messages and logs; it leaves the counter out, because its name may have the buyer in it (rule 1.10). */
    @Override
    public String toString() {
        return "Charge[limit=" + limit + ", forgetAfter=" + forgetAfter + ", from=" + from + ", until=" + until + "]";
    }
}
