package io.inventory4j.ledger.command;

import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Objects;

/**
 * Where the units of a flexible line may come from (rule 1.9).
 *
 * @param key the stock line
 * @param floor how much must stay available there: negative allows backorders, positive keeps units for someone else
 * @param unitCharges counters that each unit charges that comes from here; kept in name order, one per counter
 */
public record Source(StockKey key, long floor, List<Charge> unitCharges) {
    /**
     * Checks the bounds (rule 9) and brings the charges into their one form.
     *
     * @throws IllegalArgumentException if an argument is out of bounds
     */
    public Source {
        Objects.requireNonNull(key, "key");
        Bounds.floor("floor", floor);
        unitCharges = Charges.normal("unitCharges", unitCharges);
    }

    /**
     * A source without charges that may give its last unit.
     *
     * @param key the stock line
     * @return the source
     */
    public static Source of(StockKey key) {
        return new Source(key, 0, List.of());
    }
}
