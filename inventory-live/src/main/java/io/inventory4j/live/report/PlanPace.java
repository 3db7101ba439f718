package io.inventory4j.live.report;

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

    /** Checks that what is needed is there. */
    public PlanPace {
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(verdict, "verdict");
    }
}
