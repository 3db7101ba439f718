package io.inventory4j.core.limits;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.HashMap;
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
        // Other than for a limit, what comes later may make up for what is missing: all fixed lines are summed first.
        Map<String, Long> units = new HashMap<>();
        for (RequestLine line : request.lines()) {
            if (line.fixed()) {
                units.merge(scope.counted(line.key()), line.quantity(), Long::sum);
            }
        }
        for (RequestLine line : request.lines()) {
            if (line.fixed()) {
                judge(line, line.key(), units.getOrDefault(scope.counted(line.key()), 0L), terms);
            } else if (!line.gift()) {
                judge(line, scope, units, terms);
            }
        }
    }

    /**
     * Together with the fixed lines, a flexible one has to be right by itself: the other flexible ones may take units
     * of other SKUs. A pack cannot be cut.
     */
    private void judge(RequestLine line, SkuScope scope, Map<String, Long> fixed, ReservationTerms terms) {
        boolean whole = !line.split() && line.least() == line.quantity();
        for (StockKey source : line.sources()) {
            if (!scope.has(source)) {
                continue;
            }
            if (whole) {
                judge(line, source, fixed.getOrDefault(scope.counted(source), 0L) + line.quantity(), terms);
            } else {
                terms.refuse(line, source, new Refusal(Reason.NOT_ALLOWED, source, 0).because(rule));
            }
        }
    }

    private void judge(RequestLine line, StockKey source, long units, ReservationTerms terms) {
        long nearest = Math.max(least, units - units % step);
        if (nearest != units) {
            // The sum over several lines may pass what one number may be (rule 9.4).
            long most = Bounds.MAX_QUANTITY - Bounds.MAX_QUANTITY % step;
            Refusal why = new Refusal(Reason.NOT_ALLOWED, source, Math.min(nearest, most));
            terms.refuse(line, source, why.because(rule));
        }
    }
}
