package io.inventory4j.examples;

import java.util.List;

/**
 * What the audit has found.
 *
 * @param oversold units sold that were never there, over all articles
 * @param discrepancies every two books that do not agree
 */
record Findings(long oversold, List<Discrepancy> discrepancies) {
    Findings {
        discrepancies = List.copyOf(discrepancies);
    }

    boolean clean() {
        return oversold == 0 && discrepancies.isEmpty();
    }
}
