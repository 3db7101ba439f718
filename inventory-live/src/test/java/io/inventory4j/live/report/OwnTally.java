package io.inventory4j.live.report;

import io.inventory4j.stock.StockKey;
import java.util.HashMap;
import java.util.Map;

/** What the test itself did with stock, by line: the oracle for the terms that moves make. */
final class OwnTally {
    /** A term of the equation that moves make. */
    enum Term {
        RECEIVED,
        TRANSFERRED_IN,
        TRANSFERRED_OUT,
        DAMAGED
    }

    private final Map<StockKey, Map<Term, Long>> terms = new HashMap<>();

    void add(StockKey key, Term term, long units) {
        terms.computeIfAbsent(key, none -> new HashMap<>()).merge(term, units, Long::sum);
    }

    long of(StockKey key, Term term) {
        return terms.getOrDefault(key, Map.of()).getOrDefault(term, 0L);
    }
}
