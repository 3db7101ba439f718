package io.inventory4j;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * {@link Stockkeeping} without waiting for the answer: a part of {@link AsyncInventory}, which says what holds of every
 * call.
 */
@CheckReturnValue
public interface AsyncStockkeeping {
    /**
     * Receives units from a supplier, ready for sale.
     *
     * @param id the id of the move
     * @param key the line
     * @param quantity units
     * @return its outcome, or why the store cannot answer
     * @see Inventory#receive(String, StockKey, long)
     */
    CompletionStage<Outcome> receive(String id, StockKey key, long quantity);

    /**
     * Receives units of a SKU at the location {@link StockKey#MAIN}.
     *
     * @param id the id of the move
     * @param sku the stock keeping unit
     * @param quantity units
     * @return its outcome, or why the store cannot answer
     * @see Inventory#receive(String, String, long)
     */
    default CompletionStage<Outcome> receive(String id, String sku, long quantity) {
        return receive(id, StockKey.of(sku), quantity);
    }

    /**
     * Transfers available units from one line to another, in one step.
     *
     * @param id the id of the move
     * @param from the line that gives
     * @param to the line that takes
     * @param quantity units
     * @return its outcome, or why the store cannot answer
     * @see Inventory#transfer
     */
    CompletionStage<Outcome> transfer(String id, StockKey from, StockKey to, long quantity);

    /**
     * Takes units out of the books.
     *
     * @param id the id of the move
     * @param key the line
     * @param from the bucket they leave
     * @param quantity units
     * @param reason why, for the journal
     * @return its outcome, or why the store cannot answer
     * @see Inventory#writeOff
     */
    CompletionStage<Outcome> writeOff(String id, StockKey key, Bucket from, long quantity, String reason);

    /**
     * Moves units between buckets, all postings or nothing.
     *
     * @param id the id of the move
     * @param reason why, for the journal
     * @param postings what goes where, 1 to 100
     * @return its outcome, or why the store cannot answer
     * @see Inventory#move
     */
    CompletionStage<Outcome> move(String id, String reason, Posting... postings);

    /**
     * Sets how many units are physically there.
     *
     * @param id the id of the move
     * @param quantities units by line
     * @param expectedVersions lines that must still be at these versions
     * @return its outcome, or why the store cannot answer
     * @see Inventory#setOnHand(String, Map, Map)
     */
    CompletionStage<Outcome> setOnHand(String id, Map<StockKey, Long> quantities, Map<StockKey, Long> expectedVersions);

    /**
     * Sets how many units of a line may be sold.
     *
     * @param id the id of the move
     * @param key the line
     * @param quantity units
     * @param reason why, for the journal
     * @param expectedVersion the version that the line must still have; null for any
     * @return its outcome, or why the store cannot answer
     * @see Inventory#setAvailable(String, StockKey, long, String, Long)
     */
    CompletionStage<Outcome> setAvailable(
            String id, StockKey key, long quantity, String reason, @Nullable Long expectedVersion);

    /**
     * Sets how many units of a line are withheld from sale.
     *
     * @param id the id of the move
     * @param key the line
     * @param safetyStock how many
     * @return its outcome, or why the store cannot answer
     * @see Inventory#setSafetyStock
     */
    CompletionStage<Outcome> setSafetyStock(String id, StockKey key, SafetyStock safetyStock);

    /**
     * Books what a count found.
     *
     * @param stocktake the count
     * @return whether it was booked, and the variance, or why the store cannot answer
     * @see Inventory#stocktake
     */
    CompletionStage<Stocktake.Result> stocktake(Stocktake stocktake);

    /**
     * Opens or closes a line for sale.
     *
     * @param id the id of the command
     * @param key the line
     * @param state the new state
     * @return its outcome, or why the store cannot answer
     * @see Inventory#setSaleState
     */
    CompletionStage<Outcome> setSaleState(String id, StockKey key, SaleState state);

    /**
     * Sets from when to when a line takes new reservations.
     *
     * @param id the id of the command
     * @param key the line
     * @param window the new window
     * @return its outcome, or why the store cannot answer
     * @see Inventory#setWindow
     */
    CompletionStage<Outcome> setWindow(String id, StockKey key, Window window);
}
