package io.inventory4j;

/**
 * Hears of each reservation whose hold has run out, off the sale's path: one that throws is logged, one that hangs
 * holds up no sale. Calls to one listener never overlap.
 *
 * <p>Every node that listens hears of it, whichever node swept, and it may hear of one twice (rule 11.1). So the call
 * has to be safe to repeat: close the order if it is still open. A late payment may still take the units again ({@link
 * Inventory#confirmOrReacquire}). If the shop wants none after that, it {@linkplain Inventory#release(String) releases}
 * the reservation too.
 */
@FunctionalInterface
public interface ExpiryListener {
    /**
     * A hold has run out.
     *
     * @param expired which, and when
     */
    void onExpired(ExpiredReservation expired);

    /**
     * Both listeners, one after the other.
     *
     * @param next the listener to call second
     * @return a listener that calls both
     */
    default ExpiryListener andThen(ExpiryListener next) {
        return expired -> {
            onExpired(expired);
            next.onExpired(expired);
        };
    }
}
