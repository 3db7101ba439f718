package io.inventory4j.ledger.rules;

import io.inventory4j.Grant;
import io.inventory4j.Settlement;
import java.util.ArrayList;
import java.util.List;

/**
 * What few orders have: more lines than one, lines that chose, charges of their own, settlements with an id, an unusual
 * state. So the row of all others has one reference for it.
 */
final class OrderExtras {
    static final OrderLine[] NO_LINES = {};
    static final OrderExtras NONE = new OrderExtras(NO_LINES, List.of(), List.of(), List.of(), false, false);
    private static final OrderExtras SOLD = new OrderExtras(NO_LINES, List.of(), List.of(), List.of(), true, false);

    final OrderLine[] more;
    final List<Grant> grants;
    final List<String> orderCharges;
    final List<Settlement> settlements;
    final boolean sold;
    final boolean ended;

    private OrderExtras(
            OrderLine[] more,
            List<Grant> grants,
            List<String> orderCharges,
            List<Settlement> settlements,
            boolean sold,
            boolean ended) {
        this.more = more;
        this.grants = grants;
        this.orderCharges = orderCharges;
        this.settlements = settlements;
        this.sold = sold;
        this.ended = ended;
    }

    static OrderExtras of(
            OrderLine[] more,
            List<Grant> grants,
            List<String> orderCharges,
            List<Settlement> settlements,
            boolean sold,
            boolean ended) {
        boolean usual =
                more.length == 0 && grants.isEmpty() && orderCharges.isEmpty() && settlements.isEmpty() && !ended;
        if (usual) {
            return sold ? SOLD : NONE;
        }
        return new OrderExtras(more, grants, orderCharges, settlements, sold, ended);
    }

    /** A copy whose lines may be written to. */
    OrderExtras copy() {
        if (more.length == 0) {
            return this;
        }
        OrderLine[] lines = new OrderLine[more.length];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = more[i].copy();
        }
        return new OrderExtras(lines, grants, orderCharges, settlements, sold, ended);
    }

    /** The same after what a sweep had left was given up for good (rule 1.12). */
    OrderExtras end() {
        return new OrderExtras(more, grants, orderCharges, settlements, sold, true);
    }

    /** The same with one settlement more. */
    OrderExtras remember(Settlement settlement) {
        List<Settlement> all = List.of(settlement);
        if (!settlements.isEmpty()) {
            all = new ArrayList<>(settlements);
            all.add(settlement);
            all = List.copyOf(all);
        }
        return new OrderExtras(more, grants, orderCharges, all, sold, ended);
    }
}
