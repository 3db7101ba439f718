package io.inventory4j.live.feed;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockLevel;
import java.util.Objects;

/** What a terminal may know of a line's stock; which form it has is the {@link Visibility}'s choice. Immutable. */
public sealed interface ShownStock {
    /**
     * All buckets, for the team.
     *
     * @param level the level as the ledger has it
     */
    record Buckets(StockLevel level) implements ShownStock {
        /** Checks that the level is there. */
        public Buckets {
            Objects.requireNonNull(level, "level");
        }
    }

    /**
     * So many units can be bought.
     *
     * @param units 0 to 2^53 - 1
     */
    record Units(long units) implements ShownStock {
        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException if they are broken
         */
        public Units {
            Bounds.limit("units", units);
        }
    }

    /**
     * The units that can be bought are in a band, such as "few left".
     *
     * @param name the band's name
     */
    record InBand(String name) implements ShownStock {
        /**
         * Checks the bounds of the name.
         *
         * @throws IllegalArgumentException if they are broken
         */
        public InBand {
            Bounds.text("name", name);
        }
    }

    /**
     * Whether anything can be bought.
     *
     * @param inStock true if at least one unit can
     */
    record InStock(boolean inStock) implements ShownStock {}
}
