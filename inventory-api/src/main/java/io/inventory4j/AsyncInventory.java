package io.inventory4j;

import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The verbs of an {@link Inventory} without waiting for the answer. Calls that are made at about the same time travel to
 * the store together, those of the inventory's own verbs included. Thread-safe.
 *
 * <p>Several thousand calls may be under way at once: 10,000 may wait, unless {@code InventoryBuilder.batching} says
 * otherwise, also where the inventory's own verbs are built {@code withoutBatching}. Of the calls that take a list,
 * several steps or reads ({@code apply}, {@code reserveAll}, {@code preview}, {@code confirmOrReacquire},
 * {@code stocktake}, {@code levels}), eight are made at a time, and 10,000 wait for that. A call that comes when too
 * many wait, or that gets no turn at the store in time, fails with a {@link LedgerException} of effect NONE. So a shop
 * that may have more calls than that keeps a bound of its own, such as a semaphore of 5,000 permits, of which each is
 * given back when its stage is completed: then the shop waits where it wants to. An argument out of bounds is an {@link
 * IllegalArgumentException}, thrown at once.
 *
 * <p>Calls that are under way at the same time have no order among each other: what has to come after another call is
 * hung on its stage. A stage is completed on a thread of the inventory; or before the call returns, over a ledger in
 * memory, and where nothing is sent, because the order is refused in memory or too many wait. It cannot be cancelled.
 * What hangs on it may call the inventory, and may wait.
 */
public interface AsyncInventory extends AsyncOrders, AsyncStockkeeping {
    /**
     * Carries out verbs of any kind, each by itself, in one call to the store.
     *
     * @param verbs the verbs; may be empty
     * @return one outcome for each, by position, or why the store cannot answer
     * @see Inventory#apply
     */
    @CheckReturnValue
    CompletionStage<List<Outcome>> apply(List<? extends Verb> verbs);

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
