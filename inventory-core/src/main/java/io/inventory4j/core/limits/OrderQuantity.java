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

/**
 * Refuses a single order of too few units, or of a part of a pack; counts nothing over several orders.
 *
 * @param rule the rule's name
 * @param least the fewest units
 * @param step what the units must be a multiple of; {@code least} is one, too
 */
record OrderQuantity(String rule, long least, long step) implements ScopedRule.Rule {
    static OrderQuantity atLeast(long units) {
        return new OrderQuantity("at-least", Bounds.quantity("atLeast", units), 1);
    }

    static OrderQuantity multiplesOf(long units) {
        return new OrderQuantity("multiples-of", Bounds.quantity("multiplesOf", units), units);
    }

    @Override
    public void judge(ReserveRequest request, SkuScope scope, Instant now, ReservationTerms terms) {
        List<RequestLine> lines = request.lines();
        if (lines.size() == 1) {
            judge(lines.get(0), lines.get(0).quantity(), terms);
            return;
        }
        // Other than for a limit, what comes later may make up for what is missing: all lines are summed first.
        Map<String, Long> units = new HashMap<>();
        for (RequestLine line : lines) {
            units.merge(counted(line, scope), line.quantity(), Long::sum);
        }
        for (RequestLine line : lines) {
            judge(line, units.getOrDefault(counted(line, scope), 0L), terms);
        }
    }

    private static String counted(RequestLine line, SkuScope scope) {
        return scope.across() ? "" : line.key().sku();
    }

    private void judge(RequestLine line, long units, ReservationTerms terms) {
        long nearest = Math.max(least, units - units % step);
        if (nearest != units) {
            // The sum over several lines may pass what one number may be (rule 9.4).
            long most = Bounds.MAX_QUANTITY - Bounds.MAX_QUANTITY % step;
            terms.refuse(rule, Reason.NOT_ALLOWED, line.key(), Math.min(nearest, most));
        }
    }
}
