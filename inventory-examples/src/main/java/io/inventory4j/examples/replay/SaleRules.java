package io.inventory4j.examples.replay;

import java.time.Duration;

/** How long things take in the sale. */
final class SaleRules {
    static final Duration HOLD = Duration.ofHours(1);

    /**
     * How far workers may be apart: less than a hold without the time that a payment takes
     * ({@link BuyerPlan#PAYS_WITHIN}), so that nobody who pays in time comes too late because another thread was
     * faster.
     */
    static final Duration APART = HOLD.minus(BuyerPlan.PAYS_WITHIN).minus(Duration.ofMinutes(1));

    /** How often the shop gives back what is overdue; a late payment may come before or after. */
    static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

    /** How often the operator looks at the sale, where it goes as fast as it can; and never more seldom. */
    static final Duration ROUND_EVERY = Duration.ofMinutes(1);

    private SaleRules() {}
}
