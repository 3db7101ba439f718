package io.inventory4j.live.feed;

import io.inventory4j.stock.Bounds;
import java.time.Duration;

/**
 * How a {@link LevelStream} behaves. Each is 1 ms to 1 day, and {@code atMostEvery} may be zero.
 *
 * @param heartbeat after how long without an event a comment is sent, so that proxies keep the connection, and one
 *     whose client has gone is found
 * @param retry after how long the client is to connect again
 * @param atMostEvery how long a stream waits after an event before it sends the next one; what changes meanwhile is
 *     conflated
 * @param stuckAfter how long a write may take before the client is cut off, because it does not read
 */
public record StreamTerms(Duration heartbeat, Duration retry, Duration atMostEvery, Duration stuckAfter) {
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration MOST = Duration.ofDays(1);

    /** A heartbeat each 15 s, connecting again after 2 s, an event each 10 ms, cut off after 10 s. */
    public static final StreamTerms USUAL = new StreamTerms(
            Duration.ofSeconds(15), Duration.ofSeconds(2), Duration.ofMillis(10), Duration.ofSeconds(10));

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if one is broken
     */
    public StreamTerms {
        Bounds.within("heartbeat", heartbeat, LEAST, MOST);
        Bounds.within("retry", retry, LEAST, MOST);
        Bounds.within("atMostEvery", atMostEvery, Duration.ZERO, MOST);
        Bounds.within("stuckAfter", stuckAfter, LEAST, MOST);
    }
}
