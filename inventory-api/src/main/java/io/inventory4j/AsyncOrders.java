package io.inventory4j;

import io.inventory4j.order.Kit;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@link Orders} without waiting for the answer: a part of {@link AsyncInventory}, which says what holds of every call. */
@CheckReturnValue
public interface AsyncOrders {
    /**
     * Holds the lines of a request.
     *
     * @param request what to hold
     * @return its outcome, or why the store cannot answer
     * @see Inventory#reserve(ReserveRequest)
     */
    CompletionStage<Outcome> reserve(ReserveRequest request);

    /**
     * Holds several requests, each on its own, in one call to the store.
     *
     * @param requests what to hold; may be empty
     * @return one outcome per request, by position, or why the store cannot answer
     * @see Inventory#reserve(List)
     */
    CompletionStage<List<Outcome>> reserve(List<ReserveRequest> requests);

    /**
     * Holds several requests, all of them or none, in several steps.
     *
     * @param requests what to hold, 1 to 100 requests with different ids
     * @return that all are held, or the first refusal; or why the store cannot answer
     * @see Inventory#reserveAll
     */
    CompletionStage<AllOrNothing> reserveAll(List<ReserveRequest> requests);

    /**
     * Says what would become of a request now.
     *
     * @param request what the buyer wants
     * @return what would happen, or why the store cannot answer
     * @see Inventory#preview
     */
    CompletionStage<Preview> preview(ReserveRequest request);

    /**
     * Says how many of a kit could be sold now.
     *
     * @param kit the kit
     * @return how many, or why the store cannot answer
     * @see Inventory#sellable
     */
    CompletionStage<Long> sellable(Kit kit);

    /**
     * Sells the lines of a request in one step, without a hold.
     *
     * @param request what to sell
     * @return its outcome, or why the store cannot answer
     * @see Inventory#sell
     */
    CompletionStage<Outcome> sell(ReserveRequest request);

    /**
     * Sells a request in place of an order, in one step.
     *
     * @param request what to sell, under a new id
     * @param oldOrder the id of the order that it takes the place of
     * @return its outcome, or why the store cannot answer
     * @see Inventory#exchange
     */
    default CompletionStage<Outcome> exchange(ReserveRequest request, String oldOrder) {
        return sell(request.replacing(oldOrder));
    }

    /**
     * Sells held units.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#confirm(SettleRequest)
     */
    CompletionStage<Outcome> confirm(SettleRequest request);

    /**
     * Sells all that a reservation holds.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#confirm(String)
     */
    default CompletionStage<Outcome> confirm(String reservation) {
        return confirm(SettleRequest.of(reservation));
    }

    /**
     * Sells held units and gives back what stays held.
     *
     * @param request which, with an id of its own
     * @return its outcome, or why the store cannot answer
     * @see Inventory#confirmAndReleaseRest
     */
    CompletionStage<Outcome> confirmAndReleaseRest(SettleRequest request);

    /**
     * Sells what a request once held, and takes it again if the hold is gone.
     *
     * @param request the request that made the reservation
     * @return which of the four, or why the store cannot answer
     * @see Inventory#confirmOrReacquire
     */
    CompletionStage<LateConfirmation> confirmOrReacquire(ReserveRequest request);

    /**
     * Gives held units back.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#release(SettleRequest)
     */
    CompletionStage<Outcome> release(SettleRequest request);

    /**
     * Gives back all that a reservation holds.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#release(String)
     */
    default CompletionStage<Outcome> release(String reservation) {
        return release(SettleRequest.of(reservation));
    }

    /**
     * Gives back what a cancelled order holds or has sold.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#giveBack(SettleRequest)
     */
    CompletionStage<Outcome> giveBack(SettleRequest request);

    /**
     * Gives back all that a cancelled order holds or has sold.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#giveBack(String)
     */
    default CompletionStage<Outcome> giveBack(String reservation) {
        return giveBack(SettleRequest.of(reservation));
    }

    /**
     * Gives sold units back before shipment.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#cancel(SettleRequest)
     */
    CompletionStage<Outcome> cancel(SettleRequest request);

    /**
     * Gives back all that is sold of a reservation and not shipped.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#cancel(String)
     */
    default CompletionStage<Outcome> cancel(String reservation) {
        return cancel(SettleRequest.of(reservation));
    }

    /**
     * Ships sold units.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#ship(SettleRequest)
     */
    CompletionStage<Outcome> ship(SettleRequest request);

    /**
     * Ships all that is sold of a reservation.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#ship(String)
     */
    default CompletionStage<Outcome> ship(String reservation) {
        return ship(SettleRequest.of(reservation));
    }

    /**
     * Takes shipped units back, into quality control.
     *
     * @param request which
     * @return its outcome, or why the store cannot answer
     * @see Inventory#acceptReturn(SettleRequest)
     */
    CompletionStage<Outcome> acceptReturn(SettleRequest request);

    /**
     * Takes back all that was shipped of a reservation and has not come back.
     *
     * @param reservation its id
     * @return its outcome, or why the store cannot answer
     * @see Inventory#acceptReturn(String)
     */
    default CompletionStage<Outcome> acceptReturn(String reservation) {
        return acceptReturn(SettleRequest.of(reservation));
    }

    /**
     * Holds a reservation longer.
     *
     * @param reservation its id
     * @param settlement the id of this extension
     * @param holdFor 1 ms to 400 days
     * @return its outcome, or why the store cannot answer
     * @see Inventory#extend
     */
    CompletionStage<Outcome> extend(String reservation, String settlement, Duration holdFor);
}
