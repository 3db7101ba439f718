package io.inventory4j.core.limits;

import io.inventory4j.Reason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A rule that counts the units of each identity of one kind, whoever the buyer is. A request with several identities of
 * the kind counts for each of them, and needs room at each. A request without one is not limited, unless the rule says
 * {@link #required}.
 */
public sealed interface IdentityLimit extends PurchaseLimit permits ScopedIdentityLimit {
    /**
     * The same limit, which also refuses a request that names no identity of its kind: {@link Reason#NOT_ALLOWED}, with
     * the kind as subject and nothing remaining.
     *
     * @return a limit that nobody gets around by saying nothing
     */
    IdentityLimit required();

    @Override
    IdentityLimit acrossSkus();

    @Override
    IdentityLimit forSkus(Set<String> skus);

    @Override
    default IdentityLimit forSkus(String... skus) {
        return forSkus(new HashSet<>(Arrays.asList(skus)));
    }
}
