package io.inventory4j;

import java.time.Duration;
import java.util.List;

/**
 * What a shop does with orders: hold, sell, pay, cancel, ship, take back. It is a part of {@link Inventory}, which says
 * what holds of every call, for code that does no more than that.
 */
public interface Orders {
    /**
     * Holds the lines of a request, all of them and within every limit, or none.
     *
     * @param request what to hold
     * @return the reservation and the levels it changed, or why not
     * @throws IllegalArgumentException if the request has no lines
     */
    Outcome reserve(ReserveRequest request);

    /**
     * Holds several requests in one call to the store, as if they came one after the other.
     *
     * @param requests what to hold; may be empty
     * @return one outcome per request, by position
     * @throws IllegalArgumentException if one of them has no lines; then none is sent
     */
    List<Outcome> reserve(List<ReserveRequest> requests);

    /**
     * Sells the lines of a request in one step, without a hold: all of them and within every limit, or none. Where a
     * reply was lost, the same call may be sent again; {@link #giveBack(String)} closes it instead.
     *
     * @param request what to sell
     * @return the reservation and the levels it changed, or why not
     * @throws IllegalArgumentException if the request has no lines, or says how long to hold
     */
    Outcome sell(ReserveRequest request);

    /**
     * Sells a request in place of an order, in one step: another size, another quantity, another owner. What the old
     * order has of held and of sold units is given back in the same step, so no stranger gets them in between, and it
     * works after the sale has ended too (rule 1.11). What was shipped stays with the old order.
     *
     * @param request what to sell, under a new id
     * @param oldOrder the id of the order that it takes the place of
     * @return the new reservation and the levels it changed; or why not: then the old order stays as it is
     * @throws IllegalArgumentException if the request has no lines, or says how long to hold
     */
    default Outcome exchange(ReserveRequest request, String oldOrder) {
        return sell(request.replacing(oldOrder));
    }

    /**
     * Sells held units.
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome confirm(SettleRequest request);

    /**
     * Sells all that a reservation holds.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome confirm(String reservation) {
        return confirm(SettleRequest.of(reservation));
    }

    /**
     * Sells what a request once held. If the hold is gone, takes the units again, in the same reservation and under the
     * same limits. If they cannot be had, says that a refund is due: that is final. Safe to repeat.
     *
     * @param request the request that made the reservation, with the same buyer and the same lines; and with the same
     *     identities, where purchase limits count by them
     * @return which of the four
     */
    LateConfirmation confirmOrReacquire(ReserveRequest request);

    /**
     * Gives held units back. For an unknown id it leaves a mark, so that a reserve under way that arrives later is
     * refused.
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome release(SettleRequest request);

    /**
     * Gives back all that a reservation holds.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome release(String reservation) {
        return release(SettleRequest.of(reservation));
    }

    /**
     * Gives back what a cancelled order holds or has sold; what was shipped stays. An order of which all was shipped is
     * refused {@link Reason#NOT_COMMITTED}: its goods come back by {@link #acceptReturn(SettleRequest)}. For an unknown
     * id it leaves a mark, as {@link #release(SettleRequest)} does. A job that ends unpaid orders uses release.
     *
     * @param request which, without lines
     * @return the reservation, or why not
     */
    Outcome giveBack(SettleRequest request);

    /**
     * Gives back what a cancelled order holds or has sold.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome giveBack(String reservation) {
        return giveBack(SettleRequest.of(reservation));
    }

    /**
     * Gives sold units back before shipment.
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome cancel(SettleRequest request);

    /**
     * Gives back all that is sold of a reservation and not shipped.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome cancel(String reservation) {
        return cancel(SettleRequest.of(reservation));
    }

    /**
     * Ships sold units. An order that is sold and never shipped is kept for ever: a shop that does not report shipments
     * sets {@code shipWhenConfirmedFor} when it builds the inventory (rule 9.2).
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome ship(SettleRequest request);

    /**
     * Ships all that is sold of a reservation.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome ship(String reservation) {
        return ship(SettleRequest.of(reservation));
    }

    /**
     * Takes shipped units back, into quality control.
     *
     * @param request which
     * @return the reservation, or why not
     */
    Outcome acceptReturn(SettleRequest request);

    /**
     * Takes back all that was shipped of a reservation and has not come back.
     *
     * @param reservation its id
     * @return the reservation, or why not
     */
    default Outcome acceptReturn(String reservation) {
        return acceptReturn(SettleRequest.of(reservation));
    }

    /**
     * Holds a reservation longer: its expiry becomes the later of what it was and the store's now plus {@code holdFor}.
     *
     * @param reservation its id
     * @param settlement the id of this extension; a retry uses the same, a further extension another
     * @param holdFor 1 ms to 400 days
     * @return the reservation, or why not
     */
    Outcome extend(String reservation, String settlement, Duration holdFor);
}
