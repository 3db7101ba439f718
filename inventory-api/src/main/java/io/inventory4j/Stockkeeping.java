package io.inventory4j;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a shop does with stock: receive, move, count, withhold, stop. It is a part of {@link Inventory}, which says what
 * holds of every call, for code that does no more than that.
 */
@CheckReturnValue
public interface Stockkeeping {
    /**
     * Receives units from a supplier, ready for sale. The first receipt creates the line.
     *
     * @param id the id of the move, such as the purchase order's number
     * @param key the line
     * @param quantity units
     * @return the level it changed, or why not
     */
    Outcome receive(String id, StockKey key, long quantity);

    /**
     * Receives units of a SKU at the location {@link StockKey#MAIN}.
     *
     * @param id the id of the move
     * @param sku the stock keeping unit
     * @param quantity units
     * @return the level it changed, or why not
     */
    default Outcome receive(String id, String sku, long quantity) {
        return receive(id, StockKey.of(sku), quantity);
    }

    /**
     * Transfers available units from one line to another, in one step.
     *
     * @param id the id of the move
     * @param from the line that gives
     * @param to the line that takes
     * @param quantity units
     * @return the levels it changed, or why not
     */
    Outcome transfer(String id, StockKey from, StockKey to, long quantity);

    /**
     * Takes units out of the books: lost, stolen, scrapped.
     *
     * @param id the id of the move
     * @param key the line
     * @param from the bucket they leave
     * @param quantity units
     * @param reason why, for the journal
     * @return the level it changed, or why not
     */
    Outcome writeOff(String id, StockKey key, Bucket from, long quantity, String reason);

    /**
     * Moves units between buckets, all postings or nothing: for what has no verb of its own, such as expected goods,
     * inspection and put-away.
     *
     * @param id the id of the move
     * @param reason why, for the journal
     * @param postings what goes where, 1 to 100
     * @return the levels it changed, or why not
     */
    Outcome move(String id, String reason, Posting... postings);

    /**
     * Sets how many units are physically there, whatever the books said: an import, or the figures of a warehouse. The
     * difference is posted between AVAILABLE and OUTSIDE. If fewer are there than were promised, AVAILABLE falls below
     * zero, as after a count. The same id again changes nothing, whatever has happened since.
     *
     * <p>The figure is that of {@link StockLevel#onHand}: units that are held, sold and not shipped, withheld or
     * damaged are in it. What is sold after it was taken does no harm; what is shipped or received after it was taken
     * is undone. Where AVAILABLE rises above the line's opening, that rises too, unless it is pinned (rule 3.7).
     *
     * @param id the id of the move
     * @param quantities units by line, 0 to 2^53 - 1, 1 to 100 lines; a line that does not exist is made
     * @param expectedVersions lines that must still be at these versions, such as those that a screen showed
     * @return the levels it changed, or why not
     */
    Outcome setOnHand(String id, Map<StockKey, Long> quantities, Map<StockKey, Long> expectedVersions);

    /**
     * Sets how many units are physically there, whatever the books said.
     *
     * @param id the id of the move
     * @param quantities units by line, 0 to 2^53 - 1, 1 to 100 lines; a line that does not exist is made
     * @return the levels it changed, or why not
     */
    default Outcome setOnHand(String id, Map<StockKey, Long> quantities) {
        return setOnHand(id, quantities, Map.of());
    }

    /**
     * Sets how many units of a line may be sold: for allotments, such as those of a live room. It is not for a nightly
     * import of what a warehouse has: that would bring back what was sold since; use {@link #setOnHand}.
     *
     * @param id the id of the move
     * @param key the line; made if it does not exist
     * @param quantity units, 0 to 2^53 - 1
     * @param reason why, for the journal
     * @param expectedVersion the version that the line must still have; null for any
     * @return the level it changed, or why not
     */
    Outcome setAvailable(String id, StockKey key, long quantity, String reason, @Nullable Long expectedVersion);

    /**
     * Sets how many units of a line may be sold.
     *
     * @param id the id of the move
     * @param key the line; made if it does not exist
     * @param quantity units, 0 to 2^53 - 1
     * @param reason why, for the journal
     * @return the level it changed, or why not
     */
    default Outcome setAvailable(String id, StockKey key, long quantity, String reason) {
        return setAvailable(id, key, quantity, reason, null);
    }

    /**
     * Sets how many units of a line are withheld from sale, by moving the difference from or to what is available. A
     * percentage is of the opening as it is now: a later receipt that raises the opening leaves what is withheld as it
     * is, and a further call, with a new id, follows it.
     *
     * @param id the id of the move
     * @param key the line
     * @param safetyStock how many
     * @return the level it changed; applied without a change if the line has that safety stock already; or why not
     */
    Outcome setSafetyStock(String id, StockKey key, SafetyStock safetyStock);

    /**
     * Books what a count found.
     *
     * @param stocktake the count
     * @return whether it was booked, and the variance
     */
    Stocktake.Result stocktake(Stocktake stocktake);

    /**
     * Opens or closes a line for sale. Its window stays as it is.
     *
     * @param id the id of the command
     * @param key the line
     * @param state the new state
     * @return the level it changed, or why not
     */
    Outcome setSaleState(String id, StockKey key, SaleState state);

    /**
     * Sets from when to when a line takes new reservations, by the store's clock: a sale begins and ends at its instant
     * on every node. Its sale state stays as it is, and what is held at the end may still be paid.
     *
     * @param id the id of the command, of the ids of sale states
     * @param key the line
     * @param window the new window; {@link Window#NONE} takes it away
     * @return the level it changed, or why not
     */
    Outcome setWindow(String id, StockKey key, Window window);
}
