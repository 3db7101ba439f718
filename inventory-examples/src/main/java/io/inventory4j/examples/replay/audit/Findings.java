package io.inventory4j.examples.replay.audit;

import java.util.List;

/**
 * What the audit has found.
 *
 * @param oversold units sold that were never there, over all articles
 * @param discrepancies every two books that do not agree
 */
public record Findings(long oversold, List<Discrepancy> discrepancies) {
    public Findings {
        discrepancies = List.copyOf(discrepancies);
    }

    public boolean clean() {
        return oversold == 0 && discrepancies.isEmpty();
    }
}
