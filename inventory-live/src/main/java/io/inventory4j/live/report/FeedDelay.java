package io.inventory4j.live.report;

import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.Objects;

/**
 * How long a change took from the commit to a terminal.
 *
 * @param feed which feed, such as "SSE"
 * @param messages how many were measured, 0 or more
 * @param median half of them took no longer
 * @param p99 99 percent of them took no longer
 * @param longest the longest
 */
public record FeedDelay(String feed, long messages, Duration median, Duration p99, Duration longest) {
    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public FeedDelay {
        Objects.requireNonNull(feed, "feed");
        Bounds.limit("messages", messages);
        Objects.requireNonNull(median, "median");
        Objects.requireNonNull(p99, "p99");
        Objects.requireNonNull(longest, "longest");
    }
}
