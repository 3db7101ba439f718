package io.inventory4j.ledger;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store of stock that decides atomically. A batch of commands goes in as data, and its outcomes come back by
 * position: one round trip, whatever kinds of commands the batch has.
 *
 * <p>Time is the store's: it adds its own now to the durations it is given (rules 1.3, 2.6). All methods are
 * thread-safe and may be called on many nodes at once. A store that cannot answer throws {@link LedgerException} (rule
 * 10.1). Journal and push are optional abilities: {@link Journaled}, {@link Watchable}.
 */
public interface StockLedger extends AutoCloseable {
    /**
     * Applies commands, each atomic and independent of the others, as if one came after the other, in order (rule 6.4).
     *
     * @param batch the commands; may be empty
     * @return one outcome per command, by position
     * @throws LedgerException if the store cannot answer; its effect then applies to every command of the batch
     */
    List<Outcome> apply(List<? extends Command> batch);

    /**
     * Applies one command.
     *
     * @param command the command
     * @return its outcome
     * @throws LedgerException as {@link #apply(List)}
     */
    default Outcome apply(Command command) {
        return apply(List.of(command)).get(0);
    }

    /**
     * Gives back the units of reservations whose hold has run out, oldest expiry first (rules 5.2 and 5.3).
     *
     * @param max the most reservations to end, at least 1
     * @return one outcome per reservation that this call ended, with the levels it changed; fewer than {@code max}
     *     means that nothing else was overdue
     */
    default List<Outcome.Applied> expire(int max) {
        return expire(max, null);
    }

    /**
     * The same, but leaves one reservation alone: the one that a buyer is about to replace (rule 5.1).
     *
     * @param max the most reservations to end, at least 1
     * @param except the reservation to leave alone; null for none
     * @return one outcome per reservation that this call ended; fewer than {@code max} means that nothing else was
     *     overdue
     */
    List<Outcome.Applied> expire(int max, @Nullable ReservationId except);

    /**
     * Reads stock lines, each one consistent snapshot (rule 6.2).
     *
     * @param keys the lines
     * @return the levels of those that exist, in the order of {@code keys}
     */
    List<StockLevel> levels(Collection<StockKey> keys);

    /**
     * Reads a reservation.
     *
     * @param id its id
     * @return the reservation, or empty where it is unknown, forgotten or a tombstone
     */
    Optional<Reservation> reservation(ReservationId id);

    /**
     * Pages through the reservations that hold units of a line. A store chooses the order and keeps it; a reservation
     * that is pending throughout is found exactly once.
     *
     * @param key the line
     * @param after the last id of the page before, or null for the first page
     * @param max the most reservations to return, at least 1
     * @return reservations with reserved units of the line; fewer than {@code max} means that this is the last page
     */
    List<Reservation> open(StockKey key, @Nullable ReservationId after, int max);

    /**
     * Reads a counter.
     *
     * @param counter its name
     * @return units and orders that charge it now; 0 where it is unknown
     */
    long used(String counter);

    /**
     * Ships what is sold of orders that nobody has touched for a while, for shops that never report shipments (rule
     * 9.2): orders with nothing reserved and something committed, whose last change is at least {@code unchangedFor}
     * ago, oldest change first. An order whose goods have not come (SHORTFALL) stays as it is.
     *
     * @param unchangedFor how long nothing must have changed; zero to 36,500 days
     * @param max the most orders to ship, at least 1
     * @return one outcome per order that this call shipped; fewer than {@code max} means that no other was due
     */
    List<Outcome.Applied> shipConfirmed(Duration unchangedFor, int max);

    /**
     * Forgets what can no longer matter: reservations with nothing reserved or committed, tombstones, and the ids of
     * moves and sale states, once they are older than {@code retention} says; and counters whose end has come or that
     * count nothing.
     *
     * @param retention how long each kind is remembered at least
     * @param max the most ids and counters to forget, at least 1
     * @return how many were forgotten; fewer than {@code max} means that nothing else was due
     */
    int purge(Retention retention, int max);

    /**
     * The same, with one time for all kinds.
     *
     * @param olderThan how long an id is remembered at least; zero to 36,500 days
     * @param max the most ids and counters to forget, at least 1
     * @return how many were forgotten; fewer than {@code max} means that nothing else was due
     */
    default int purge(Duration olderThan, int max) {
        return purge(Retention.ofAll(Bounds.age("olderThan", olderThan)), max);
    }

    /** Frees what the ledger itself opened. Does nothing the second time. */
    @Override
    void close();
}
