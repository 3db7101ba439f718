package io.inventory4j.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How fast a SKU sells.
 *
 * @param sku the SKU
 * @param sold units that were sold since the sale was opened, less those that came back unshipped
 * @param available units that can be sold now, over all channels
 * @param perMinute units a minute, over the last five minutes
 * @param at when
 */
public record Pace(String sku, long sold, long available, double perMinute, Instant at) {
    private static final double MILLIS = 60_000;

    /**
     * When the SKU is sold out, if it goes on like this.
     *
     * @return {@code at} if it is sold out; empty if nothing is sold now, or it takes more than a year
     */
    public Optional<Instant> sellsOutAt() {
        if (available <= 0) {
            return Optional.of(at);
        }
        double millis = available / perMinute * MILLIS;
        return millis <= Duration.ofDays(365).toMillis() ? Optional.of(at.plusMillis((long) millis)) : Optional.empty();
    }
}
