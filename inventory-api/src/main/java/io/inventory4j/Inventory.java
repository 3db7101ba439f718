package io.inventory4j;

import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shop's stock, over one ledger: what is done with {@linkplain Orders orders} and with {@linkplain Stockkeeping
 * stock}, and what is so, and who is told. Thread-safe.
 *
 * <p>A refusal is a value ({@link Outcome.Refused}); an argument out of bounds is an {@link IllegalArgumentException};
 * a store that cannot answer is a {@link LedgerException}. Every id makes its call safe to repeat: the same id with the
 * same content changes nothing the second time, as long as {@link io.inventory4j.ledger.Retention} says.
 */
public interface Inventory extends Orders, Stockkeeping, AutoCloseable {
    /**
     * Carries out verbs of any kind in one call to the store, as if they came one after the other, in order. Each is
     * applied or refused by itself; {@link Orders#reserveAll} is all or nothing. For what comes in bulk: the orders of
     * a market place, the parcels of an hour, a delivery note.
     *
     * <p>They are the same verbs as those of this inventory: the policy judges what is reserved or sold, ids of the
     * library are refused, and what was refused for units that a dead hold may keep is asked once more when such holds
     * are swept (rule 5.1). With it go those later verbs of the list about the same reservation that were refused
     * too. So such a verb may be carried out after the others of the list. A store splits a long list into several
     * calls (rule 10.3).
     *
     * @param verbs the verbs, from {@link OrderVerb} and {@link StockVerb}; may be empty
     * @return one outcome for each, by position
     * @throws IllegalArgumentException if one of them is out of bounds; then none is sent
     * @throws LedgerException if the store cannot answer; its effect then applies to every verb of the list. After
     *     UNKNOWN, send the same list again: what was applied is replayed
     */
    @CheckReturnValue
    List<Outcome> apply(List<? extends Verb> verbs);

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
    List<Reservation> openReservations(StockKey key, @Nullable String after, int max);

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

    /**
     * Stops the sweeper and the callbacks, and frees what the inventory opened. Does nothing the second time. From then
     * on every verb and every read fails with a {@link LedgerException} of effect NONE, over any ledger.
     */
    @Override
    void close();
}
