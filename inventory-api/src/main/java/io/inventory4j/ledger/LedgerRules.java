package io.inventory4j.ledger;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of docs/ledger-rules.md as one pure function: from a command, the rows it touches and the store's now to
 * the outcome and the rows to store. No I/O, no clock, no state; thread-safe. A store that shows the function one
 * consistent view and stores its decision in the same atomic step obeys every rule.
 */
public final class LedgerRules {
    private LedgerRules() {}

    /**
     * Judges a command.
     *
     * @param command the command
     * @param view the rows it touches, as of one instant
     * @param now the store's now
     * @return the outcome and what to store
     */
    public static Decision decide(Command command, LedgerView view, Instant now) {
        if (command instanceof Reserve reserve) {
            return ReserveRules.decide(reserve, view, now);
        }
        if (command instanceof Settle settle) {
            return SettleRules.decide(settle, view, now);
        }
        if (command instanceof Move move) {
            return MoveRules.decide(move, view, now);
        }
        return MoveRules.decide((SetSaleState) command, view, now);
    }

    /**
     * Ends a reservation whose hold has run out (rule 5.2).
     *
     * @param id the reservation
     * @param view the rows it touches, as of one instant
     * @param now the store's now
     * @return what to store, with an {@link Outcome.Applied}; null where the reservation is unknown, holds nothing, or
     *     is not overdue
     */
    public static @Nullable Decision expire(ReservationId id, LedgerView view, Instant now) {
        Reservation stored = view.reservation(id);
        if (stored == null || !stored.pending() || stored.expiresAt().isAfter(now)) {
            return null;
        }
        return SettleRules.expire(stored, view, now);
    }

    /**
     * Ships a confirmed order that nobody has touched for a while (rule 9.2).
     *
     * @param id the reservation
     * @param by the latest change of an order that is shipped
     * @param view the rows it touches, as of one instant
     * @param now the store's now
     * @return what to store, with an {@link Outcome.Applied}; null where the reservation is unknown, has something
     *     reserved or nothing committed, was changed later, or cannot be shipped
     */
    public static @Nullable Decision shipConfirmed(ReservationId id, Instant by, LedgerView view, Instant now) {
        Reservation stored = view.reservation(id);
        if (stored == null
                || stored.pending()
                || !stored.open()
                || stored.changedAt().isAfter(by)) {
            return null;
        }
        Decision decision = SettleRules.decide(Settle.all(id, Transition.SHIP), stored, view, now);
        return decision.stores() ? decision : null;
    }

    static Decision refuse(Reason reason, String subject, long remaining) {
        return Decision.answer(new Outcome.Refused(reason, subject, remaining));
    }

    static Decision replay(@Nullable Reservation stored) {
        return Decision.answer(new Outcome.Applied(stored, List.of(), true));
    }
}
