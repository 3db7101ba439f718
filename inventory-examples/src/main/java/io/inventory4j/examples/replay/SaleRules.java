package io.inventory4j.examples.replay;

import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.policy.ReservationPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The purchase limits of the sale. */
final class SaleRules {
    static final Duration HOLD = Duration.ofHours(1);

    /**
     * How far workers may be apart: less than a hold without the time that a payment takes ({@link Plan#PAYS_WITHIN}),
     * so that nobody who pays in time comes too late because another thread was faster.
     */
    static final Duration APART = HOLD.minus(Plan.PAYS_WITHIN).minus(Duration.ofMinutes(1));

    /** How often the shop gives back what is overdue; a late payment may come before or after. */
    static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

    /** How many articles, those with the most opening stock, are limited in the live room. */
    static final int LARGEST = 10;

    private SaleRules() {}

    static ReservationPolicy of(SaleOptions options, Map<String, Long> opening) {
        ReservationPolicy policy = ReservationPolicy.none();
        if (options.buyerLimit() > 0) {
            policy = PurchaseLimits.perBuyer(options.buyerLimit());
        }
        if (options.liveRoomLimit() < 100) {
            for (String sku : Opening.largest(opening, LARGEST)) {
                long units = opening.getOrDefault(sku, 0L) * options.liveRoomLimit() / 100;
                policy = policy.and(
                        PurchaseLimits.perChannel(Plan.LIVE_ROOM, units).forSkus(Set.of(sku)));
            }
        }
        return policy;
    }
}
