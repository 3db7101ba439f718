package io.inventory4j.core.limits;

import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import java.time.Instant;
import java.util.Set;

/** A count by identity, and the SKUs that it applies to. */
record ScopedIdentityLimit(UnitCount count, SkuScope scope) implements IdentityLimit {
    static ScopedIdentityLimit of(UnitCount count) {
        return new ScopedIdentityLimit(count, SkuScope.EACH_OF_ALL);
    }

    @Override
    public void judge(ReserveRequest request, Instant now, ReservationTerms terms) {
        ReserveRequest narrowed = scope.narrow(request);
        if (narrowed != null) {
            count.judge(narrowed, scope, now, terms);
        }
    }

    @Override
    public boolean timeless() {
        return count.timeless();
    }

    @Override
    public IdentityLimit required() {
        return new ScopedIdentityLimit(count.required(), scope);
    }

    @Override
    public IdentityLimit acrossSkus() {
        return new ScopedIdentityLimit(count, scope.acrossSkus());
    }

    @Override
    public IdentityLimit forSkus(Set<String> skus) {
        return new ScopedIdentityLimit(count, scope.only(skus));
    }
}
