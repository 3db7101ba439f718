package io.inventory4j;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A verb of {@link Stockkeeping} as a value: a {@link Verb}. */
@CheckReturnValue
public sealed interface StockVerb extends Verb {
    /**
     * Moves units between buckets.
     *
     * @param id the id of the move
     * @param reason why, for the journal
     * @param postings what goes where, 1 to 100
     */
    record Moving(String id, String reason, List<Posting> postings) implements StockVerb {
        /**
         * Checks the id and copies the list.
         *
         * @throws IllegalArgumentException if the id is out of bounds (rule 9.1)
         */
        public Moving {
            Bounds.text("move id", id);
            Objects.requireNonNull(reason, "reason");
            postings = List.copyOf(postings);
        }
    }

    /**
     * Sets how many units are physically there.
     *
     * @param id the id of the move
     * @param quantities units by line, 0 to 2^53 - 1, 1 to 100 lines
     * @param expectedVersions lines that must still be at these versions
     */
    record SettingOnHand(String id, Map<StockKey, Long> quantities, Map<StockKey, Long> expectedVersions)
            implements StockVerb {
        /**
         * Checks the id and copies the maps.
         *
         * @throws IllegalArgumentException if the id is out of bounds (rule 9.1)
         */
        public SettingOnHand {
            Bounds.text("move id", id);
            quantities = Map.copyOf(quantities);
            expectedVersions = Map.copyOf(expectedVersions);
        }
    }

    /**
     * Sets how many units of a line may be sold.
     *
     * @param id the id of the move
     * @param key the line
     * @param quantity units, 0 to 2^53 - 1
     * @param reason why, for the journal
     * @param expectedVersion the version that the line must still have; null for any
     */
    record SettingAvailable(
            String id,
            StockKey key,
            long quantity,
            String reason,
            @Nullable Long expectedVersion) implements StockVerb {
        /**
         * Checks the id.
         *
         * @throws IllegalArgumentException if it is out of bounds (rule 9.1)
         */
        public SettingAvailable {
            Bounds.text("move id", id);
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Sets how many units of a line are withheld from sale.
     *
     * @param id the id of the move
     * @param key the line
     * @param safetyStock how many
     */
    record SettingSafetyStock(String id, StockKey key, SafetyStock safetyStock) implements StockVerb {
        /**
         * Checks the id.
         *
         * @throws IllegalArgumentException if it is out of bounds (rule 9.1)
         */
        public SettingSafetyStock {
            Bounds.text("move id", id);
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(safetyStock, "safetyStock");
        }
    }

    /**
     * Opens or closes a line for sale.
     *
     * @param id the id of the command
     * @param key the line
     * @param state the new state
     */
    record SettingSaleState(String id, StockKey key, SaleState state) implements StockVerb {
        /**
         * Checks the id.
         *
         * @throws IllegalArgumentException if it is out of bounds (rule 9.1)
         */
        public SettingSaleState {
            Bounds.text("sale state id", id);
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(state, "state");
        }
    }

    /**
     * Sets from when to when a line takes new reservations.
     *
     * @param id the id of the command
     * @param key the line
     * @param window the new window
     */
    record SettingWindow(String id, StockKey key, Window window) implements StockVerb {
        /**
         * Checks the id.
         *
         * @throws IllegalArgumentException if it is out of bounds (rule 9.1)
         */
        public SettingWindow {
            Bounds.text("sale state id", id);
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(window, "window");
        }
    }

    /**
     * Receives units from a supplier, ready for sale.
     *
     * @param id the id of the move
     * @param key the line
     * @param quantity units
     * @return the verb
     * @see Stockkeeping#receive(String, StockKey, long)
     */
    static StockVerb receive(String id, StockKey key, long quantity) {
        return move(id, "receive", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity));
    }

    /**
     * Receives units of a SKU at the location {@link StockKey#MAIN}.
     *
     * @param id the id of the move
     * @param sku the stock keeping unit
     * @param quantity units
     * @return the verb
     * @see Stockkeeping#receive(String, String, long)
     */
    static StockVerb receive(String id, String sku, long quantity) {
        return receive(id, StockKey.of(sku), quantity);
    }

    /**
     * Transfers available units from one line to another, in one step.
     *
     * @param id the id of the move
     * @param from the line that gives
     * @param to the line that takes
     * @param quantity units
     * @return the verb
     * @throws IllegalArgumentException if both are the same line
     * @see Stockkeeping#transfer
     */
    static StockVerb transfer(String id, StockKey from, StockKey to, long quantity) {
        if (from.equals(to)) {
            throw new IllegalArgumentException("transfer from " + from + " to itself");
        }
        return move(
                id,
                "transfer",
                new Posting(from, Bucket.AVAILABLE, Bucket.OUTSIDE, quantity),
                new Posting(to, Bucket.OUTSIDE, Bucket.AVAILABLE, quantity));
    }

    /**
     * Takes units out of the books.
     *
     * @param id the id of the move
     * @param key the line
     * @param from the bucket they leave
     * @param quantity units
     * @param reason why, for the journal
     * @return the verb
     * @see Stockkeeping#writeOff
     */
    static StockVerb writeOff(String id, StockKey key, Bucket from, long quantity, String reason) {
        return move(id, reason, new Posting(key, from, Bucket.OUTSIDE, quantity));
    }

    /**
     * Moves units between buckets, all postings or nothing.
     *
     * @param id the id of the move
     * @param reason why, for the journal
     * @param postings what goes where, 1 to 100
     * @return the verb
     * @see Stockkeeping#move
     */
    static StockVerb move(String id, String reason, Posting... postings) {
        return new Moving(id, reason, List.of(postings));
    }

    /**
     * Sets how many units are physically there, whatever the books said.
     *
     * @param id the id of the move
     * @param quantities units by line, 0 to 2^53 - 1, 1 to 100 lines; a line that does not exist is made
     * @param expectedVersions lines that must still be at these versions
     * @return the verb
     * @see Stockkeeping#setOnHand(String, Map, Map)
     */
    static StockVerb setOnHand(String id, Map<StockKey, Long> quantities, Map<StockKey, Long> expectedVersions) {
        return new SettingOnHand(id, quantities, expectedVersions);
    }

    /**
     * Sets how many units are physically there, whatever the books said.
     *
     * @param id the id of the move
     * @param quantities units by line, 0 to 2^53 - 1, 1 to 100 lines; a line that does not exist is made
     * @return the verb
     * @see Stockkeeping#setOnHand(String, Map)
     */
    static StockVerb setOnHand(String id, Map<StockKey, Long> quantities) {
        return setOnHand(id, quantities, Map.of());
    }

    /**
     * Sets how many units of a line may be sold: for allotments.
     *
     * @param id the id of the move
     * @param key the line; made if it does not exist
     * @param quantity units, 0 to 2^53 - 1
     * @param reason why, for the journal
     * @param expectedVersion the version that the line must still have; null for any
     * @return the verb
     * @see Stockkeeping#setAvailable(String, StockKey, long, String, Long)
     */
    static StockVerb setAvailable(
            String id, StockKey key, long quantity, String reason, @Nullable Long expectedVersion) {
        return new SettingAvailable(id, key, quantity, reason, expectedVersion);
    }

    /**
     * Sets how many units of a line may be sold: for allotments.
     *
     * @param id the id of the move
     * @param key the line; made if it does not exist
     * @param quantity units, 0 to 2^53 - 1
     * @param reason why, for the journal
     * @return the verb
     * @see Stockkeeping#setAvailable(String, StockKey, long, String)
     */
    static StockVerb setAvailable(String id, StockKey key, long quantity, String reason) {
        return setAvailable(id, key, quantity, reason, null);
    }

    /**
     * Sets how many units of a line are withheld from sale.
     *
     * @param id the id of the move
     * @param key the line
     * @param safetyStock how many
     * @return the verb
     * @see Stockkeeping#setSafetyStock
     */
    static StockVerb setSafetyStock(String id, StockKey key, SafetyStock safetyStock) {
        return new SettingSafetyStock(id, key, safetyStock);
    }

    /**
     * Opens or closes a line for sale.
     *
     * @param id the id of the command
     * @param key the line
     * @param state the new state
     * @return the verb
     * @see Stockkeeping#setSaleState
     */
    static StockVerb setSaleState(String id, StockKey key, SaleState state) {
        return new SettingSaleState(id, key, state);
    }

    /**
     * Sets from when to when a line takes new reservations.
     *
     * @param id the id of the command
     * @param key the line
     * @param window the new window
     * @return the verb
     * @see Stockkeeping#setWindow
     */
    static StockVerb setWindow(String id, StockKey key, Window window) {
        return new SettingWindow(id, key, window);
    }
}
