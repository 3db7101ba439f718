package io.inventory4j.core.limits;

import io.inventory4j.Reason;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses a single order that is too large; counts nothing over several orders. */
record OrderSize(long limit) implements ScopedRule.Rule {
    private static final String RULE = "per-order";

    OrderSize {
        Bounds.limit("perOrder", limit);
    }

    @Override
    public void judge(ReserveRequest request, SkuScope scope, Instant now, ReservationTerms terms) {
        List<RequestLine> lines = request.lines();
        if (lines.size() == 1) {
            judge(lines.get(0), lines.get(0).quantity(), terms);
            return;
        }
        Map<String, Long> units = new HashMap<>();
        for (RequestLine line : lines) {
            String counted = scope.across() ? "" : line.key().sku();
            judge(line, units.merge(counted, line.quantity(), Long::sum), terms);
        }
    }

    private void judge(RequestLine line, long units, ReservationTerms terms) {
        if (units > limit) {
            terms.refuse(RULE, Reason.LIMIT_REACHED, line.key(), limit);
        }
    }
}
