package io.inventory4j.redis.script;

import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.TextOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a reserve charges one counter (rule 1.2).
 *
 * @param charge the lowest limit, the latest end, and the time in which all charges are right
 * @param quantity what is charged, at most {@link #TOO_MUCH}; 0 if only sources of lines that choose name the counter
 */
record ChargeSum(Charge charge, long quantity) {
    /** From here on Lua's numbers are not exact. Every limit is lower, so a larger sum is not needed. */
    static final long TOO_MUCH = 1L << 53;

    /** By counter, in name order (rule 1.6): charges add up, and the lower limit and the later end apply (rule 1.2). */
    static Map<String, ChargeSum> of(Reserve command) {
        Map<String, ChargeSum> sums = new TreeMap<>(TextOrder.BY_UTF8);
        for (ReserveLine line : command.lines()) {
            for (Charge charge : line.unitCharges()) {
                sums.merge(charge.counter(), new ChargeSum(charge, line.quantity()), ChargeSum::and);
            }
        }
        for (Charge charge : command.orderCharges()) {
            sums.merge(charge.counter(), new ChargeSum(charge, 1), ChargeSum::and);
        }
        return sums;
    }

    /** The same with the counters that only sources name; what sources say of the others holds, too (rule 1.9.8). */
    static Map<String, ChargeSum> of(Reserve command, List<AskedKey> keys) {
        Map<String, ChargeSum> sums = of(command);
        for (AskedKey key : keys) {
            key.charges().forEach(charge -> sums.merge(charge.counter(), new ChargeSum(charge, 0), ChargeSum::and));
        }
        return sums;
    }

    /** The charges that are right for a time only (rule 12). */
    static List<Charge> passing(Map<String, ChargeSum> sums) {
        List<Charge> passing = new ArrayList<>();
        for (ChargeSum sum : sums.values()) {
            if (sum.charge().from() != null || sum.charge().until() != null) {
                passing.add(sum.charge());
            }
        }
        return passing;
    }

    private ChargeSum and(ChargeSum other) {
        return new ChargeSum(charge.and(other.charge), Math.min(TOO_MUCH, quantity + other.quantity));
    }

    boolean isCharged() {
        return quantity > 0;
    }
}
