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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses a single order that is too large; counts nothing over several orders. */
record OrderSize(long limit) implements ScopedRule.Rule {
    private static final String RULE = "per-order";

    OrderSize {
        Bounds.limit("perOrder", limit);
    }

    @Override
    public void judge(ReserveRequest request, SkuScope scope, Instant now, ReservationTerms terms) {
        List<RequestLine> lines = request.lines();
        if (lines.size() == 1 && lines.get(0).fixed()) {
            judge(lines.get(0), lines.get(0).key(), lines.get(0).quantity(), terms);
            return;
        }
        Map<String, Long> units = new HashMap<>();
        for (RequestLine line : lines) {
            if (line.fixed()) {
                judge(line, line.key(), units.merge(scope.counted(line.key()), line.quantity(), Long::sum), terms);
            }
        }
        for (RequestLine line : request.flexible()) {
            judge(line, scope, units, terms);
        }
    }

    /** A flexible line counts in full for each of its sources, since all its units may come from there. */
    private void judge(RequestLine line, SkuScope scope, Map<String, Long> units, ReservationTerms terms) {
        Set<String> counted = new HashSet<>();
        for (StockKey source : line.sources()) {
            if (scope.has(source)) {
                long sum = units.getOrDefault(scope.counted(source), 0L) + line.quantity();
                if (judge(line, source, sum, terms)) {
                    counted.add(scope.counted(source));
                }
            }
        }
        counted.forEach(name -> units.merge(name, line.quantity(), Long::sum));
    }

    /** Whether so many units are right; if not, the line may not take them there. */
    private boolean judge(RequestLine line, StockKey source, long units, ReservationTerms terms) {
        if (units > limit) {
            terms.refuse(line, source, new Refusal(Reason.LIMIT_REACHED, source, limit).because(RULE));
        }
        return units <= limit;
    }
}
