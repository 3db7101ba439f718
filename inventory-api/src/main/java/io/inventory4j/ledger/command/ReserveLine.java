package io.inventory4j.ledger.command;

import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Objects;

/**
 * What a reservation asks of one stock line.
 *
 * @param key the line
 * @param quantity units to hold, 1 to 2^53 - 1
 * @param floor how much must stay available: negative allows backorders, positive keeps units for someone else
 * @param unitCharges counters that each unit charges; kept in name order, one per counter
 */
public record ReserveLine(StockKey key, long quantity, long floor, List<Charge> unitCharges) {
    /**
     * Checks the bounds (rule 9) and brings the charges into their one form.
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public ReserveLine {
        Objects.requireNonNull(key, "key");
        Bounds.quantity("quantity", quantity);
        Bounds.floor("floor", floor);
        unitCharges = Charges.normal("unitCharges", unitCharges);
    }

    /**
     * A line without charges that may sell to the last unit.
     *
     * @param key the line
     * @param quantity units to hold
     * @return the line
     */
    public static ReserveLine of(StockKey key, long quantity) {
        return new ReserveLine(key, quantity, 0, List.of());
    }
}
