package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which units of a reservation to confirm, release, cancel, ship or take back. Without lines: all that are left for it.
 * Immutable; its parts may be said in any order. The verb checks that they go together.
 *
 * @param reservation the id of the reservation
 * @param id the settlement's id, which makes a retry harmless; null to ask for a state, which is harmless to repeat
 *     too: all that is left now is settled (rule 2.10). A part needs an id: nothing else distinguishes two equal parts,
 *     so a verb refuses a part without one
 * @param quantities units per line, at most 100 lines; empty for all that is left
 */
@CheckReturnValue
public record SettleRequest(String reservation, @Nullable String id, Map<StockKey, Long> quantities) {
    /**
     * Checks the bounds (rule 9).
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public SettleRequest {
        Bounds.text("reservation id", reservation);
        if (id != null) {
            Bounds.text("settlement id", id);
        }
        if (quantities.isEmpty()) {
            quantities = Map.of();
        } else {
            quantities = Collections.unmodifiableMap(new TreeMap<>(quantities));
            Bounds.size("quantities", quantities.size(), 1, Bounds.MAX_LINES);
            quantities.forEach((key, quantity) -> Bounds.quantity("quantity of " + key, quantity));
        }
    }

    /**
     * All units of a reservation that are left for the verb.
     *
     * @param reservation the reservation's id
     * @return the request
     */
    public static SettleRequest of(String reservation) {
        return new SettleRequest(reservation, null, Map.of());
    }

    /**
     * Sets the settlement's id.
     *
     * @param settlement the id, unique within the reservation
     * @return a copy with the id
     */
    public SettleRequest id(String settlement) {
        return new SettleRequest(reservation, settlement, quantities);
    }

    /**
     * Adds units of a SKU at the location {@link StockKey#MAIN}.
     *
     * @param sku the stock keeping unit
     * @param quantity units
     * @return a copy with the line
     */
    public SettleRequest line(String sku, long quantity) {
        return line(StockKey.of(sku), quantity);
    }

    /**
     * Adds units of a stock line.
     *
     * @param key the line
     * @param quantity units; added to those that the line already has here
     * @return a copy with the line
     */
    public SettleRequest line(StockKey key, long quantity) {
        Map<StockKey, Long> more = new TreeMap<>(quantities);
        more.merge(key, Bounds.quantity("quantity", quantity), Long::sum);
        return new SettleRequest(reservation, id, more);
    }

    /**
     * Adds units of several stock lines, such as those of a {@linkplain io.inventory4j.order.Kit#quantities kit}.
     *
     * @param units units by line; added to those that the line already has here
     * @return a copy with the lines
     */
    public SettleRequest lines(Map<StockKey, Long> units) {
        SettleRequest more = this;
        for (Map.Entry<StockKey, Long> line : units.entrySet()) {
            more = more.line(line.getKey(), line.getValue());
        }
        return more;
    }
}
