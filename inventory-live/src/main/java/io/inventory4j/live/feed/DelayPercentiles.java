package io.inventory4j.live.feed;

import java.time.Duration;
import java.util.Objects;

/**
 * How long something took, as percentiles. Each is at most a 16th above the true one; the longest is exact.
 *
 * @param count how many delays were measured; all others are zero if there was none
 * @param median half of them took no longer
 * @param p90 90 percent of them took no longer
 * @param p99 99 percent of them took no longer
 * @param p999 99.9 percent of them took no longer
 * @param longest none of them took longer
 */
public record DelayPercentiles(
        long count, Duration median, Duration p90, Duration p99, Duration p999, Duration longest) {
    /** Checks that everything is there. */
    public DelayPercentiles {
        Objects.requireNonNull(median, "median");
        Objects.requireNonNull(p90, "p90");
        Objects.requireNonNull(p99, "p99");
        Objects.requireNonNull(p999, "p999");
        Objects.requireNonNull(longest, "longest");
    }
}
