package io.inventory4j.live;

import io.inventory4j.live.action.Action;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.SkuLimit;
import io.inventory4j.stock.Bounds;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the plan knows of its SKUs beside their lines, and the limits that an inventory was given. Nothing of it
 * changes, but for the limits.
 *
 * @param names the names of SKUs
 * @param planned what was planned, by SKU
 * @param limits the limits; null where the sale was opened without them
 */
record SaleGoods(
        Map<String, String> names,
        Map<String, PlannedSku> planned,
        @Nullable SaleLimits limits) {
    static SaleGoods of(SalePlan plan, @Nullable SaleLimits limits) {
        Map<String, String> names = new HashMap<>();
        plan.lines().forEach(line -> names.put(line.sku(), line.name()));
        return new SaleGoods(Map.copyOf(names), plan.bySku(), limits);
    }

    /** Throws if an action changes a limit that nobody counts. */
    void check(Action action) {
        if (!(action instanceof Action.ChangeLimit change)) {
            return;
        }
        if (limits == null) {
            throw new IllegalArgumentException(
                    "the sale was opened without its limits, which open(inventory, plan, limits) takes: " + change);
        }
        if (!limits.has(change.limit())) {
            throw new IllegalArgumentException("the plan has no such limit, so it was never counted: " + change);
        }
    }

    /** How many units of a SKU one order may have, as far as the sale knows its limits. */
    long mostInOneOrder(String sku) {
        return limits == null ? Bounds.MAX_QUANTITY : limits.mostInOneOrder(sku);
    }

    /** Lets the limits be as the operations have left them. */
    void change(Map<SkuLimit, Long> changes) {
        if (limits != null) {
            limits.change(changes);
        }
    }
}
