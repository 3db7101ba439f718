package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much of one stock line was wanted in one minute and refused, for one reason, from one channel and region: what
 * has been counted since the listener last heard of the same. Counts are exact and add up.
 *
 * <p>A refused request counts once, at the line that its refusal names, or at its first line where the refusal names
 * none. Its other lines were wanted too, but nothing says that they lacked: their units are counted beside. So the
 * {@code requests} of all events are the number of refused requests. A line that chooses among sources counts at its
 * first one, which the buyer preferred. A gift counts with the units that it could have been. A request that replaces a
 * reservation counts in full. Of {@link Orders#reserveAll}, each refused request counts, and the units of the others,
 * which are given back, count beside.
 *
 * <p>There is nothing personal in it: no buyer, identity or counter, and no order id, by which a buyer could be found.
 *
 * @param minute the minute's beginning in UTC, by the store's clock as well as the node knows it
 * @param key the stock line; null for what did not fit (see below)
 * @param reason why the requests were refused
 * @param rule the purchase rule that refused them; null where none did, or where that is not known for certain
 * @param channel the requests' channel; null where they have none
 * @param region the requests' region; null where they have none
 * @param requests requests refused at this line
 * @param units units of this line that those requests wanted
 * @param unitsBeside units of this line that were wanted by requests refused at another line
 */
public record RefusedDemand(
        Instant minute,
        @Nullable StockKey key,
        Reason reason,
        @Nullable String rule,
        @Nullable String channel,
        @Nullable String region,
        long requests,
        long units,
        long unitsBeside) {
    /**
     * How many different ones, by all components but the counts, are kept apart while they wait for a listener. Further
     * ones are added up by their reason alone: {@code key}, {@code rule}, {@code channel} and {@code region} are null,
     * and the minute is the last of them. Their requests show in {@link Health#REFUSAL_LISTENERS} as dropped.
     */
    public static final int MOST_APART = 10_000;

    /**
     * Checks bounds.
     *
     * @throws IllegalArgumentException if the minute has a part of one, or a count is less than 0 or over 2^53 - 1, at
     *     which sums of units stop
     */
    public RefusedDemand {
        if (!minute.truncatedTo(ChronoUnit.MINUTES).equals(minute)) {
            throw new IllegalArgumentException("minute is " + minute + "; it must be the beginning of one");
        }
        Objects.requireNonNull(reason, "reason");
        Bounds.limit("requests", requests);
        Bounds.limit("units", units);
        Bounds.limit("unitsBeside", unitsBeside);
    }
}
