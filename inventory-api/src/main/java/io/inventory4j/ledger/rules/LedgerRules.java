package io.inventory4j.ledger.rules;

import io.inventory4j.Outcome;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import java.time.Instant;
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
     * @param rows the rows it touches, as of one instant
     * @param now the store's now
     * @return the outcome and what to store
     */
    public static Decision decide(Command command, RowLookup rows, Instant now) {
        return decide(command, new Decision(rows, now));
    }

    /**
     * Judges a command.
     *
     * @param command the command
     * @param decision a fresh decision, which knows rows and time
     * @return the same decision, with the outcome and what to store; if this throws, it knows which rows were read
     */
    public static Decision decide(Command command, Decision decision) {
        if (command instanceof Reserve reserve) {
            return ReserveRules.decide(reserve, decision);
        }
        if (command instanceof Settle settle) {
            return SettleRules.decide(settle, decision);
        }
        if (command instanceof Move move) {
            return MoveRules.decide(move, decision);
        }
        return MoveRules.decide((SetSaleState) command, decision);
    }

    /**
     * Ends a reservation whose hold has run out (rule 5.2).
     *
     * @param id the reservation
     * @param rows the rows it touches, as of one instant
     * @param now the store's now
     * @return what to store, with an {@link Outcome.Applied}; null where the reservation is unknown, holds nothing, or
     *     is not overdue
     */
    public static @Nullable Decision expire(ReservationId id, RowLookup rows, Instant now) {
        return expire(id, new Decision(rows, now));
    }

    /**
     * Ends a reservation whose hold has run out (rule 5.2).
     *
     * @param id the reservation
     * @param decision a fresh decision, which knows rows and time
     * @return the same decision, with what to store; null where there is nothing to do
     */
    public static @Nullable Decision expire(ReservationId id, Decision decision) {
        ReservationDraft own = decision.reservation(id);
        ReservationRow stored = own.stored();
        if (stored == null || !stored.pending() || stored.expiryNanos() > decision.nanos) {
            return null;
        }
        return SettleRules.expire(own, stored, decision);
    }

    /**
     * Ships a confirmed order that nobody has touched for a while (rule 9.2).
     *
     * @param id the reservation
     * @param by the latest change of an order that is shipped
     * @param rows the rows it touches, as of one instant
     * @param now the store's now
     * @return what to store, with an {@link Outcome.Applied}; null where the reservation is unknown, has something
     *     reserved or nothing committed, was changed later, or cannot be shipped
     */
    public static @Nullable Decision shipConfirmed(ReservationId id, Instant by, RowLookup rows, Instant now) {
        return shipConfirmed(id, by, new Decision(rows, now));
    }

    /**
     * Ships a confirmed order that nobody has touched for a while (rule 9.2).
     *
     * @param id the reservation
     * @param by the latest change of an order that is shipped
     * @param decision a fresh decision, which knows rows and time
     * @return the same decision, with what to store; null where there is nothing to do
     */
    public static @Nullable Decision shipConfirmed(ReservationId id, Instant by, Decision decision) {
        ReservationDraft own = decision.reservation(id);
        ReservationRow stored = own.stored();
        if (stored == null || stored.pending() || !stored.open() || stored.changedNanos() > EpochNanos.of(by)) {
            return null;
        }
        SettleRules.decide(Settle.all(id, Transition.SHIP), own, decision);
        return decision.stores() ? decision : null;
    }
}
