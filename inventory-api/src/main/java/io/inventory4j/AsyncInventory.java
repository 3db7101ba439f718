package io.inventory4j;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of an {@link Inventory} without waiting for the answer. Calls that are made at about the same time travel to
 * the store together, those of the inventory's own verbs included. Thread-safe.
 *
 * <p>Several thousand calls may be under way at once. A call that comes when too many are under way, or that gets no
 * turn at the store in time, fails with a {@link LedgerException} of effect NONE. An argument out of bounds is an
 * {@link IllegalArgumentException}, thrown at once.
 *
 * <p>Calls that are under way at the same time have no order among each other: what has to come after another call is
 * hung on its stage. A stage is completed on a thread of the inventory, or, over a ledger in memory, before the call
 * returns. It cannot be cancelled. What hangs on it may call the inventory, and may wait.
 */
public interface AsyncInventory {
    /**
     * Holds the lines of a request.
     *
     * @param request what to hold
     * @return its outcome, or why the store cannot answer
     * @see Inventory#reserve(ReserveRequest)
     */
    CompletionStage<Outcome> reserve(ReserveRequest request);

    /**
     * Holds several requests, each on its own, in one call to the store.
     *
     * @param requests what to hold; may be empty
     * @return one outcome per request, by position, or why the store cannot answer
     * @see Inventory#reserve(List)
     */
    CompletionStage<List<Outcome>> reserve(List<ReserveRequest> requests);

    /**
     * Sells the lines of a request in one step, without a hold.
     *
     * @param request what to sell
     * @return its outcome, or why the store cannot answer
     * @see Inventory#sell
     */
    CompletionStage<Outcome> sell(ReserveRequest request);

    /**
     * Sells a request in place of an order, in one step.
     *
     * @param request what to sell, under a new id
     * @param oldOrder the id of the order that it takes the place of
     * @return its outcome, or why the store cannot answer
     * @see Inventory#exchange
     */
    default CompletionStage<Outcome> exchange(ReserveRequest request, String oldOrder) {
        return sell(request.replacing(oldOrder));
    }

    /**
     * Sells held units.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#confirm(SettleRequest)
     */
    CompletionStage<Outcome> confirm(SettleRequest request);

    /**
     * Sells all that a reservation holds.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#confirm(String)
     */
    default CompletionStage<Outcome> confirm(String reservation) {
        return confirm(SettleRequest.of(reservation));
    }

    /**
     * Sells what a request once held, and takes it again if the hold is gone.
     *
     * @param request the request that made the reservation
     * @return which of the four, or why the store cannot answer
     * @see Inventory#confirmOrReacquire
     */
    CompletionStage<LateConfirmation> confirmOrReacquire(ReserveRequest request);

    /**
     * Gives held units back.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#release(SettleRequest)
     */
    CompletionStage<Outcome> release(SettleRequest request);

    /**
     * Gives back all that a reservation holds.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#release(String)
     */
    default CompletionStage<Outcome> release(String reservation) {
        return release(SettleRequest.of(reservation));
    }

    /**
     * Gives back what a cancelled order holds or has sold.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#giveBack(SettleRequest)
     */
    CompletionStage<Outcome> giveBack(SettleRequest request);

    /**
     * Gives back all that a cancelled order holds or has sold.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#giveBack(String)
     */
    default CompletionStage<Outcome> giveBack(String reservation) {
        return giveBack(SettleRequest.of(reservation));
    }

    /**
     * Gives sold units back before shipment.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#cancel(SettleRequest)
     */
    CompletionStage<Outcome> cancel(SettleRequest request);

    /**
     * Gives back all that is sold of a reservation and not shipped.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#cancel(String)
     */
    default CompletionStage<Outcome> cancel(String reservation) {
        return cancel(SettleRequest.of(reservation));
    }

    /**
     * Ships sold units.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#ship(SettleRequest)
     */
    CompletionStage<Outcome> ship(SettleRequest request);

    /**
     * Ships all that is sold of a reservation.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#ship(String)
     */
    default CompletionStage<Outcome> ship(String reservation) {
        return ship(SettleRequest.of(reservation));
    }

    /**
     * Takes shipped units back, into quality control.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#acceptReturn(SettleRequest)
     */
    CompletionStage<Outcome> acceptReturn(SettleRequest request);

    /**
     * Takes back all that was shipped of a reservation and has not come back.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#acceptReturn(String)
     */
    default CompletionStage<Outcome> acceptReturn(String reservation) {
        return acceptReturn(SettleRequest.of(reservation));
    }

    /**
     * Holds a reservation longer.
     *
     * @param reservation its id
     * @param settlement the id of this extension
     * @param holdFor 1 ms to 400 days
     * @return its outcome, or why the store cannot answer
     * @see Inventory#extend
     */
    CompletionStage<Outcome> extend(String reservation, String settlement, Duration holdFor);

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
     * Reads lines.
     *
     * @param keys the lines
     * @return the levels of those that exist, or why the store cannot answer
     * @see Inventory#levels
     */
    CompletionStage<List<StockLevel>> levels(Collection<StockKey> keys);

    /**
     * Reads a reservation.
     *
     * @param id its id
     * @return the reservation, or empty where it is unknown or forgotten; or why the store cannot answer
     * @see Inventory#reservation
     */
    CompletionStage<Optional<Reservation>> reservation(String id);
}
