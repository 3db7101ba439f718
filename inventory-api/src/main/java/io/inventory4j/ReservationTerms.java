package io.inventory4j;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What policies ask for one request: floors and charges per line, charges on the order, or a refusal. Filled by one
 * thread, for one request.
 */
public final class ReservationTerms {
    private static final class LineTerms {
        private final StockKey key;
        private @Nullable Long floor;
        private List<Charge> charges = List.of();

        private LineTerms(StockKey key) {
            this.key = key;
        }
    }

    private record Rule(String name, Charge charge) {}

    private final List<LineTerms> lines = new ArrayList<>(1);
    private final List<Rule> rules = new ArrayList<>(2);
    private List<Charge> orderCharges = List.of();
    private @Nullable Refusal refusal;
    private int lastHit;

    /** Terms that ask for nothing. */
    public ReservationTerms() {}

    /**
     * Asks that some units of a line stay available, or allows backorders. Of several floors the highest applies.
     *
     * @param key the line
     * @param floor what must stay available; negative for a backorder allowance
     */
    public void floor(StockKey key, long floor) {
        Bounds.floor("floor", floor);
        LineTerms line = line(key);
        line.floor = line.floor == null ? floor : Math.max(line.floor, floor);
    }

    /**
     * Charges a counter with every unit of a line.
     *
     * @param key the line
     * @param rule the rule's name, which a refusal then carries
     * @param charge the counter and its limit
     */
    public void chargeUnits(StockKey key, String rule, Charge charge) {
        Objects.requireNonNull(rule, "rule");
        LineTerms line = line(key);
        line.charges = with(line.charges, charge);
        rules.add(new Rule(rule, charge));
    }

    /**
     * Charges a counter by one for the whole order.
     *
     * @param rule the rule's name, which a refusal then carries
     * @param charge the counter and its limit
     */
    public void chargeOrder(String rule, Charge charge) {
        Objects.requireNonNull(rule, "rule");
        orderCharges = with(orderCharges, charge);
        rules.add(new Rule(rule, charge));
    }

    /**
     * Refuses the request. Only the first refusal counts.
     *
     * @param rule the rule's name
     * @param reason why
     * @param subject what it is about
     * @param remaining what would still be allowed, or 0
     */
    public void refuse(String rule, Reason reason, String subject, long remaining) {
        if (refusal == null) {
            refusal = new Refusal(reason, subject, remaining, rule);
        }
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
     * @return the highest floor asked for; 0 where none was
     */
    public long floorOf(StockKey key) {
        LineTerms line = find(key);
        return line == null || line.floor == null ? 0 : line.floor;
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
        Rule lowest = null;
        for (Rule rule : rules) {
            boolean limits = rule.charge().counter().equals(counter);
            if (limits
                    && (lowest == null
                            || rule.charge().limit() < lowest.charge().limit())) {
                lowest = rule;
            }
        }
        return lowest == null ? null : lowest.name();
    }

    private LineTerms line(StockKey key) {
        LineTerms found = find(key);
        if (found != null) {
            return found;
        }
        LineTerms line = new LineTerms(key);
        lastHit = lines.size();
        lines.add(line);
        return line;
    }

    // Policies go through the lines in order, so the next line is mostly the last one or the one after it.
    private @Nullable LineTerms find(StockKey key) {
        int size = lines.size();
        for (int i = 0; i < size; i++) {
            int at = lastHit + i < size ? lastHit + i : lastHit + i - size;
            if (lines.get(at).key.equals(key)) {
                lastHit = at;
                return lines.get(at);
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
