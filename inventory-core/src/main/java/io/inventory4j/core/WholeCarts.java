package io.inventory4j.core;

import io.inventory4j.AllOrNothing;
import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds several requests, all of them or none. Each step may be repeated, so the same call again comes to one result:
 *
 * <ol>
 *   <li>Hold each of them, in one call.
 *   <li>If one was refused, release what the others hold. Those that were refused are left alone: their ids may be used
 *       again. What was paid meanwhile is no longer held, so it stays sold (rule 2.8).
 * </ol>
 */
final class WholeCarts {
    private final StockLedger ledger;
    private final Reservations reservations;
    private final ManyVerbs verbs;

    WholeCarts(StockLedger ledger, Reservations reservations, ManyVerbs verbs) {
        this.ledger = ledger;
        this.reservations = reservations;
        this.verbs = verbs;
    }

    AllOrNothing reserve(List<ReserveRequest> requests) {
        List<ReserveRequest> wanted = checked(requests);
        List<Outcome> outcomes =
                verbs.apply(wanted.stream().map(OrderVerb::reserve).toList());
        List<Outcome.Applied> held = new ArrayList<>();
        int refused = -1;
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Applied applied) {
                held.add(applied);
            } else if (refused < 0) {
                refused = i;
            }
        }
        if (refused < 0) {
            return new AllOrNothing.AllHeld(held);
        }
        Refusal why = outcomes.get(refused).refused().orElseThrow();
        if (giveBack(held)) {
            tellBeside(wanted, outcomes, why);
        }
        return new AllOrNothing.NothingHeld(wanted.get(refused).id(), why);
    }

    /** What was wanted and could be had is lost too, because of what could not. */
    private void tellBeside(List<ReserveRequest> wanted, List<Outcome> outcomes, Refusal why) {
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i).applied()) {
                reservations.toldBeside(ReserveCommands.oneLinePerKey(wanted.get(i)), why);
            }
        }
    }

    /** What is wanted, if it can be held in this way. */
    static List<ReserveRequest> checked(List<ReserveRequest> requests) {
        List<ReserveRequest> wanted = List.copyOf(requests);
        Bounds.size("requests", wanted.size(), 1, Bounds.MAX_LINES);
        Set<String> ids = new HashSet<>();
        for (ReserveRequest request : wanted) {
            if (!ids.add(request.id())) {
                throw new IllegalArgumentException(
                        "reservation id " + request.id() + " comes twice; each request needs an id of its own");
            }
            if (request.replaces() != null) {
                // What it gives back could not be taken again, if another request is refused.
                throw new IllegalArgumentException("replaces is " + request.replaces() + "; release it by itself");
            }
        }
        ManyVerbs.check(wanted.stream().map(OrderVerb::reserve).toList());
        return wanted;
    }

    /** Nothing and false, if units were sold already: then all was held before, and paid for. */
    private boolean giveBack(List<Outcome.Applied> held) {
        List<Command> commands = new ArrayList<>();
        for (Outcome.Applied outcome : held) {
            Reservation reservation = outcome.reservation();
            if (reservation == null || isSold(reservation)) {
                return false;
            }
            ReservationId id = reservation.id();
            commands.add(Settle.all(id, Transition.RELEASE));
        }
        if (!commands.isEmpty()) {
            FirstSteps.done(() -> ledger.apply(commands));
        }
        return true;
    }

    private static boolean isSold(Reservation reservation) {
        return reservation.lines().stream().anyMatch(line -> line.committed() > 0 || line.shipped() > 0);
    }
}
