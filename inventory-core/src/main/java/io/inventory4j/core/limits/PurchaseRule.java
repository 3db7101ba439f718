package io.inventory4j.core.limits;

import io.inventory4j.policy.ReservationPolicy;
import java.util.Set;

/** A ready-made policy from {@link PurchaseLimits}, for all SKUs unless {@link #forSkus} narrows it. Immutable. */
public sealed interface PurchaseRule extends ReservationPolicy permits PurchaseLimit {
    /**
     * The same rule, for some SKUs only: a request is judged as if it had no lines of other SKUs.
     *
     * @param skus the SKUs; if the rule was narrowed before, only those of them that it still has
     * @return a rule for these SKUs
     * @throws IllegalArgumentException if a SKU is out of bounds
     */
    PurchaseRule forSkus(Set<String> skus);

    /**
     * The same rule, for some SKUs only.
     *
     * @param skus the SKUs
     * @return a rule for these SKUs
     * @throws IllegalArgumentException if a SKU is out of bounds
     */
    PurchaseRule forSkus(String... skus);
}
