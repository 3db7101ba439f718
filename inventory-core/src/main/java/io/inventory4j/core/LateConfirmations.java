package io.inventory4j.core;

import io.inventory4j.LateConfirmation;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Confirms an order whose payment may have come after its hold ran out (rule 1.12). Each step is a command that is safe
 * to repeat, so a call that was cut off at any step, or that runs twice at once, comes to one result:
 *
 * <ol>
 *   <li>Confirm what is held.
 *   <li>If a sweep took it, take it again and sell it, in the same reservation.
 *   <li>If that is refused, release what is left. Only then is a refund promised: from then on nothing of the order can
 *       be sold any more.
 * </ol>
 */
final class LateConfirmations {
    /** A further round means that another call for the same order has done a step. There are fewer steps than this. */
    private static final int ROUNDS = 10;

    private final StockLedger ledger;
    private final Reservations reservations;

    LateConfirmations(StockLedger ledger, Reservations reservations) {
        this.ledger = ledger;
        this.reservations = reservations;
    }

    LateConfirmation confirm(ReserveRequest request) {
        Bounds.size("lines", request.lines().size(), 1, Bounds.MAX_LINES);
        ReserveRequest wanted = ReserveCommands.oneLinePerKey(request);
        for (int round = 0; round < ROUNDS; round++) {
            LateConfirmation answer = round == 0 ? tryOnce(wanted) : FirstSteps.done(() -> tryOnce(wanted));
            if (answer != null) {
                return answer;
            }
        }
        throw new LedgerException(
                LedgerException.Effect.UNKNOWN,
                "late confirmation of " + request.id() + " was overtaken " + ROUNDS + " times",
                null);
    }

    /** The answer; null if another call for the same order was faster, and this one has to look again. */
    private @Nullable LateConfirmation tryOnce(ReserveRequest request) {
        ReservationId id = new ReservationId(request.id());
        Optional<Reservation> stored = ledger.reservation(id);
        if (stored.isEmpty()) {
            // Unknown, or released before it was made. The command that takes again compares owner and content itself,
            // so it cannot sell a reservation of somebody else that is made just now.
            return takeAgain(request, Instant.EPOCH);
        }
        if (!stored.get().isOf(request)) {
            return new LateConfirmation.Unknown(new Refusal(Reason.ID_REUSED, request.id(), 0));
        }
        Outcome outcome = settle(id, Transition.CONFIRM);
        if (!(outcome instanceof Outcome.Refused refused)) {
            return new LateConfirmation.Confirmed(reservationOf(outcome));
        }
        Refusal refusal = refused.refusal();
        return switch (refusal.reason()) {
            case EXPIRED -> takeAgain(request, stored.get().madeAt());
            case RELEASED, NOT_PENDING -> refundDue(id, refusal);
            case UNKNOWN_RESERVATION -> new LateConfirmation.Unknown(refusal);
            default -> close(id, refusal);
        };
    }

    private @Nullable LateConfirmation takeAgain(ReserveRequest request, Instant madeAt) {
        Outcome outcome = reservations.sellAgain(request, madeAt);
        if (outcome instanceof Outcome.Applied applied) {
            return applied.replayed() ? null : new LateConfirmation.Reacquired(reservationOf(outcome));
        }
        Refusal refusal = ((Outcome.Refused) outcome).refusal();
        return switch (refusal.reason()) {
            case UNKNOWN_RESERVATION, ID_REUSED -> new LateConfirmation.Unknown(refusal);
            case RELEASED -> refundDue(new ReservationId(request.id()), refusal);
            case STALE, EXPIRED -> null;
            default -> close(new ReservationId(request.id()), refusal);
        };
    }

    /**
     * Ends what could still be sold, and answers that a refund is due; null if there is something to sell after all.
     */
    private @Nullable LateConfirmation close(ReservationId id, Refusal why) {
        Outcome outcome = settle(id, Transition.RELEASE);
        if (!(outcome instanceof Outcome.Applied applied)) {
            return null;
        }
        Reservation after = applied.reservation();
        boolean overtaken = applied.replayed() && after != null && !after.ended() && !after.releasedInFull();
        return overtaken ? null : new LateConfirmation.RefundDue(why, after);
    }

    private LateConfirmation refundDue(ReservationId id, Refusal why) {
        return new LateConfirmation.RefundDue(why, ledger.reservation(id).orElse(null));
    }

    private Outcome settle(ReservationId id, Transition transition) {
        return ledger.apply(List.of(Settle.all(id, transition))).get(0);
    }

    private static Reservation reservationOf(Outcome outcome) {
        return Objects.requireNonNull(((Outcome.Applied) outcome).reservation());
    }
}
