package io.inventory4j.core;

import io.inventory4j.Refusal;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.policy.ReservationTerms;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Lets a stock line give to the fixed lines of an order and not to those that choose, as where a third cup would be a
 * gift and an order may have two. Floors cannot say it, since a key has one in a command (rule 1.9.8). A counter of the
 * order's own can: its limit is what the fixed lines ask for, and they are judged first. Pure.
 */
final class FixedLinesOnly {
    /** How long such a counter is kept. It only has to outlive the call. */
    private static final Duration KEPT = Duration.ofDays(1);

    /** The rule of a policy that did not say its name. */
    private static final String UNNAMED = "order";

    private FixedLinesOnly() {}

    /** Charges what the terms say of such stock lines; {@code now} is the store's, as well as this node knows it. */
    static void charge(ReserveRequest request, ReservationTerms terms, Instant now) {
        for (Map.Entry<StockKey, Refusal> only : terms.forFixedLinesOnly().entrySet()) {
            String rule = only.getValue().rule();
            // By the stock line, since a retry may name its lines in another order, or have other rules (rule 1.4).
            String counter = LibraryIds.counterOf(request.id(), only.getKey());
            Charge charge = new Charge(counter, fixed(request, only.getKey()), now.plus(KEPT));
            terms.chargeUnits(only.getKey(), rule == null ? UNNAMED : rule, charge);
        }
    }

    private static long fixed(ReserveRequest request, StockKey key) {
        long units = 0;
        for (RequestLine line : request.lines()) {
            units += line.fixed() && line.key().equals(key) ? line.quantity() : 0;
        }
        return units;
    }
}
