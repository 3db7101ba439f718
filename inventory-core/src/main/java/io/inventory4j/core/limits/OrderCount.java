package io.inventory4j.core.limits;

import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts a buyer's orders. An order stops counting when its last unit is given back. */
record OrderCount(String rule, long limit, @Nullable TimeWindows windows) implements ScopedRule.Rule {
    OrderCount {
        Bounds.limit(rule, limit);
    }

    @Override
    public boolean timeless() {
        return windows == null;
    }

    @Override
    public void judge(ReserveRequest request, SkuScope scope, Instant now, ReservationTerms terms) {
        StringBuilder name = new StringBuilder(64).append(rule);
        TimeWindows.Window window = windows == null ? null : windows.at(now);
        if (window != null) {
            name.append(window.name());
        }
        CounterName.part(name, request.buyer());
        if (scope.tag() != null) {
            name.append('/').append(scope.tag());
        }
        terms.chargeOrder(rule, TimeWindows.charge(CounterName.finish(rule, name), limit, window));
    }
}
