package io.inventory4j.core.limits;

import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import java.time.Instant;
import java.util.Set;

/**
 * A rule and the SKUs that it applies to. Rules that do not count units are returned as a {@link PurchaseRule} and
 * never read {@link SkuScope#across}.
 */
record ScopedRule(Rule rule, SkuScope scope) implements PurchaseLimit {
    /**
     * Adds a rule's terms for a request, which has only the lines that the rule applies to: at least one, of which each
     * has a source that {@link SkuScope#has} knows. No two fixed lines have the same key.
     */
    @FunctionalInterface
    interface Rule {
        void judge(ReserveRequest request, SkuScope scope, Instant now, ReservationTerms terms);

        /** Whether it never looks at the time. */
        default boolean timeless() {
            return true;
        }
    }

    static ScopedRule of(Rule rule) {
        return new ScopedRule(rule, SkuScope.EACH_OF_ALL);
    }

    @Override
    public void judge(ReserveRequest request, Instant now, ReservationTerms terms) {
        ReserveRequest narrowed = scope.narrow(request);
        if (narrowed != null) {
            rule.judge(narrowed, scope, now, terms);
        }
    }

    @Override
    public boolean timeless() {
        return rule.timeless();
    }

    @Override
    public PurchaseLimit acrossSkus() {
        return new ScopedRule(rule, scope.acrossSkus());
    }

    @Override
    public PurchaseLimit forSkus(Set<String> skus) {
        return new ScopedRule(rule, scope.only(skus));
    }
}
