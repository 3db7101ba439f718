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
 * A payment that may have come after its hold was swept. Every step is a command with an id that follows from the
 * reservation's, so a call that was cut off anywhere, or runs twice at once, comes to one result.
 *
 * <p>The units are taken again under a second, late id. A refund that was said to be due stays due: before it is said, the id
 * under which the goods could still be sold is closed by a release (rule 2.9 where it is unknown), so that no repeat sells,
 * when goods have come back, what the buyer was refunded for.
 */
final class LateConfirmations {
    /** Each further round means that another call for the same order has done a step; there are fewer steps than this. */
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

    /** The answer, or null where another call for the same order was faster and this one has to look again. */
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
        // The shop has used the verb's name for a part: what is left is sold under another.
        return otherContent ? apply(Settle.all(id, CONFIRM_REST, Transition.CONFIRM)) : outcome;
    }

    /** Nothing is held and no sweep took it: the shop has sold it by another settlement, or given it back itself. */
    private LateConfirmation soldOrReleased(ReservationId id, Refusal refusal) {
        Optional<Reservation> stored = ledger.reservation(id);
        if (stored.isPresent() && !stored.get().releasedInFull()) {
            return new LateConfirmation.Confirmed(stored.get());
        }
        return new LateConfirmation.RefundDue(new Refusal(Reason.RELEASED, id.value(), refusal.remaining()));
    }

    /** The order is unknown: never made, or forgotten after its hold was swept, and then perhaps sold under the late id. */
    private @Nullable LateConfirmation soldLateOr(ReservationId id, Refusal refusal) {
        Outcome late = sellHeld(lateId(id));
        return late instanceof Outcome.Applied
                ? new LateConfirmation.Reacquired(reservationOf(late))
                : refundDue(id, refusal);
    }

    /** A sweep took the hold. An earlier call may have come anywhere between here and the answer. */
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

    /** What the buyer wanted and has not, under the late id. */
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

    /** Closes an id for good and says that a refund is due; null where there is something to sell under it after all. */
    private @Nullable LateConfirmation refundDue(ReservationId id, Refusal refusal) {
        Outcome outcome = apply(Settle.all(id, REFUND, Transition.RELEASE));
        if (outcome instanceof Outcome.Refused refused && refused.refusal().reason() == Reason.NOT_PENDING) {
            return null;
        }
        return new LateConfirmation.RefundDue(refusal);
    }

    /** {@code id/late}; where that would be too long, the hash of the id takes its place. */
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
