package io.inventory4j;

import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.util.List;

/**
 * What a shop does with orders: hold, sell, pay, cancel, ship, take back. It is a part of {@link Inventory}, which says
 * what holds of every call, for code that does no more than that.
 */
@CheckReturnValue
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
     * Holds several requests in one call to the store, as if they came one after the other, each by itself: one may be
     * held and the next refused. {@link Inventory#apply} takes verbs of any kind in this way, {@link #reserveAll} holds
     * all or nothing.
     *
     * @param requests what to hold; may be empty
     * @return one outcome per request, by position
     * @throws IllegalArgumentException if one of them has no lines; then none is sent
     */
    List<Outcome> reserve(List<ReserveRequest> requests);

    /**
     * Holds several requests, all of them or none: for a cart of more than 100 lines, which the shop cuts into
     * requests with ids of their own, such as {@code 1001/1} and {@code 1001/2}.
     *
     * <p>This is several steps, not one. The requests are held as by {@link #reserve(List)}, and if one of them is
     * refused, what the others hold is released as by {@link #release(String)}. So for a moment other buyers see
     * units held that come back. Each request is judged by itself: a limit on the size of an order applies to each of
     * them, and one on the number of orders counts each. Purchase limits on units count all of them together.
     *
     * <p>After a crash between the steps, what is held remains so until it expires. The same call again, with the same
     * ids, finds what is held and holds the rest, or gives all of it back. Once a call was refused, what it gave back
     * is released for good: the next try needs new ids. If units of one of the requests are sold already, this is a
     * late repeat of a call that was answered. Then the refusal of the others is told, and nothing is given back.
     *
     * @param requests what to hold, 1 to 100 requests with different ids, of which none replaces another reservation
     * @return that all are held, or the first refusal
     * @throws IllegalArgumentException if the list or one of its requests is out of bounds; then none is sent
     * @throws LedgerException with effect NONE if certainly nothing is held by this call; with UNKNOWN if any of the
     *     steps may have had an effect: send the same call again, or give back each of the ids
     */
    AllOrNothing reserveAll(List<ReserveRequest> requests);

    /**
     * Says what would become of a request now, what each of its lines would be granted, and how many units of it this
     * buyer may still take, within stock, floors and every limit: for a product page or a cart, before the buyer
     * presses "buy".
     *
     * <p>It is advice and holds nothing. The lines are read one after the other, and the counters after them, so in a
     * rush the answer may be one that was true at no moment; and it may be old when it is read. Only {@link
     * #reserve(ReserveRequest)} decides. Two things are left out: holds that have run out and were not swept yet count
     * as held, though an order would sweep them first (rule 5.1); and a release that came before its reserve (rule 2.9)
     * is not seen. Windows and limits that begin at a time are judged by the time of this node.
     *
     * <p>It sends no command. It costs one read for the lines, one for the reservation, one for that which is replaced,
     * and one for each counter that the policy charges: with a limit for each buyer, one for each line.
     *
     * @param request what the buyer wants; its id may be any that is not used
     * @return what would happen
     * @throws IllegalArgumentException if the request has no lines
     */
    Preview preview(ReserveRequest request);

    /**
     * Says how many of a kit could be sold now, from its parts and its allotment: for a product page. The shop's floors
     * count, no buyer's limits do, and neither do gifts. Like {@link #preview} it is advice, and holds that have run
     * out count as held until they are swept.
     *
     * <p>It sends no command, and costs one read for the lines. The policy is asked for its floors by a request of one
     * kit that names no channel and no region.
     *
     * @param kit the kit
     * @return how many; 0 also where a part is unknown, closed, or outside of its window by the time of this node
     * @throws IllegalArgumentException if the kit has no part
     */
    long sellable(Kit kit);

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
     * Sells held units, and gives back in the same step what stays held: for an order that is paid in part and is not
     * to have more.
     *
     * @param request which, with an id of its own
     * @return the reservation, or why not
     * @throws IllegalArgumentException if the request has no id
     */
    Outcome confirmAndReleaseRest(SettleRequest request);

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
