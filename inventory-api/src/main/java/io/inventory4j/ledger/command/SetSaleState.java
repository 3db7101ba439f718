package io.inventory4j.ledger.command;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Opens or closes a stock line for sale, now or at a time (rule 4). Open reservations stay as they are. So who stops a
 * sale does not have to know its window, and who lets it go on keeps it.
 *
 * @param id the command's id; sale states have an id space of their own
 * @param key the line
 * @param state the new state; null leaves it as it is
 * @param window the new window; null leaves it as it is, {@link Window#NONE} takes it away
 */
public record SetSaleState(
        String id,
        StockKey key,
        @Nullable SaleState state,
        @Nullable Window window) implements Command {
    private static final String NONE = "";

    /**
     * Checks the bounds (rules 4.7 and 9.1).
     *
     * @throws IllegalArgumentException if the id is out of bounds, or there is neither a state nor a window
     */
    public SetSaleState {
        Bounds.text("sale state id", id);
        Objects.requireNonNull(key, "key");
        if (state == null && window == null) {
            throw new IllegalArgumentException("state and window are null; one of them has to be set");
        }
    }

    /**
     * A command that sets the state and leaves the window as it is.
     *
     * @param id the command's id
     * @param key the line
     * @param state the new state
     */
    public SetSaleState(String id, StockKey key, SaleState state) {
        this(id, key, Objects.requireNonNull(state, "state"), null);
    }

    /**
     * The content in canonical form: line, state and window (rule 4.4). A store keeps it with the id, to distinguish a
     * retry from another command with the same id.
     *
     * @return the text, at most 100 characters
     */
    public String content() {
        CanonicalText text = new CanonicalText().add(key).add(state == null ? NONE : state.name());
        if (window != null) {
            text.add(text(window.opensAt())).add(text(window.closesAt()));
        }
        return text.toString();
    }

    private static String text(@Nullable Instant edge) {
        return edge == null ? NONE : String.valueOf(edge.toEpochMilli());
    }
}
