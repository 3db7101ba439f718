package io.inventory4j.examples.replay.audit;

import java.util.ArrayList;
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

    /**
     * The same with what else was found to disagree.
     *
     * @param more other discrepancies
     * @return a copy
     */
    public Findings and(List<Discrepancy> more) {
        List<Discrepancy> all = new ArrayList<>(discrepancies);
        all.addAll(more);
        return new Findings(oversold, all);
    }

    public boolean clean() {
        return oversold == 0 && discrepancies.isEmpty();
    }
}
