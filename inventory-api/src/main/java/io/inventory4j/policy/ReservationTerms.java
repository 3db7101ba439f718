package io.inventory4j.policy;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What policies ask for one request: floors and charges per stock line, charges on the order, or a refusal. Filled by
 * one thread, for one request.
 */
public final class ReservationTerms {
    /** What is asked for one line; linked in the order in which lines were named. */
    private static final class LineTerms {
        private final StockKey key;
        private boolean hasFloor;
        private long floor;
        private @Nullable String floorRule;
        private List<Charge> charges = List.of();
        private @Nullable LineTerms next;

        private LineTerms(StockKey key) {
            this.key = key;
        }
    }

    private static final class Rule {
        private final String name;
        private final Charge charge;
        private final @Nullable Rule before;

        private Rule(String name, Charge charge, @Nullable Rule before) {
            this.name = Objects.requireNonNull(name, "rule");
            this.charge = charge;
            this.before = before;
        }
    }

    private @Nullable LineTerms first;
    private @Nullable LineTerms lastHit;
    private @Nullable Rule rules;
    private List<Charge> orderCharges = List.of();
    private @Nullable Refusal refusal;
    private @Nullable RefusedSources refused;
    private final boolean refusable;

    /** Terms that ask for nothing. */
    public ReservationTerms() {
        this(true);
    }

    private ReservationTerms(boolean refusable) {
        this.refusable = refusable;
    }

    /**
     * Terms that nobody is refused by: for the floors of a shop, whoever buys.
     *
     * @return terms that pass over each refusal
     */
    public static ReservationTerms withoutRefusals() {
        return new ReservationTerms(false);
    }

    /**
     * Asks that some units of a line stay available, or allows backorders. Of several floors the highest applies.
     *
     * @param key the line
     * @param floor what must stay available; negative for a backorder allowance
     */
    public void floor(StockKey key, long floor) {
        raise(key, null, floor);
    }

    /**
     * Asks that some units of a line stay available, and says which rule does.
     *
     * @param key the line
     * @param rule the rule's name, which a refusal then carries where it is certain that this floor was in the way
     * @param floor what must stay available; negative for a backorder allowance
     */
    public void floor(StockKey key, String rule, long floor) {
        raise(key, Objects.requireNonNull(rule, "rule"), floor);
    }

    private void raise(StockKey key, @Nullable String rule, long floor) {
        Bounds.floor("floor", floor);
        LineTerms line = line(key);
        if (!line.hasFloor || floor > line.floor) {
            line.floor = floor;
            line.floorRule = rule;
        }
        line.hasFloor = true;
    }

    /**
     * Charges a counter with every unit of a line.
     *
     * @param key the line
     * @param rule the rule's name, which a refusal then carries
     * @param charge the counter and its limit
     */
    public void chargeUnits(StockKey key, String rule, Charge charge) {
        rules = new Rule(rule, charge, rules);
        LineTerms line = line(key);
        // A stock line may be a source of many lines; it is charged once.
        if (line.charges.isEmpty() || !line.charges.contains(charge)) {
            line.charges = with(line.charges, charge);
        }
    }

    /**
     * Charges a counter by one for the whole order.
     *
     * @param rule the rule's name, which a refusal then carries
     * @param charge the counter and its limit
     */
    public void chargeOrder(String rule, Charge charge) {
        rules = new Rule(rule, charge, rules);
        orderCharges = with(orderCharges, charge);
    }

    /**
     * Refuses the request because of one of its lines. Only the first refusal counts.
     *
     * @param rule the rule's name
     * @param reason why
     * @param key the line
     * @param remaining what would still be allowed, or 0
     */
    public void refuse(String rule, Reason reason, StockKey key, long remaining) {
        refuse(new Refusal(reason, key, remaining).because(rule));
    }

    /**
     * Refuses the request as a whole. Only the first refusal counts.
     *
     * @param rule the rule's name
     * @param reason why
     * @param subject what it is about
     * @param remaining what would still be allowed, or 0
     */
    public void refuse(String rule, Reason reason, String subject, long remaining) {
        refuse(new Refusal(reason, subject, remaining).because(rule));
    }

    private void refuse(Refusal because) {
        if (refusal == null && refusable) {
            refusal = because;
        }
    }

    /**
     * Refuses that a line takes units from one of its sources. A fixed line has no other: then the request is refused.
     * A flexible line takes its units from its other sources (rule 1.9); if all are refused, the request is, by the
     * first of these refusals, but for a gift, which is left out.
     *
     * <p>A stock line has one floor for a whole order. So the request is refused, too, if one of its flexible lines may
     * take units from a source and another may not; and if all that is left of it are gifts that are left out. In an
     * exchange (rule 1.9.12) a refused source can still give what the old order has of it.
     *
     * @param line the line, as the request has it; lines that are equal are refused together
     * @param source one of its sources
     * @param why the refusal, with the rule's name
     */
    public void refuse(RequestLine line, StockKey source, Refusal why) {
        if (line.fixed()) {
            refuse(why);
        } else if (refusable) {
            refused = refused == null ? new RefusedSources() : refused;
            Refusal whole = refused.refuse(line, source, why);
            if (whole != null) {
                refuse(whole);
            }
        }
    }

    /**
     * Draws the consequences of refused sources for a request as a whole. The inventory calls it when all policies have
     * judged.
     *
     * @param request the request that was judged
     * @return whether some stock lines are now {@link #forFixedLinesOnly}
     */
    public boolean conclude(ReserveRequest request) {
        if (refused == null) {
            return false;
        }
        Refusal whole = refused.conclude(request);
        if (whole != null) {
            refuse(whole);
        }
        return !refused.fixedOnly().isEmpty();
    }

    /**
     * Stock lines of which the fixed lines of the request may take units, and a flexible line may not. The inventory
     * limits them to what the fixed lines ask for.
     *
     * @return why the flexible line may not; known after {@link #conclude}
     */
    public Map<StockKey, Refusal> forFixedLinesOnly() {
        return refused == null ? Map.of() : Collections.unmodifiableMap(refused.fixedOnly());
    }

    /**
     * Why policies let no units come from a stock line.
     *
     * @param key the line
     * @return the first refusal; null where units may come from it
     */
    public @Nullable Refusal refusalOf(StockKey key) {
        return refused == null ? null : refused.of(key);
    }

    /**
     * The first refusal.
     *
     * @return the refusal, or null if no policy has refused
     */
    public @Nullable Refusal refusal() {
        return refusal;
    }

    /**
     * The floor of a line.
     *
     * @param key the line
     * @return the highest floor asked for; 0 where none was; 2^53 - 1 where no units may come from it
     */
    public long floorOf(StockKey key) {
        if (refusalOf(key) != null) {
            return Bounds.MAX_QUANTITY;
        }
        LineTerms line = find(key);
        return line == null ? 0 : line.floor;
    }

    /**
     * The rule that asked for the floor of a line: of several floors the highest, of equal ones the first. Where no
     * units may come from the line, the rule that says so.
     *
     * @param key the line
     * @return the rule's name, or null where none has a floor there, or it did not say its name
     */
    public @Nullable String ruleOfFloor(StockKey key) {
        Refusal why = refusalOf(key);
        if (why != null) {
            return why.rule();
        }
        LineTerms line = find(key);
        return line == null ? null : line.floorRule;
    }

    /**
     * The charges of each unit of a line.
     *
     * @param key the line
     * @return the charges, in the order in which policies asked for them
     */
    public List<Charge> unitCharges(StockKey key) {
        LineTerms line = find(key);
        return line == null ? List.of() : line.charges;
    }

    /**
     * The charges of the order.
     *
     * @return the charges, in the order in which policies asked for them
     */
    public List<Charge> orderCharges() {
        return orderCharges;
    }

    /**
     * The rule that limits a counter: of several, the one with the lowest limit, which applies.
     *
     * @param counter the counter's name
     * @return the rule's name, or null where no rule charges it
     */
    public @Nullable String ruleOf(String counter) {
        // Rules are linked from the last to the first; of equal limits the first rule is named.
        Rule lowest = null;
        for (Rule rule = rules; rule != null; rule = rule.before) {
            boolean limits = rule.charge.counter().equals(counter);
            if (limits && (lowest == null || rule.charge.limit() <= lowest.charge.limit())) {
                lowest = rule;
            }
        }
        return lowest == null ? null : lowest.name;
    }

    private LineTerms line(StockKey key) {
        LineTerms found = find(key);
        if (found != null) {
            return found;
        }
        // A line is mostly named right after the one before it, so the last hit is mostly the last line.
        LineTerms line = new LineTerms(key);
        LineTerms last = lastHit == null ? first : lastHit;
        while (last != null && last.next != null) {
            last = last.next;
        }
        if (last == null) {
            first = line;
        } else {
            last.next = line;
        }
        lastHit = line;
        return line;
    }

    // Policies go through the lines in order, so the next line is mostly the last one or the one after it.
    private @Nullable LineTerms find(StockKey key) {
        LineTerms from = lastHit;
        for (LineTerms line = from; line != null; line = line.next) {
            if (line.key.equals(key)) {
                if (line != from) {
                    lastHit = line;
                }
                return line;
            }
        }
        for (LineTerms line = first; line != from && line != null; line = line.next) {
            if (line.key.equals(key)) {
                lastHit = line;
                return line;
            }
        }
        return null;
    }

    private static List<Charge> with(List<Charge> charges, Charge charge) {
        if (charges.isEmpty()) {
            return List.of(charge);
        }
        List<Charge> more = new ArrayList<>(charges.size() + 1);
        more.addAll(charges);
        more.add(charge);
        return List.copyOf(more);
    }
}
