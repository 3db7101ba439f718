package io.inventory4j;

import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import java.time.Duration;
import java.util.Objects;

/** A verb of {@link Orders} as a value: a {@link Verb}. */
@CheckReturnValue
public sealed interface OrderVerb extends Verb {
    /**
     * Holds or sells a request.
     *
     * @param request what to hold or sell
     * @param sold whether it is sold in one step, without a hold
     */
    record Reserving(ReserveRequest request, boolean sold) implements OrderVerb {
        /** Checks that the request is there. */
        public Reserving {
            Objects.requireNonNull(request, "request");
        }
    }

    /** What a settlement does. */
    enum Step {
        /** {@link Orders#confirm(SettleRequest)}. */
        CONFIRM,
        /** {@link Orders#confirmAndReleaseRest}. */
        CONFIRM_AND_RELEASE_REST,
        /** {@link Orders#release(SettleRequest)}. */
        RELEASE,
        /** {@link Orders#giveBack(SettleRequest)}. */
        GIVE_BACK,
        /** {@link Orders#cancel(SettleRequest)}. */
        CANCEL,
        /** {@link Orders#ship(SettleRequest)}. */
        SHIP,
        /** {@link Orders#acceptReturn(SettleRequest)}. */
        ACCEPT_RETURN
    }

    /**
     * Settles units of a reservation.
     *
     * @param request which
     * @param step what to do with them
     */
    record Settling(SettleRequest request, Step step) implements OrderVerb {
        /** Checks that both are there. */
        public Settling {
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(step, "step");
        }
    }

    /**
     * Holds a reservation longer.
     *
     * @param reservation its id
     * @param settlement the id of this extension
     * @param holdFor 1 ms to 400 days
     */
    record Extending(String reservation, String settlement, Duration holdFor) implements OrderVerb {
        /**
         * Checks the ids.
         *
         * @throws IllegalArgumentException if one is out of bounds (rule 9.1)
         */
        public Extending {
            Bounds.text("reservation id", reservation);
            Bounds.text("settlement id", settlement);
            Objects.requireNonNull(holdFor, "holdFor");
        }
    }

    /**
     * Holds the lines of a request.
     *
     * @param request what to hold
     * @return the verb
     * @see Orders#reserve(ReserveRequest)
     */
    static OrderVerb reserve(ReserveRequest request) {
        return new Reserving(request, false);
    }

    /**
     * Sells the lines of a request in one step.
     *
     * @param request what to sell
     * @return the verb
     * @see Orders#sell
     */
    static OrderVerb sell(ReserveRequest request) {
        return new Reserving(request, true);
    }

    /**
     * Sells a request in place of an order, in one step.
     *
     * @param request what to sell, under a new id
     * @param oldOrder the id of the order that it takes the place of
     * @return the verb
     * @see Orders#exchange
     */
    static OrderVerb exchange(ReserveRequest request, String oldOrder) {
        return sell(request.replacing(oldOrder));
    }

    /**
     * Sells held units.
     *
     * @param request which
     * @return the verb
     * @see Orders#confirm(SettleRequest)
     */
    static OrderVerb confirm(SettleRequest request) {
        return new Settling(request, Step.CONFIRM);
    }

    /**
     * Sells all that a reservation holds.
     *
     * @param reservation its id
     * @return the verb
     * @see Orders#confirm(String)
     */
    static OrderVerb confirm(String reservation) {
        return confirm(SettleRequest.of(reservation));
    }

    /**
     * Sells held units and gives back what stays held.
     *
     * @param request which, with an id of its own
     * @return the verb
     * @see Orders#confirmAndReleaseRest
     */
    static OrderVerb confirmAndReleaseRest(SettleRequest request) {
        return new Settling(request, Step.CONFIRM_AND_RELEASE_REST);
    }

    /**
     * Gives held units back.
     *
     * @param request which
     * @return the verb
     * @see Orders#release(SettleRequest)
     */
    static OrderVerb release(SettleRequest request) {
        return new Settling(request, Step.RELEASE);
    }

    /**
     * Gives back all that a reservation holds.
     *
     * @param reservation its id
     * @return the verb
     * @see Orders#release(String)
     */
    static OrderVerb release(String reservation) {
        return release(SettleRequest.of(reservation));
    }

    /**
     * Gives back what a cancelled order holds or has sold.
     *
     * @param request which, without lines
     * @return the verb
     * @see Orders#giveBack(SettleRequest)
     */
    static OrderVerb giveBack(SettleRequest request) {
        return new Settling(request, Step.GIVE_BACK);
    }

    /**
     * Gives back what a cancelled order holds or has sold.
     *
     * @param reservation its id
     * @return the verb
     * @see Orders#giveBack(String)
     */
    static OrderVerb giveBack(String reservation) {
        return giveBack(SettleRequest.of(reservation));
    }

    /**
     * Gives sold units back before shipment.
     *
     * @param request which
     * @return the verb
     * @see Orders#cancel(SettleRequest)
     */
    static OrderVerb cancel(SettleRequest request) {
        return new Settling(request, Step.CANCEL);
    }

    /**
     * Gives back all that is sold of a reservation and not shipped.
     *
     * @param reservation its id
     * @return the verb
     * @see Orders#cancel(String)
     */
    static OrderVerb cancel(String reservation) {
        return cancel(SettleRequest.of(reservation));
    }

    /**
     * Ships sold units.
     *
     * @param request which
     * @return the verb
     * @see Orders#ship(SettleRequest)
     */
    static OrderVerb ship(SettleRequest request) {
        return new Settling(request, Step.SHIP);
    }

    /**
     * Ships all that is sold of a reservation.
     *
     * @param reservation its id
     * @return the verb
     * @see Orders#ship(String)
     */
    static OrderVerb ship(String reservation) {
        return ship(SettleRequest.of(reservation));
    }

    /**
     * Takes shipped units back, into quality control.
     *
     * @param request which
     * @return the verb
     * @see Orders#acceptReturn(SettleRequest)
     */
    static OrderVerb acceptReturn(SettleRequest request) {
        return new Settling(request, Step.ACCEPT_RETURN);
    }

    /**
     * Takes back all that was shipped of a reservation and has not come back.
     *
     * @param reservation its id
     * @return the verb
     * @see Orders#acceptReturn(String)
     */
    static OrderVerb acceptReturn(String reservation) {
        return acceptReturn(SettleRequest.of(reservation));
    }

    /**
     * Holds a reservation longer.
     *
     * @param reservation its id
     * @param settlement the id of this extension
     * @param holdFor 1 ms to 400 days
     * @return the verb
     * @see Orders#extend
     */
    static OrderVerb extend(String reservation, String settlement, Duration holdFor) {
        return new Extending(reservation, settlement, holdFor);
    }
}
