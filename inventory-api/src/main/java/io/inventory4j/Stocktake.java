package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a count found: the units that are really there. The variance against the books is posted to or from AVAILABLE.
 *
 * @param id the id of the move that books it; the same id again changes nothing
 * @param key the line
 * @param countedOnHand units found, sold ones that are still there included, 0 to 2^53 - 1
 * @param expectedVersion the line's version at the count: if the line has another version by then, the count is refused
 *     {@link Reason#STALE}; null to book against the line as it is now
 * @param asOpening whether the count also becomes the quantity that percentages refer to, until a larger receipt
 * @param shipped the ids of orders whose goods had left before the count, though the books do not know it yet; at most
 *     100
 */
public record Stocktake(
        String id,
        StockKey key,
        long countedOnHand,
        @Nullable Long expectedVersion,
        boolean asOpening,
        List<String> shipped) {
    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public Stocktake {
        Bounds.text("move id", id);
        Objects.requireNonNull(key, "key");
        Bounds.limit("countedOnHand", countedOnHand);
        if (expectedVersion != null) {
            Bounds.limit("expectedVersion", expectedVersion);
        }
        shipped.forEach(order -> Bounds.text("reservation id", order));
        shipped = shipped.stream().distinct().toList();
        Bounds.size("shipped", shipped.size(), 0, Bounds.MAX_LINES);
    }

    /**
     * A count that is booked against the line as it is.
     *
     * @param id the id of the move that books it
     * @param key the line
     * @param countedOnHand units found
     * @return the stocktake
     */
    public static Stocktake of(String id, StockKey key, long countedOnHand) {
        return new Stocktake(id, key, countedOnHand, null, false, List.of());
    }

    /**
     * Books the count only if the line still has this version.
     *
     * @param version the line's version at the count
     * @return a copy that expects it
     */
    public Stocktake at(long version) {
        return new Stocktake(id, key, countedOnHand, version, asOpening, shipped);
    }

    /**
     * Makes the count the opening quantity.
     *
     * @return a copy that does
     */
    public Stocktake settingOpening() {
        return new Stocktake(id, key, countedOnHand, expectedVersion, true, shipped);
    }

    /**
     * Names orders whose goods had left before the count (rule 3.9). What they have committed of the line is booked
     * beside what was counted, and is then shipped. If the store fails in between, the count stands, and these orders
     * stay committed until they are shipped by themselves.
     *
     * @param orders their ids
     * @return a copy that includes them
     */
    public Stocktake including(Collection<String> orders) {
        List<String> more = new ArrayList<>(shipped);
        more.addAll(orders);
        return new Stocktake(id, key, countedOnHand, expectedVersion, asOpening, more);
    }

    /**
     * What became of a stocktake.
     *
     * @param outcome whether it was booked; a count without variance that sets no opening is applied without a change
     * @param variance units found beyond the books (positive) or missing (negative); 0 for a replay
     */
    public record Result(Outcome outcome, long variance) {
        /** Checks that the outcome is there. */
        public Result {
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
