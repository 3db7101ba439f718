package io.inventory4j.core.limits;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A rule that counts units. Unless it is told otherwise it counts each SKU by itself, and a SKU at all its locations as
 * one: a buyer cannot pass a limit by buying from two warehouses.
 */
public sealed interface PurchaseLimit extends PurchaseRule permits ScopedRule {
    /**
     * The same limit over the units of all its SKUs together, instead of each by itself.
     *
     * <p>Together with {@link #forSkus} the set of SKUs is a part of the counter's name, so a changed set begins to count
     * anew; a limit that must outlive such a change is a campaign, which counts under its own name.
     *
     * @return a limit on the whole
     */
    PurchaseLimit acrossSkus();

    @Override
    PurchaseLimit forSkus(Set<String> skus);

    @Override
    default PurchaseLimit forSkus(String... skus) {
        return forSkus(new HashSet<>(Arrays.asList(skus)));
    }
}
