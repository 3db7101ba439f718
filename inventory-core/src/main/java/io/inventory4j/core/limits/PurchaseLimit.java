package io.inventory4j.core.limits;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A rule that counts units. By default it counts each SKU separately, and the units of a SKU at all its locations
 * together: a buyer cannot get around a limit by buying from two warehouses.
 */
public sealed interface PurchaseLimit extends PurchaseRule permits IdentityLimit, ScopedRule {
    /**
     * The same limit, counting the units of all its SKUs together instead of each SKU separately.
     *
     * <p>With {@link #forSkus} the set of SKUs is a part of the counter's name, so a changed set begins a new count.
     * For a limit that must outlive such a change take a campaign, which counts under its own name.
     *
     * @return a limit on all SKUs together
     */
    PurchaseLimit acrossSkus();

    @Override
    PurchaseLimit forSkus(Set<String> skus);

    @Override
    default PurchaseLimit forSkus(String... skus) {
        return forSkus(new HashSet<>(Arrays.asList(skus)));
    }
}
