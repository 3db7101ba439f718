package io.inventory4j.live.plan;

import io.inventory4j.core.limits.IdentityKey;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a plan as a policy, which {@link SalePlan#limits} makes for an inventory. A live sale that is opened
 * with it can change them while it runs. Thread-safe: an order is judged by the limits of one moment.
 */
public final class SaleLimits implements ReservationPolicy {
    private final SalePlan plan;
    private final @Nullable IdentityKey key;

    /** Changes and what follows from them, so that both are seen at once. */
    private record Now(Map<SkuLimit, Long> changes, PlanLimits limits) {}

    private volatile Now now;

    SaleLimits(SalePlan plan, @Nullable IdentityKey key) {
        this.plan = plan;
        this.key = key;
        now = new Now(Map.of(), PlanLimits.of(plan, key, Map.of()));
    }

    @Override
    public void judge(ReserveRequest request, Instant at, ReservationTerms terms) {
        now.limits().judge(request, at, terms);
    }

    @Override
    public boolean timeless() {
        return now.limits().timeless();
    }

    /**
     * Whether the plan has a limit. Only these can be changed: what is not limited from the beginning is not counted.
     *
     * @param limit the limit
     * @return false also where the plan does not have the SKU
     */
    public boolean has(SkuLimit limit) {
        return plan.line(limit.sku())
                .map(line -> PlanLimits.planned(line, limit) != null)
                .orElse(false);
    }

    /**
     * How many units of a SKU one order of one buyer may have, whatever was sold before.
     *
     * @param sku the SKU
     * @return units; 2^53 - 1 where the plan has no such limit
     */
    public long mostInOneOrder(String sku) {
        long most = Bounds.MAX_QUANTITY;
        PlannedSku line = plan.line(sku).orElse(null);
        for (SkuLimit.Kind kind : List.of(SkuLimit.Kind.ORDER_MAXIMUM, SkuLimit.Kind.PER_BUYER)) {
            SkuLimit limit = SkuLimit.of(sku, kind);
            Long units = line == null ? null : PlanLimits.units(line, limit, now.changes());
            most = units == null ? most : Math.min(most, units);
        }
        return most;
    }

    /**
     * Replaces what was changed since the plan; the live sale calls it. What was sold before counts on.
     *
     * @param changes every changed limit with its units, 0 to 2^53 - 1; what is not here is as the plan says
     */
    public synchronized void change(Map<SkuLimit, Long> changes) {
        if (!changes.equals(now.changes())) {
            Map<SkuLimit, Long> copy = Map.copyOf(changes);
            now = new Now(copy, PlanLimits.of(plan, key, copy));
        }
    }
}
