package io.inventory4j.ledger;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a store under a {@code LoadApplyStoreLedger}: what an adapter's author writes. From begin to
 * commit it must be isolated from all others, so rows that are loaded stay locked until it ends, or are checked at the
 * commit. Used by one thread.
 */
public interface StoreTransaction extends AutoCloseable {
    /**
     * The store's now; the same for the whole transaction. If the rows to load are known at the start, it is asked for
     * after the load, so it may come with the rows.
     *
     * @return the instant
     */
    Instant now();

    /**
     * Loads everything that a batch is known to touch. A batch that settles nothing needs this once. One that settles
     * needs it twice, because only its reservations say which lines and counters it touches. A store over a network
     * overrides it with one round trip, and takes its locks in the order of the components.
     *
     * @param wanted what to load
     * @return what is stored of it
     */
    default Stored load(Wanted wanted) {
        return new Stored(
                found(wanted.reservations(), this::reservations),
                found(wanted.moves(), this::moves),
                found(wanted.saleStates(), this::saleStates),
                found(wanted.lines(), this::lines),
                found(wanted.counters(), this::counters));
    }

    private static <K, V> Map<K, V> found(Set<K> keys, Function<Set<K>, Map<K, V>> load) {
        return keys.isEmpty() ? Map.of() : load.apply(keys);
    }

    /**
     * Loads reservations, tombstones included.
     *
     * @param ids their ids, in id order
     * @return those that are stored
     */
    Map<ReservationId, Reservation> reservations(Set<ReservationId> ids);

    /**
     * Loads stock lines.
     *
     * @param keys the lines, in key order
     * @return those that are stored
     */
    Map<StockKey, StockLevel> lines(Set<StockKey> keys);

    /**
     * Loads counters.
     *
     * @param names their names, in name order
     * @return those that are stored
     */
    Map<String, CounterValue> counters(Set<String> names);

    /**
     * Loads what is remembered of moves.
     *
     * @param ids their ids, in id order
     * @return those that are stored
     */
    Map<String, AppliedCommand> moves(Set<String> ids);

    /**
     * Loads what is remembered of sale states.
     *
     * @param ids their ids, in id order
     * @return those that are stored
     */
    Map<String, AppliedCommand> saleStates(Set<String> ids);

    /**
     * Stores rows, each new or in place of the one that was loaded.
     *
     * @param changes the rows
     */
    void store(Changes changes);

    /**
     * Finds reservations that hold units and whose expiry is {@code now} or earlier.
     *
     * @param now the store's now
     * @param max the most to find
     * @return their ids, oldest expiry first, then by id
     */
    List<ReservationId> overdue(Instant now, int max);

    /**
     * Pages through reservations that hold units of a line, in an order that the store keeps.
     *
     * @param key the line
     * @param after the last id of the page before, or null
     * @param max the most to return
     * @return the reservations
     */
    List<Reservation> open(StockKey key, @Nullable ReservationId after, int max);

    /**
     * Finds reservations with nothing reserved and something committed that were changed at {@code by} or earlier.
     *
     * @param by the latest change
     * @param after the last one that was found before; null for none
     * @param max the most to find
     * @return their ids, oldest change first, then by id
     */
    List<ReservationId> confirmed(Instant by, @Nullable Reservation after, int max);

    /**
     * Forgets rows, as {@link StockLedger#purge} says.
     *
     * @param due what may be forgotten
     * @param max the most rows to forget
     * @return how many were forgotten
     */
    int purge(Due due, int max);

    /**
     * Called in place of {@link #store} and {@link #commit} where nothing changes, before an answer that rests on what
     * was loaded: a refusal, a repeat, or that nothing was due; and where the rules can make no sense of it. A store
     * that locks what it loads, or reads it from one snapshot, has nothing to do. One that checks only at its commit
     * whether others have changed what was loaded checks it here as well, and fails as it does there: otherwise a
     * refusal could rest on rows that never stood side by side (rule 1.7). Reads that ask for one row each do not call
     * it.
     */
    default void checkReads() {}

    /** Makes everything that was stored durable and visible, in one step. */
    void commit();

    /** Ends the transaction; without a commit, nothing of it remains. */
    @Override
    void close();

    /**
     * What may be forgotten: what was settled or applied at these instants or earlier.
     *
     * @param settledBy reservations of which nothing was shipped, and tombstones
     * @param shippedBy reservations of which anything was shipped
     * @param appliedBy moves and sale states
     * @param now the store's now; counters that are {@linkplain CounterValue#stale stale} then may be forgotten
     */
    record Due(Instant settledBy, Instant shippedBy, Instant appliedBy, Instant now) {
        /**
         * What may be forgotten at a time.
         *
         * @param retention how long each kind is remembered
         * @param now the store's now
         * @return what is due
         */
        public static Due of(Retention retention, Instant now) {
            return new Due(
                    now.minus(retention.settled()), now.minus(retention.shipped()), now.minus(retention.moves()), now);
        }

        /**
         * Whether a reservation may be forgotten.
         *
         * @param reservation the reservation, or a tombstone
         * @return true if it was settled long enough ago
         */
        public boolean forgets(Reservation reservation) {
            Instant settledAt = reservation.settledAt();
            Instant by = reservation.shipped() ? shippedBy : settledBy;
            return settledAt != null && !settledAt.isAfter(by);
        }
    }

    /**
     * The keys of rows to load, each set in the order of its keys.
     *
     * @param reservations ids of reservations
     * @param moves ids of moves
     * @param saleStates ids of sale states
     * @param lines stock lines
     * @param counters names of counters
     */
    record Wanted(
            Set<ReservationId> reservations,
            Set<String> moves,
            Set<String> saleStates,
            Set<StockKey> lines,
            Set<String> counters) {}

    /**
     * Rows as they are stored; what is not stored is left out.
     *
     * @param reservations reservations, tombstones included
     * @param moves what is remembered of moves
     * @param saleStates what is remembered of sale states
     * @param lines stock lines
     * @param counters counters
     */
    record Stored(
            Map<ReservationId, Reservation> reservations,
            Map<String, AppliedCommand> moves,
            Map<String, AppliedCommand> saleStates,
            Map<StockKey, StockLevel> lines,
            Map<String, CounterValue> counters) {}

    /**
     * The rows that a batch has changed, each once, in its last form.
     *
     * @param lines stock lines, by key
     * @param counters counters, by name
     * @param reservations reservations, by id
     * @param moves moves to remember, by id
     * @param saleStates sale states to remember, by id
     * @param journal what happened, oldest first, numbered from 1; a store with a journal adds the number of its last
     *     entry
     * @param missing rows that a refused command of the same batch, or a line that chooses, looked up and did not find.
     *     They must still be missing at the commit; only a store that cannot lock absent rows has to check it
     */
    record Changes(
            Map<StockKey, StockLevel> lines,
            Map<String, CounterValue> counters,
            Map<ReservationId, Reservation> reservations,
            Map<String, AppliedCommand> moves,
            Map<String, AppliedCommand> saleStates,
            Collection<JournalEntry> journal,
            Wanted missing) {
        /**
         * Changes for which nothing has to be missing.
         *
         * @param lines stock lines, by key
         * @param counters counters, by name
         * @param reservations reservations, by id
         * @param moves moves to remember, by id
         * @param saleStates sale states to remember, by id
         * @param journal what happened, oldest first, numbered from 1
         */
        public Changes(
                Map<StockKey, StockLevel> lines,
                Map<String, CounterValue> counters,
                Map<ReservationId, Reservation> reservations,
                Map<String, AppliedCommand> moves,
                Map<String, AppliedCommand> saleStates,
                Collection<JournalEntry> journal) {
            this(
                    lines,
                    counters,
                    reservations,
                    moves,
                    saleStates,
                    journal,
                    new Wanted(Set.of(), Set.of(), Set.of(), Set.of(), Set.of()));
        }
    }
}
