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
     * This line and another one of the same key as one line.
     *
     * @param other the other line
     * @return the sum of both
     * @throws IllegalArgumentException if they disagree in floor or charges
     */
    public ReserveLine plus(ReserveLine other) {
        if (floor != other.floor || !unitCharges.equals(other.unitCharges)) {
            throw new IllegalArgumentException(
                    "lines of " + key + " disagree in floor or unitCharges; lines with one key must agree");
        }
        return new ReserveLine(key, quantity + other.quantity, floor, unitCharges);
    }

    /**
     * This line with fewer units.
     *
     * @param less units to leave out, less than the quantity
     * @return the line with the rest
     */
    public ReserveLine minus(long less) {
        return new ReserveLine(key, quantity - less, floor, unitCharges);
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
