package io.inventory4j.ledger.command;

import io.inventory4j.ReservationId;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves units of a reservation on: sold, given back, shipped, returned; or holds them longer (rule 2).
 *
 * @param reservation the reservation
 * @param id the settlement's id, unique within the reservation; null to ask for a state: all that is left now is
 *     settled, and no id is remembered (rule 2.10)
 * @param transition what to do
 * @param quantities units per line, in key order; empty for all that is left for the transition. At most 100 lines
 * @param releaseRest with CONFIRM: what stays reserved is released in the same step
 * @param holdFor with EXTEND: how long to hold from the store's now, 1 ms to 400 days in whole
 *     microseconds, rounded up; null otherwise
 */
public record Settle(
        ReservationId reservation,
        @Nullable String id,
        Transition transition,
        Map<StockKey, Long> quantities,
        boolean releaseRest,
        @Nullable Duration holdFor)
        implements Command {

    /**
     * Checks the bounds (rule 9) and which arguments the transition takes.
     *
     * @throws IllegalArgumentException if an argument is out of bounds or does not belong to the transition
     */
    public Settle {
        Objects.requireNonNull(reservation, "reservation");
        Objects.requireNonNull(transition, "transition");
        quantities = sorted(quantities);
        if (id != null) {
            Bounds.text("settlement id", id);
        } else if (!quantities.isEmpty() || releaseRest || transition == Transition.EXTEND) {
            throw new IllegalArgumentException(
                    "settlement id is missing; a part, releaseRest and EXTEND need an id of their own");
        }
        if (!quantities.isEmpty() || releaseRest) {
            checkPart(transition, quantities, releaseRest);
        }
        if (holdFor != null || transition == Transition.EXTEND) {
            holdFor = extension(transition, holdFor);
        }
    }

    private static void checkPart(Transition transition, Map<StockKey, Long> quantities, boolean releaseRest) {
        boolean whole = transition == Transition.GIVE_BACK || transition == Transition.EXTEND;
        if (whole && !quantities.isEmpty()) {
            throw new IllegalArgumentException(
                    "quantities is " + quantities + "; " + transition + " takes the whole reservation");
        }
        if (releaseRest && transition != Transition.CONFIRM) {
            throw new IllegalArgumentException(
                    "releaseRest is true with " + transition + "; it goes with CONFIRM only");
        }
    }

    private static Duration extension(Transition transition, @Nullable Duration holdFor) {
        if (transition != Transition.EXTEND) {
            throw new IllegalArgumentException(
                    "holdFor is " + holdFor + " with " + transition + "; it goes with EXTEND only");
        }
        return Bounds.hold("holdFor", Objects.requireNonNull(holdFor, "holdFor"));
    }

    /**
     * Settles all that is left for a transition.
     *
     * @param reservation the reservation
     * @param id the settlement's id
     * @param transition what to do; any but EXTEND
     * @return the command
     */
    public static Settle all(ReservationId reservation, String id, Transition transition) {
        return new Settle(reservation, id, transition, Map.of(), false, null);
    }

    /**
     * Settles all that is left now for a transition, without an id (rule 2.10).
     *
     * @param reservation the reservation
     * @param transition what to do; any but EXTEND
     * @return the command
     */
    public static Settle all(ReservationId reservation, Transition transition) {
        return new Settle(reservation, null, transition, Map.of(), false, null);
    }

    /**
     * Settles a part.
     *
     * @param reservation the reservation
     * @param id the settlement's id
     * @param transition what to do; any but EXTEND
     * @param quantities units per line, at least one line
     * @return the command
     */
    public static Settle part(
            ReservationId reservation, String id, Transition transition, Map<StockKey, Long> quantities) {
        Bounds.size("quantities", quantities.size(), 1, Bounds.MAX_LINES);
        return new Settle(reservation, id, transition, quantities, false, null);
    }

    /**
     * Holds a reservation longer.
     *
     * @param reservation the reservation
     * @param id the settlement's id
     * @param holdFor how long from the store's now
     * @return the command
     */
    public static Settle extend(ReservationId reservation, String id, Duration holdFor) {
        return new Settle(reservation, id, Transition.EXTEND, Map.of(), false, holdFor);
    }

    private static Map<StockKey, Long> sorted(Map<StockKey, Long> quantities) {
        Objects.requireNonNull(quantities, "quantities");
        if (quantities.isEmpty()) {
            return Map.of();
        }
        Map<StockKey, Long> copy = new TreeMap<>(quantities);
        Bounds.size("quantities", copy.size(), 1, Bounds.MAX_LINES);
        copy.forEach((key, quantity) -> Bounds.quantity("quantity of " + key, quantity));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * The content in canonical form: equal exactly when transition, quantities, flag and duration are (rule 2.7). A
     * store keeps it with the id, to distinguish a retry from another command with the same id.
     *
     * @return the text, at most 100 characters
     */
    public String content() {
        if (quantities.isEmpty() && !releaseRest && holdFor == null) {
            return transition.name();
        }
        CanonicalText text = new CanonicalText().add(transition.name()).add(releaseRest);
        text.add(holdFor == null ? "" : holdFor.toString());
        quantities.forEach((key, quantity) -> text.add(key).add(quantity));
        return text.toString();
    }
}
