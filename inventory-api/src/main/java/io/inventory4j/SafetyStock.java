package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockLevel;

/** How many units of a line are withheld from sale. Shops withhold 5 to 10 percent of the opening quantity. */
public sealed interface SafetyStock {
    /**
     * The units to withhold.
     *
     * @param level the line's level
     * @return units, 0 or more
     */
    long unitsOf(StockLevel level);

    /**
     * A percentage of an opening quantity, rounded up to whole units.
     *
     * @param opening units, 0 to 2^53 - 1
     * @param percent 0 to 100
     * @return units
     */
    static long percentOf(long opening, long percent) {
        return (opening * percent + 99) / 100;
    }

    /**
     * A fixed number of units.
     *
     * @param units 0 to 2^53 - 1
     * @return the safety stock
     */
    static SafetyStock units(long units) {
        return new Units(units);
    }

    /**
     * A percentage of the opening quantity, rounded up to whole units.
     *
     * @param percent 0 to 100
     * @return the safety stock
     */
    static SafetyStock percentOfOpening(int percent) {
        return new PercentOfOpening(percent);
    }

    /**
     * A fixed number of units.
     *
     * @param units 0 to 2^53 - 1
     */
    record Units(long units) implements SafetyStock {
        /**
         * Checks the bounds (rule 9).
         *
         * @throws IllegalArgumentException if units is out of bounds
         */
        public Units {
            Bounds.limit("units", units);
        }

        @Override
        public long unitsOf(StockLevel level) {
            return units;
        }
    }

    /**
     * A percentage of the opening quantity, rounded up.
     *
     * @param percent 0 to 100
     */
    record PercentOfOpening(int percent) implements SafetyStock {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if percent is out of 0 to 100
         */
        public PercentOfOpening {
            Bounds.within("percent", percent, 0, 100);
        }

        @Override
        public long unitsOf(StockLevel level) {
            return percentOf(level.opening(), percent);
        }
    }
}
