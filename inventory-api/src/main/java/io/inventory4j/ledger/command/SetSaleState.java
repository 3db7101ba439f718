package io.inventory4j.ledger.command;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.util.Objects;

/**
 * Opens or closes a stock line for sale (rule 4). Open reservations stay as they are.
 *
 * @param id the command's id; sale states have an id space of their own
 * @param key the line
 * @param state the new state
 */
public record SetSaleState(String id, StockKey key, SaleState state) implements Command {
    /**
     * Checks the bounds (rule 9.1).
     *
     * @throws IllegalArgumentException if the id is out of bounds
     */
    public SetSaleState {
        Bounds.text("sale state id", id);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(state, "state");
    }

    /**
     * The content in canonical form: line and state (rule 4.4). A store keeps it with the id, to distinguish a retry
     * from another command with the same id.
     *
     * @return the text, at most 100 characters
     */
    public String content() {
        return new CanonicalText().add(key).add(state.name()).toString();
    }
}
