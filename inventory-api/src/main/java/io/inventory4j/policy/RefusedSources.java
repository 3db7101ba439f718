package io.inventory4j.policy;

import io.inventory4j.Refusal;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sources of flexible lines that policies have refused. They stay in the command, since the content of an order
 * does not depend on rules, and give nothing. Equal lines are refused together.
 */
final class RefusedSources {
    private final Map<RequestLine, Map<StockKey, Refusal>> refused = new LinkedHashMap<>();

    /** Stock lines that give to fixed lines of the order, and to none that chooses. */
    private final Map<StockKey, Refusal> fixedOnly = new LinkedHashMap<>();

    /** Refuses a source; the answer is not null if the line then has no other, and the order needs it. */
    @Nullable
    Refusal refuse(RequestLine line, StockKey source, Refusal why) {
        Map<StockKey, Refusal> sources = refused.computeIfAbsent(line, any -> new LinkedHashMap<>());
        sources.putIfAbsent(source, why);
        return sources.size() < line.sources().size() || line.gift() ? null : first(sources);
    }

    private static Refusal first(Map<StockKey, Refusal> sources) {
        return sources.values().iterator().next();
    }

    /** Why nothing is to come from a stock line; null if it may. */
    @Nullable
    Refusal of(StockKey source) {
        return fixedOnly.containsKey(source) ? null : found(source);
    }

    Map<StockKey, Refusal> fixedOnly() {
        return fixedOnly;
    }

    private @Nullable Refusal found(StockKey source) {
        for (Map<StockKey, Refusal> sources : refused.values()) {
            Refusal why = sources.get(source);
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    /**
     * What cannot be said to the ledger, and so refuses the order: that all of its lines are left out, or that a stock
     * line is to give to one line that chooses and not to another, since it has one floor for all (rule 1.9.8).
     */
    @Nullable
    Refusal conclude(ReserveRequest request) {
        Refusal leftOut = null;
        boolean all = true;
        for (RequestLine line : request.lines()) {
            Map<StockKey, Refusal> sources = refused.getOrDefault(line, Map.of());
            if (sources.size() == line.sources().size()) {
                leftOut = leftOut == null ? first(sources) : leftOut;
                continue;
            }
            all = false;
            for (StockKey source : line.sources()) {
                Refusal why = sources.containsKey(source) ? null : found(source);
                if (why != null && line.fixed()) {
                    fixedOnly.put(source, why);
                } else if (why != null) {
                    return why;
                }
            }
        }
        return all ? leftOut : null;
    }
}
