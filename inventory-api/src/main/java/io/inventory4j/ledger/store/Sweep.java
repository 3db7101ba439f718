package io.inventory4j.ledger.store;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.stock.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A job on reservations whose time has come: one transaction after the other (rule 10.3), each of which may be run
 * again. For one call.
 */
abstract class Sweep {
    private final int max;
    private final int atOnce;
    private final List<Outcome.Applied> ended = new ArrayList<>();

    /** What the last run has ended and committed. */
    private List<Outcome.Applied> here = List.of();

    private Collection<JournalEntry> entries = List.of();

    private Sweep(int max, int atOnce) {
        this.max = max;
        this.atOnce = atOnce;
    }

    /** What runs one transaction, and runs it again if it lost. */
    interface Writing {
        <T> T write(Function<Attempt, T> work);
    }

    /** Ends overdue reservations (rule 5.3). */
    static Sweep ofOverdue(int max, int atOnce, @Nullable ReservationId except) {
        return new Sweep(max, atOnce) {
            @Override
            List<ReservationId> find(StoreTransaction transaction) {
                if (except == null) {
                    return transaction.overdue(transaction.now(), left());
                }
                int one = left() == Integer.MAX_VALUE ? 0 : 1;
                return transaction.overdue(transaction.now(), left() + one).stream()
                        .filter(id -> !id.equals(except))
                        .limit(left())
                        .toList();
            }

            @Override
            Outcome.@Nullable Applied end(ReservationId id, LoadedRows rows) {
                return rows.expire(id);
            }
        };
    }

    /** Ships what nobody has touched for a while (rule 9.2). */
    static Sweep ofConfirmed(int max, int atOnce, Duration unchangedFor) {
        return new Sweep(max, atOnce) {
            private Instant by = Instant.MIN;
            private @Nullable Reservation last;
            private @Nullable Reservation seen;

            @Override
            List<ReservationId> find(StoreTransaction transaction) {
                by = transaction.now().minus(unchangedFor);
                // What an attempt saw that was run again does not count.
                seen = last;
                // Those that could not be shipped are found again by the next call, not by the next round.
                return transaction.confirmed(by, last, left());
            }

            @Override
            Outcome.@Nullable Applied end(ReservationId id, LoadedRows rows) {
                Reservation found = rows.reservation(id);
                // One that was changed after it was found says nothing of how far the search has come.
                seen = found == null || found.changedAt().isAfter(by) ? seen : found;
                return rows.shipConfirmed(id, by);
            }

            @Override
            void committed() {
                last = seen;
            }
        };
    }

    /** How many the next transaction may end. */
    final int left() {
        return Math.min(max - ended.size(), atOnce);
    }

    /** At most {@link #left} reservations, in order. */
    abstract List<ReservationId> find(StoreTransaction transaction);

    abstract Outcome.@Nullable Applied end(ReservationId id, LoadedRows rows);

    /** Called after a transaction was committed, and before the next one. */
    void committed() {}

    /** Returns whether there may be more. Of those that are found, others may have ended some. */
    private boolean once(Attempt attempt) {
        here = List.of();
        entries = List.of();
        List<ReservationId> found = find(attempt.transaction());
        LoadedRows rows = LoadedRows.of(found, attempt.transaction());
        List<Outcome.Applied> now = new ArrayList<>(found.size());
        for (ReservationId id : found) {
            attempt.judge(() -> Optional.ofNullable(end(id, rows))).ifPresent(now::add);
        }
        attempt.store(rows);
        entries = rows.entries();
        here = now;
        return found.size() == left();
    }

    /**
     * Runs until nothing is left to do.
     *
     * @param announced is given the entries of each transaction once it is committed
     * @return what was ended
     */
    final List<Outcome.Applied> run(Writing store, Consumer<Collection<JournalEntry>> announced) {
        boolean more = true;
        while (more && ended.size() < max) {
            try {
                more = store.write(this::once);
                ended.addAll(here);
                announced.accept(entries);
                committed();
            } catch (LedgerException e) {
                if (e.effect() == LedgerException.Effect.UNKNOWN) {
                    ended.addAll(here);
                }
                if (ended.isEmpty()) {
                    throw e;
                }
                // No later call finds what is committed again, so it is returned. The next one finds the failure again.
                return ended;
            }
        }
        return ended;
    }
}
