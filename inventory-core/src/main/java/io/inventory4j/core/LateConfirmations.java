package io.inventory4j.core;

import io.inventory4j.Bounds;
import io.inventory4j.LateConfirmation;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReserveRequest;
import io.inventory4j.ReservedLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.Transition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Confirms an order whose payment may have come after its reservation expired. Every step is a command whose id follows
 * from the reservation's id. So a call that was cut off at any step, or that runs twice at once, comes to one result.
 *
 * <p>Units of an expired reservation are reserved again under a second id, the late id. An answer that a refund is due
 * is final: before it is given, a release closes the id under which the goods could still be sold (rule 2.9 if that id
 * is unknown). Otherwise a repeated call, after goods have come back in stock, could sell what the buyer was refunded
 * for.
 */
final class LateConfirmations {
    /** A further round means that another call for the same order has done a step. There are fewer steps than this. */
    private static final int ROUNDS = 10;

    private static final String CONFIRM = "confirm";
    private static final String CONFIRM_REST = "confirm-rest";
    private static final String REFUND = "refund";

    private final StockLedger ledger;
    private final Reservations reservations;

    LateConfirmations(StockLedger ledger, Reservations reservations) {
        this.ledger = ledger;
        this.reservations = reservations;
    }

    LateConfirmation confirm(ReserveRequest request) {
        Bounds.size("lines", request.lines().size(), 1, Bounds.MAX_LINES);
        for (int round = 0; round < ROUNDS; round++) {
            LateConfirmation answer = tryOnce(request);
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
        ReservationId id = request.id();
        Outcome outcome = sellHeld(id);
        if (!(outcome instanceof Outcome.Refused refused)) {
            return new LateConfirmation.Confirmed(reservationOf(outcome));
        }
        Refusal refusal = refused.refusal();
        return switch (refusal.reason()) {
            case EXPIRED -> soldLateOrAgain(request);
            case NOT_PENDING -> soldOrReleased(id, refusal);
            case RELEASED -> new LateConfirmation.RefundDue(refusal);
            case UNKNOWN_RESERVATION -> soldLateOr(id, refusal);
            default -> refundDue(id, refusal);
        };
    }

    private Outcome sellHeld(ReservationId id) {
        Outcome outcome = apply(Settle.all(id, CONFIRM, Transition.CONFIRM));
        boolean otherContent =
                outcome instanceof Outcome.Refused refused && refused.refusal().reason() == Reason.ID_REUSED;
        // The shop has confirmed a part under this settlement id, so the rest is confirmed under another.
        return otherContent ? apply(Settle.all(id, CONFIRM_REST, Transition.CONFIRM)) : outcome;
    }

    /**
     * Nothing is pending, and not by a sweep: the shop has confirmed it by another settlement, or has released it
     * itself.
     */
    private LateConfirmation soldOrReleased(ReservationId id, Refusal refusal) {
        Optional<Reservation> stored = ledger.reservation(id);
        if (stored.isPresent() && !stored.get().releasedInFull()) {
            return new LateConfirmation.Confirmed(stored.get());
        }
        return new LateConfirmation.RefundDue(new Refusal(Reason.RELEASED, id.value(), refusal.remaining()));
    }

    /**
     * The reservation is unknown: never made, or forgotten after it expired, and then perhaps sold under the late id.
     */
    private @Nullable LateConfirmation soldLateOr(ReservationId id, Refusal refusal) {
        Outcome late = sellHeld(lateId(id));
        return late instanceof Outcome.Applied
                ? new LateConfirmation.Reacquired(reservationOf(late))
                : refundDue(id, refusal);
    }

    /** The reservation has expired. An earlier call may have ended at any step from here on. */
    private @Nullable LateConfirmation soldLateOrAgain(ReserveRequest request) {
        ReservationId id = lateId(request.id());
        Outcome before = sellHeld(id);
        if (!(before instanceof Outcome.Refused refused)) {
            return new LateConfirmation.Reacquired(reservationOf(before));
        }
        Refusal refusal = refused.refusal();
        return switch (refusal.reason()) {
            case UNKNOWN_RESERVATION -> sellAgain(request);
            case NOT_PENDING, RELEASED -> new LateConfirmation.RefundDue(new Refusal(Reason.RELEASED, id.value(), 0));
            default -> refundDue(id, refusal);
        };
    }

    private @Nullable LateConfirmation sellAgain(ReserveRequest request) {
        Reservation swept = ledger.reservation(request.id()).orElse(null);
        boolean partSold = swept != null && !swept.releasedInFull();
        ReserveRequest missing = missing(request, swept);
        if (missing.lines().isEmpty()) {
            return new LateConfirmation.Confirmed(Objects.requireNonNull(swept));
        }
        Settle sale = Settle.all(missing.id(), CONFIRM, Transition.CONFIRM);
        Outcome outcome = reservations.sell(missing, sale, !partSold);
        return outcome instanceof Outcome.Refused refused
                ? refundDue(missing.id(), refused.refusal())
                : new LateConfirmation.Reacquired(reservationOf(outcome));
    }

    /** A request, under the late id, for what the buyer wanted and has not got. */
    private static ReserveRequest missing(ReserveRequest request, @Nullable Reservation swept) {
        ReserveRequest wanted = Reservations.oneLinePerKey(request);
        List<ReserveRequest.Line> lines = new ArrayList<>(wanted.lines().size());
        for (ReserveRequest.Line line : wanted.lines()) {
            ReservedLine held = swept == null ? null : swept.line(line.key());
            long sold = held == null ? 0 : held.committed() + held.shipped();
            if (sold < line.quantity()) {
                lines.add(new ReserveRequest.Line(line.key(), line.quantity() - sold));
            }
        }
        return new ReserveRequest(
                lateId(request.id()), request.buyer(), lines, request.channel(), request.region(), null, null);
    }

    /**
     * Closes an id for good, and answers that a refund is due; null if there is something to sell under it after all.
     */
    private @Nullable LateConfirmation refundDue(ReservationId id, Refusal refusal) {
        Outcome outcome = apply(Settle.all(id, REFUND, Transition.RELEASE));
        if (outcome instanceof Outcome.Refused refused && refused.refusal().reason() == Reason.NOT_PENDING) {
            return null;
        }
        return new LateConfirmation.RefundDue(refusal);
    }

    /** The late id: {@code id/late}; if that is too long, with a hash in place of the id. */
    static ReservationId lateId(ReservationId id) {
        String text = id.value();
        String suffix = "/late";
        boolean fits = text.codePointCount(0, text.length()) + suffix.length() <= Bounds.MAX_TEXT;
        return new ReservationId((fits ? text : sha256(text)) + suffix);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Outcome apply(Settle settle) {
        return ledger.apply(List.of(settle)).get(0);
    }

    private static Reservation reservationOf(Outcome outcome) {
        return Objects.requireNonNull(((Outcome.Applied) outcome).reservation(), "reservation of a confirmation");
    }
}
