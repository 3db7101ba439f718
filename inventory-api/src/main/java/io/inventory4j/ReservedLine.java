package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Objects;

/**
 * What one reservation has of one stock line. Reserved, committed, shipped and released always add up to what was
 * requested; returned is a part of shipped, swept a part of released.
 *
 * @param key the stock line
 * @param reserved units held
 * @param committed units sold, not yet shipped
 * @param shipped units shipped, those that came back included
 * @param released units given back before shipment
 * @param returned units that were shipped and came back
 * @param swept units that a sweep gave back, and that may still be taken again (rule 1.12)
 * @param charges the counters that each of these units charges, in name order; a released unit charges none
 */
public record ReservedLine(
        StockKey key,
        long reserved,
        long committed,
        long shipped,
        long released,
        long returned,
        long swept,
        List<String> charges) {

    /**
     * Checks the quantities.
     *
     * @throws IllegalArgumentException if a quantity is negative, more is returned than was shipped, or more is swept
     *     than was released
     */
    public ReservedLine {
        Objects.requireNonNull(key, "key");
        Bounds.limit("reserved", reserved);
        Bounds.limit("committed", committed);
        Bounds.limit("shipped", shipped);
        Bounds.limit("released", released);
        Bounds.within("returned", returned, 0, shipped);
        Bounds.within("swept", swept, 0, released);
        charges = List.copyOf(charges);
    }

    /**
     * What was asked for.
     *
     * @return reserved + committed + shipped + released
     */
    public long requested() {
        return reserved + committed + shipped + released;
    }

    /** For messages and logs; it counts the counters, because their names may have the buyer in them (rule 1.10). */
    @Override
    public String toString() {
        return "ReservedLine[key=" + key + ", reserved=" + reserved + ", committed=" + committed + ", shipped="
                + shipped
                + ", released=" + released + ", returned=" + returned + ", swept=" + swept + ", charges="
                + charges.size() + "]";
    }
}
