package io.inventory4j.live;

import io.inventory4j.live.report.PlanPace;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How fast a SKU sells, over all its channels.
 *
 * @param sku the SKU
 * @param sold units that were sold since the sale was opened, less those that came back unshipped
 * @param held units that are held
 * @param available units that can be taken now
 * @param perMinute units that buyers take a minute, over the last five minutes: what they hold or buy, less what comes
 *     back unshipped
 * @param against what was taken against the plan and the time that has passed, held units counted as sold; null where
 *     the plan does not say when the SKU is sold
 * @param at when
 */
public record Pace(
        String sku,
        long sold,
        long held,
        long available,
        double perMinute,
        @Nullable PlanPace against,
        Instant at) {
    private static final double MILLIS = 60_000;

    /** Checks that what is needed is there. */
    public Pace {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(at, "at");
    }

    /**
     * When the SKU is sold out, if it goes on like this.
     *
     * @return {@code at} if it is sold out; empty if nothing is taken now, or it takes more than a year
     */
    public Optional<Instant> sellsOutAt() {
        if (available <= 0) {
            return Optional.of(at);
        }
        double millis = available / perMinute * MILLIS;
        return millis <= Duration.ofDays(365).toMillis() ? Optional.of(at.plusMillis((long) millis)) : Optional.empty();
    }
}
