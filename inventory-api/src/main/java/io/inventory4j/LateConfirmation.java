package io.inventory4j;

/** What became of a payment that may have come too late. */
public sealed interface LateConfirmation {
    /**
     * The hold was still there, and is sold.
     *
     * @param reservation the reservation, under its own id
     */
    record Confirmed(Reservation reservation) implements LateConfirmation {}

    /**
     * The hold was gone; the same units were taken again under the same limits, and are sold.
     *
     * @param reservation the new reservation, under a new id: ship and return it by that id
     */
    record Reacquired(Reservation reservation) implements LateConfirmation {}

    /**
     * The hold was gone and the units are too, or the sale was stopped: the buyer is to be refunded.
     *
     * @param refusal why the goods cannot be had
     */
    record RefundDue(Refusal refusal) implements LateConfirmation {}
}
