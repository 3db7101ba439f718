package io.inventory4j.testkit.history;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.testkit.model.Agreement;
import io.inventory4j.testkit.model.Model;
import io.inventory4j.testkit.words.Words;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a call. It takes effect at one instant between the call and its return. A lost one may take effect
 * at any time after the call, once, or not at all.
 *
 * @param call the call it belongs to
 * @param place its place in the call, from 0
 * @param action what it does
 * @param seen what the ledger answered; without meaning if the answer was lost
 */
record Operation(
        Call call, int place, AtomicAction action, @Nullable Object seen) {
    /** An id that no ledger under test has. */
    private static final ReservationId NEW = ReservationId.of("\uE000 an id that is new");

    boolean sameCallAs(Operation other) {
        // A refusal in memory is apart, though it may be of the time at which another call began.
        return from() == other.from() && call.remembered() == null && other.call.remembered() == null;
    }

    long from() {
        return call.from();
    }

    long to() {
        return call.to();
    }

    Instant now() {
        return call.now();
    }

    boolean lost() {
        return call.lost();
    }

    /** Whether it has to take effect after the operation before it in its call (rule 6.4). */
    boolean ordered() {
        return action instanceof AtomicAction.Execute;
    }

    /** Whether no command of its batch has to come before it or after it. */
    boolean alone() {
        return !(call.ask() instanceof Call.Ask.Apply apply) || apply.batch().size() == 1;
    }

    /** Whether, by its answer, it left everything as it was: a read, a refusal or a replay. */
    boolean preserving() {
        if (action instanceof AtomicAction.Execute) {
            return !(seen instanceof Outcome.Applied applied) || applied.replayed();
        }
        return !(action instanceof AtomicAction.Expiry || action instanceof AtomicAction.Shipment);
    }

    /** Whether the answer that was seen says what the model says. */
    boolean agrees(@Nullable Object expected) {
        if (seen instanceof Outcome outcome && expected instanceof Outcome right) {
            return Agreement.agree(outcome, right);
        }
        if (seen instanceof Reservation reservation && expected instanceof Reservation right) {
            return Agreement.agree(reservation, right);
        }
        return Objects.equals(seen, expected);
    }

    /**
     * Whether the answer that was seen is right for a node that has not heard of its id (rule 10.4): where another one
     * has used it for other lines, or has released it before it was an order. May change the model.
     */
    boolean agreesIfIdIsNew(Model model) {
        if (call.remembered() == null
                || !call.remembered().elsewhere()
                || !(action instanceof AtomicAction.Execute execute && execute.command() instanceof Reserve order)) {
            return false;
        }
        Reservation known = model.reservation(order.id());
        boolean named = known != null && known.line(order.lines().get(0).key()) != null;
        return !named && agrees(model.apply(withId(NEW, order), now()));
    }

    private static Reserve withId(ReservationId id, Reserve order) {
        return new Reserve(
                id,
                order.owner(),
                order.lines(),
                order.flexible(),
                order.orderCharges(),
                order.holdFor(),
                order.sold(),
                null,
                false);
    }

    /** The operation in words, with the answer that was seen. */
    @Override
    public String toString() {
        return heading() + (lost() ? "" : "\n      saw  " + Words.answer(seen));
    }

    /** The operation in words, with its answer and another that it should have had. */
    String against(@Nullable Object expected) {
        return heading() + "\n      " + Words.difference(seen, expected);
    }

    private String heading() {
        String interval = "[" + from() + ", " + (lost() ? "never" : to()) + "]";
        return "caller " + call.caller() + " " + interval + " at " + now() + ": " + action;
    }
}
