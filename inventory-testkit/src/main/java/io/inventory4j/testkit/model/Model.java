package io.inventory4j.testkit.model;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ledger for one thread, written after docs/ledger-rules.md: the outcome that a right ledger must give to each
 * command, and the state that must follow. It can return to any earlier point, and distinguishes states by a digest, so
 * a search over orders of commands need not copy it.
 *
 * <p>Its settlements have a content text of their own form; compare answers by {@link Agreement}. It keeps what it
 * needs to undo everything, so it grows with every change that is not undone. Not thread-safe.
 */
public final class Model {
    private final Books books = new Books();
    private final Settling settling = new Settling(books);
    private final Reserving reserving = new Reserving(books, settling);
    private final Moving moving = new Moving(books);

    /** A model of a ledger without lines, reservations, counters and journal. */
    public Model() {}

    /**
     * Applies a command.
     *
     * @param command the command
     * @param now the ledger's time
     * @return the outcome that the ledger must give
     */
    public Outcome apply(Command command, Instant now) {
        int mark = mark();
        Outcome outcome;
        if (command instanceof Reserve reserve) {
            outcome = reserving.reserve(reserve, now);
        } else if (command instanceof Settle settle) {
            outcome = settling.settle(settle, now);
        } else if (command instanceof Move move) {
            outcome = moving.move(move, now);
        } else {
            outcome = moving.setSaleState((SetSaleState) command, now);
        }
        if (!outcome.applied()) {
            undo(mark);
        }
        return outcome;
    }

    /**
     * Gives back what a reservation holds because its hold has run out (rule 5.2).
     *
     * @param id the reservation
     * @param now the ledger's time
     * @return what a sweep must answer for it; null where it is not overdue or nothing is pending
     */
    public Outcome.@Nullable Applied expire(ReservationId id, Instant now) {
        return settling.expire(id, now);
    }

    /**
     * What a sweep would end.
     *
     * @param now the ledger's time
     * @param max the most reservations
     * @param except a reservation that it leaves alone; null for none
     * @return the reservations that are overdue, oldest expiry first, then by id
     */
    public List<ReservationId> overdue(Instant now, int max, @Nullable ReservationId except) {
        Predicate<Reservation> due =
                found -> Settling.overdue(found, now) && !found.id().equals(except);
        return books.reservations.matching(due).stream()
                .sorted(Comparator.comparing(Reservation::expiresAt).thenComparing(Reservation::id))
                .limit(max)
                .map(Reservation::id)
                .toList();
    }

    /**
     * Ships what is sold of an order that nobody has touched for a while (rule 9.2).
     *
     * @param id the reservation
     * @param unchangedFor how long nothing must have changed
     * @param now the ledger's time
     * @return what the ledger must answer for it; null where it is not due, or its goods have not come
     */
    public Outcome.@Nullable Applied shipConfirmed(ReservationId id, Duration unchangedFor, Instant now) {
        int mark = mark();
        Outcome.Applied outcome = settling.shipConfirmed(id, now.minus(unchangedFor), now);
        if (outcome == null) {
            undo(mark);
        }
        return outcome;
    }

    /**
     * The orders that would be shipped because nobody has touched them, if their goods have come.
     *
     * @param unchangedFor how long nothing must have changed
     * @param now the ledger's time
     * @return the reservations, oldest change first, then by id
     */
    public List<ReservationId> confirmed(Duration unchangedFor, Instant now) {
        Instant by = now.minus(unchangedFor);
        return books.reservations.matching(found -> Settling.confirmed(found, by)).stream()
                .sorted(Comparator.comparing(Reservation::changedAt).thenComparing(Reservation::id))
                .map(Reservation::id)
                .toList();
    }

    /**
     * Reads a line.
     *
     * @param key its key
     * @return the level, or null where the line does not exist
     */
    public @Nullable StockLevel level(StockKey key) {
        return books.level(key);
    }

    /**
     * Reads a reservation.
     *
     * @param id its id
     * @return the reservation, or null where it is unknown, forgotten or a tombstone
     */
    public @Nullable Reservation reservation(ReservationId id) {
        Reservation found = books.reservations.get(id);
        return found == null || found.tombstone() ? null : found;
    }

    /**
     * Reads the reservations that hold units of a line.
     *
     * @param key the line
     * @param after the id to go on after, or null for the first page
     * @param max the most reservations
     * @return reservations with reserved units of the line, by id
     */
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        Predicate<Reservation> holds = found -> {
            ReservedLine line = found.line(key);
            return line != null
                    && line.reserved() > 0
                    && (after == null || found.id().compareTo(after) > 0);
        };
        return books.reservations.matching(holds).stream()
                .sorted(Comparator.comparing(Reservation::id))
                .limit(max)
                .toList();
    }

    /**
     * Reads a counter.
     *
     * @param counter its name
     * @return what charges it
     */
    public long used(String counter) {
        return books.used(counter);
    }

    /**
     * Forgets everything that may be forgotten (rules 8.8, 8.9 and 9.2).
     *
     * @param retention how long each kind is remembered
     * @param now the ledger's time
     * @return how many ids and counters
     */
    public int purge(Retention retention, Instant now) {
        Predicate<AppliedId> old = applied -> !applied.at().isAfter(now.minus(retention.moves()));
        Predicate<Reservation> settled = found -> {
            boolean shipped = found.lines().stream().anyMatch(line -> line.shipped() > 0);
            Instant by = now.minus(shipped ? retention.shipped() : retention.settled());
            return !found.open() && !found.changedAt().isAfter(by);
        };
        return books.reservations.removeIf(settled)
                + books.moves.removeIf(old)
                + books.saleStates.removeIf(old)
                + books.counters.removeIf(row -> row.due(now));
    }

    /**
     * Reads the journal (rule 7.5).
     *
     * @return all of it; the entry with sequence n is the n-th
     */
    public List<JournalEntry> journal() {
        return List.copyOf(books.journal);
    }

    /**
     * A point to return to.
     *
     * @return the point, for {@link #undo}
     */
    public int mark() {
        return books.trail.size();
    }

    /**
     * Undoes everything since a point: commands, sweeps, purges and their journal entries.
     *
     * @param mark what {@link #mark} gave; marks taken after it are void
     */
    public void undo(int mark) {
        books.undo(mark);
    }

    /**
     * A hash of the state, without the journal and the times at which moves and sale states were applied. Equal states
     * have equal digests; different states almost certainly have different ones.
     *
     * @return 128 bits
     */
    public long[] digest() {
        return books.digest();
    }
}
