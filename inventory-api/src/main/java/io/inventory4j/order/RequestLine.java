package io.inventory4j.order;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Units that a buyer wants, and where they may come from (rule 1.9). Most lines are fixed: all units, of one stock
 * line. A policy that looks at each of the {@link #sources} is right for every line.
 *
 * @param sources the stock lines that units may come from, in order of preference: 1 to 8 different ones
 * @param quantity units wished, 1 to 2^53 - 1
 * @param least units that are enough, 0 to {@code quantity}; with 0 the order is never refused for want of this line
 * @param split whether units may come from several sources; false where there is only one
 */
public record RequestLine(List<StockKey> sources, long quantity, long least, boolean split) {
    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if an argument is out of bounds, a source comes twice, or a line with one source
     *     is to be split
     */
    public RequestLine {
        sources = List.copyOf(sources);
        Bounds.quantity("quantity", quantity);
        if (least < 0 || least > quantity) {
            throw new IllegalArgumentException("least is " + least + ", but has to be 0 to " + quantity);
        }
        if (sources.size() != 1) {
            Bounds.size("sources", sources.size(), 1, Bounds.MAX_SOURCES_OF_LINE);
            if (new HashSet<>(sources).size() < sources.size()) {
                throw new IllegalArgumentException("a source comes twice in " + sources);
            }
        } else if (split) {
            throw new IllegalArgumentException("split is true, but there is one source");
        }
    }

    /**
     * A fixed line: units of one stock line, all of them.
     *
     * @param key the stock line
     * @param quantity units
     */
    public RequestLine(StockKey key, long quantity) {
        this(List.of(Objects.requireNonNull(key, "key")), quantity, quantity, false);
    }

    /**
     * All units from the first source that has them all: a backup, another size, one warehouse or else another.
     *
     * @param quantity units
     * @param sources 1 to 8 stock lines, in order of preference; with one, the line is fixed
     * @return the line
     */
    public static RequestLine firstOf(long quantity, List<StockKey> sources) {
        return new RequestLine(sources, quantity, quantity, false);
    }

    /**
     * All units, from as many sources as it takes: spot goods first and then those that ship later, or several
     * warehouses.
     *
     * @param quantity units
     * @param sources 1 to 8 stock lines, in order of preference; with one, the line is fixed
     * @return the line
     */
    public static RequestLine spread(long quantity, List<StockKey> sources) {
        return new RequestLine(sources, quantity, quantity, sources.size() > 1);
    }

    /**
     * As many units as there are: a gift, for want of which no order is refused.
     *
     * @param key the stock line
     * @param quantity the most units
     * @return the line
     */
    public static RequestLine upTo(StockKey key, long quantity) {
        return new RequestLine(List.of(Objects.requireNonNull(key, "key")), quantity, 0, false);
    }

    /**
     * Whether it has no choice: all units, of one stock line.
     *
     * @return false if it is flexible
     */
    public boolean fixed() {
        return least == quantity && sources.size() == 1;
    }

    /**
     * Whether the order goes on without it.
     *
     * @return true if its {@code least} is 0
     */
    public boolean gift() {
        return least == 0;
    }

    /**
     * The stock line of its units, where there is only one that it can be.
     *
     * @return the only source
     * @throws IllegalStateException if there are several: to look at one of them would be wrong
     */
    public StockKey key() {
        if (sources.size() > 1) {
            throw new IllegalStateException("a line has " + sources.size() + " sources: " + sources);
        }
        return sources.get(0);
    }
}
