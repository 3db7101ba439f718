package io.inventory4j.ledger.command;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Units that may come from one of several stock lines, or from several of them, or fewer than wished (rule 1.9).
 *
 * @param sources where they may come from, in order of preference: 1 to 8, each of another stock line
 * @param quantity units wished, 1 to 2^53 - 1
 * @param least units that are enough, 0 to {@code quantity}; with 0 the order is never refused for want of this line
 * @param split whether the units may come from several sources; false where there is only one
 */
public record FlexibleLine(List<Source> sources, long quantity, long least, boolean split) {
    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if an argument is out of bounds, two sources are of one stock line, or a line
     *     with one source is to be split
     */
    public FlexibleLine {
        sources = List.copyOf(sources);
        Bounds.size("sources", sources.size(), 1, Bounds.MAX_SOURCES_OF_LINE);
        Bounds.quantity("quantity", quantity);
        if (least < 0 || least > quantity) {
            throw new IllegalArgumentException("least is " + least + ", but has to be 0 to " + quantity);
        }
        Set<StockKey> keys = sources.stream().map(Source::key).collect(Collectors.toSet());
        if (keys.size() < sources.size()) {
            throw new IllegalArgumentException("sources of one line are of the same stock line: " + sources);
        }
        if (split && sources.size() == 1) {
            throw new IllegalArgumentException("split is true, but there is one source");
        }
    }

    /**
     * Whether it has no choice: then it is as a {@link ReserveLine} of its source.
     *
     * @return true if it has one source, which has to give all units
     */
    public boolean isFixed() {
        return sources.size() == 1 && least == quantity;
    }

    /**
     * The stock lines of its sources.
     *
     * @return the keys, in order of preference
     */
    public List<StockKey> keys() {
        return sources.stream().map(Source::key).toList();
    }
}
