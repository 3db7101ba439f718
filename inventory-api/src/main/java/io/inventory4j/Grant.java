package io.inventory4j;

import io.inventory4j.stock.StockKey;
import java.util.List;

/**
 * What a line of an order asked for, and what it was granted (rule 1.9). It never changes: it says what was granted,
 * not what became of it. A {@link Reservation} keeps those of its flexible lines.
 *
 * @param sources the stock lines that it could choose from, in order of preference
 * @param quantity units that were wished
 * @param least units that would have been enough; 0 for a gift
 * @param split whether units could come from several sources
 * @param units what each source gave, in the order of the sources; 0 for nothing
 */
public record Grant(List<StockKey> sources, long quantity, long least, boolean split, List<Long> units) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if there is another number of sources than of units
     */
    public Grant {
        sources = List.copyOf(sources);
        units = List.copyOf(units);
        if (sources.size() != units.size()) {
            throw new IllegalArgumentException(units.size() + " units of " + sources.size() + " sources");
        }
    }

    /**
     * All that was granted.
     *
     * @return units, 0 to {@code quantity}
     */
    public long granted() {
        long sum = 0;
        for (long each : units) {
            sum += each;
        }
        return sum;
    }

    /**
     * What one stock line gave.
     *
     * @param key the stock line
     * @return units; 0 also where it is no source
     */
    public long granted(StockKey key) {
        int at = sources.indexOf(key);
        return at < 0 ? 0 : units.get(at);
    }
}
