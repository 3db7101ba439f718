package io.inventory4j.live.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What was sold of a SKU, against the plan and the time that has passed.
 *
 * @param sku the SKU
 * @param planned units that the plan expects
 * @param due units that were due when the report was made, or when the last unit was sold: planned units by the share
 *     of the window that had passed
 * @param sold units sold, over all locations
 * @param verdict what that means
 */
public record PlanPace(String sku, long planned, double due, long sold, Verdict verdict) {
    /** What the numbers mean. */
    public enum Verdict {
        /** Sold at least 1.2 times what was due. */
        HOT,
        /** In between. */
        AS_PLANNED,
        /** Sold at most 0.8 times what was due. */
        COLD,
        /** Its window has not begun. */
        NOT_BEGUN
    }

    private static final double HOT = 1.2;
    private static final double COLD = 0.8;

    /** Checks that what is needed is there. */
    public PlanPace {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(verdict, "verdict");
    }

    /**
     * Compares. A SKU that sold out early was not slow afterwards: what was due is taken at its last sale.
     *
     * @param plan units and window
     * @param sold units sold, 0 or more
     * @param until now, or when the last unit was sold
     * @return what was due, and what the numbers mean
     */
    public static PlanPace of(PlannedUnits plan, long sold, Instant until) {
        Duration window = Duration.between(plan.opens(), plan.closes());
        Duration passed = Duration.between(plan.opens(), until);
        double share = Math.min(1, Math.max(0, (double) passed.toMillis() / Math.max(1, window.toMillis())));
        double due = plan.units() * share;
        return new PlanPace(plan.sku(), plan.units(), due, sold, verdict(due, sold));
    }

    private static Verdict verdict(double due, long sold) {
        if (due <= 0) {
            return sold > 0 ? Verdict.HOT : Verdict.NOT_BEGUN;
        }
        if (sold >= due * HOT) {
            return Verdict.HOT;
        }
        return sold <= due * COLD ? Verdict.COLD : Verdict.AS_PLANNED;
    }
}
