package io.inventory4j;

import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shop's stock, over one ledger: hold, sell, ship, take back, receive, count. Thread-safe.
 *
 * <p>A refusal is a value ({@link Outcome.Refused}); an argument out of bounds is an {@link IllegalArgumentException};
 * a store that cannot answer is a {@link LedgerException}. Every id makes its call safe to repeat: the same id with the
 * same content changes nothing the second time, as long as {@link io.inventory4j.ledger.Retention} says.
 */
public interface Inventory extends AutoCloseable {
    /**
     * Holds the lines of a request, all of them and within every limit, or none.
     *
     * @param request what to hold
     * @return the reservation and the levels it changed, or why not
     * @throws IllegalArgumentException if the request has no lines
     */
    Outcome reserve(ReserveRequest request);

    /**
     * Holds several requests in one call to the store, as if they came one after the other.
     *
     * @param requests what to hold; may be empty
     * @return one outcome per request, by position
     * @throws IllegalArgumentException if one of them has no lines; then none is sent
     */
    List<Outcome> reserve(List<ReserveRequest> requests);

    /**
     * Sells the lines of a request in one step, without a hold: all of them and within every limit, or none. Where a
     * reply was lost, the same call may be sent again; {@link #giveBack(String)} closes it instead.
     *
     * @param request what to sell
     * @return the reservation and the levels it changed, or why not
     * @throws IllegalArgumentException if the request has no lines, or says how long to hold
     */
    Outcome sell(ReserveRequest request);

    /**
     * Sells a request in place of an order, in one step: another size, another quantity, another owner. What the old
     * order has of held and of sold units is given back in the same step, so no stranger gets them in between, and it
     * works after the sale has ended too (rule 1.11). What was shipped stays with the old order.
     *
     * @param request what to sell, under a new id
     * @param oldOrder the id of the order that it takes the place of
     * @return the new reservation and the levels it changed; or why not: then the old order stays as it is
     * @throws IllegalArgumentException if the request has no lines, or says how long to hold
     */
    default Outcome exchange(ReserveRequest request, String oldOrder) {
        return sell(request.replacing(oldOrder));
    }

    /**
     * Sells held units.
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome confirm(SettleRequest request);

    /**
     * Sells all that a reservation holds.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome confirm(String reservation) {
        return confirm(SettleRequest.of(reservation));
    }

    /**
     * Sells what a request once held. If the hold is gone, takes the units again, in the same reservation and under the
     * same limits. If they cannot be had, says that a refund is due: that is final. Safe to repeat.
     *
     * @param request the request that made the reservation, with the same buyer and the same lines
     * @return which of the four
     */
    LateConfirmation confirmOrReacquire(ReserveRequest request);

    /**
     * Gives held units back. For an unknown id it leaves a mark, so that a reserve under way that arrives later is
     * refused.
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome release(SettleRequest request);

    /**
     * Gives back all that a reservation holds.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome release(String reservation) {
        return release(SettleRequest.of(reservation));
    }

    /**
     * Gives back what a cancelled order holds or has sold; what was shipped stays. An order of which all was shipped is
     * refused {@link Reason#NOT_COMMITTED}: its goods come back by {@link #acceptReturn(SettleRequest)}. For an unknown
     * id it leaves a mark, as {@link #release(SettleRequest)} does. A job that ends unpaid orders uses release.
     *
     * @param request which, without lines
     * @return the reservation, or why not
     */
    Outcome giveBack(SettleRequest request);

    /**
     * Gives back what a cancelled order holds or has sold.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome giveBack(String reservation) {
        return giveBack(SettleRequest.of(reservation));
    }

    /**
     * Gives sold units back before shipment.
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome cancel(SettleRequest request);

    /**
     * Gives back all that is sold of a reservation and not shipped.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome cancel(String reservation) {
        return cancel(SettleRequest.of(reservation));
    }

    /**
     * Ships sold units. An order that is sold and never shipped is kept for ever: a shop that does not report shipments
     * sets {@code shipWhenConfirmedFor} when it builds the inventory (rule 9.2).
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome ship(SettleRequest request);

    /**
     * Ships all that is sold of a reservation.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome ship(String reservation) {
        return ship(SettleRequest.of(reservation));
    }

    /**
     * Takes shipped units back, into quality control.
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome acceptReturn(SettleRequest request);

    /**
     * Takes back all that was shipped of a reservation and has not come back.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome acceptReturn(String reservation) {
        return acceptReturn(SettleRequest.of(reservation));
    }

    /**
     * Holds a reservation longer: its expiry becomes the later of what it was and the store's now plus {@code holdFor}.
     *
     * @param reservation its id
     * @param settlement the id of this extension; a retry uses the same, a further extension another
     * @param holdFor 1 ms to 400 days
     * @return the reservation, or why not
     */
    Outcome extend(String reservation, String settlement, Duration holdFor);

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
     * Opens or closes a line for sale.
     *
     * @param id the id of the command
     * @param key the line
     * @param state the new state
     * @return the level it changed, or why not
     */
    Outcome setSaleState(String id, StockKey key, SaleState state);

    /**
     * Reads lines, each one consistent snapshot.
     *
     * @param keys the lines
     * @return the levels of those that exist
     */
    List<StockLevel> levels(Collection<StockKey> keys);

    /**
     * Reads a line.
     *
     * @param key the line
     * @return its level, or empty where it does not exist
     */
    default Optional<StockLevel> level(StockKey key) {
        return levels(List.of(key)).stream().findFirst();
    }

    /**
     * Reads a reservation.
     *
     * @param id its id
     * @return the reservation, or empty where it is unknown or forgotten
     */
    Optional<Reservation> reservation(String id);

    /**
     * Pages through the reservations that hold units of a line.
     *
     * @param key the line
     * @param after the last id of the page before, or null for the first page
     * @param max the most to return
     * @return the reservations; fewer than {@code max} on the last page
     */
    List<Reservation> openReservations(StockKey key, @Nullable ReservationId after, int max);

    /**
     * Reads a counter.
     *
     * @param counter its name, as a refusal gave it
     * @return units and orders that charge it
     */
    long used(String counter);

    /**
     * Reads the journal, oldest entries first.
     *
     * @param after the sequence to go on after; 0 for the oldest kept
     * @param max the most entries to return
     * @return a page; empty where the ledger keeps no journal
     */
    Optional<JournalPage> journal(long after, int max);

    /**
     * Gives back what is overdue now, instead of waiting for the sweeper.
     *
     * @return how many reservations it ended
     */
    int sweep();

    /**
     * This inventory inside a transaction of the shop's own: what it changes is committed or rolled back together with
     * the rest, such as the row of the order. It has the same policy, limits and timeout. Listeners and alerts hear of
     * a change after the commit, and never of a rollback.
     *
     * <p>What is touched stays locked until the shop commits: no other buyer of that SKU gets on meanwhile. So make it
     * the last thing before the commit, and not in a flash sale. Overdue reservations are not swept inside a
     * transaction; what is refused as out of stock may be free at the sweeper's next tick.
     *
     * @param transaction one that has begun: of a database, a {@code Connection} without auto-commit, at READ COMMITTED
     * @return an inventory for one thread and for this transaction; closing it does nothing
     * @throws IllegalArgumentException if the store takes part in no such transaction, or needs one isolated otherwise
     * @throws LedgerException if the store cannot answer
     */
    Inventory within(Object transaction);

    /**
     * The same verbs without waiting for the answer: thousands may be under way from one thread.
     *
     * @return the verbs
     * @throws IllegalStateException if this inventory is inside a transaction, which belongs to one thread
     */
    AsyncInventory async();

    /**
     * Calls a listener for every line that changes from now on, on whichever node (rule 11). Over a ledger that cannot
     * be watched: that this inventory changes.
     *
     * @param listener what to call
     * @return the registration; close it to end the calls
     * @throws LedgerException if it is the first listener, and the store cannot answer
     */
    Subscription subscribe(StockListener listener);

    /**
     * Calls a listener for every reservation whose hold runs out from now on, whichever node sweeps it (rule 11.6).
     * Over a ledger that cannot be watched: that this inventory sweeps. The {@linkplain #journal journal} has what
     * ran out while no node listened, as {@code EXPIRE}.
     *
     * @param listener what to call; for a slow one, at most 10,000 wait, as rule 11.8 says
     * @return the registration; close it to end the calls
     * @throws LedgerException if it is the first listener, and the store cannot answer
     */
    Subscription onExpired(ExpiryListener listener);

    /**
     * How the background work of this inventory goes: sweeps, the feed of changes, the calls to listeners.
     *
     * @return the state right now; takes no call to the store
     */
    Health health();

    /** Stops the sweeper and the callbacks, and frees what the inventory opened. Does nothing the second time. */
    @Override
    void close();
}
