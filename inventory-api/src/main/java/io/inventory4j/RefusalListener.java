package io.inventory4j;

/**
 * Hears of what buyers wanted and were refused, off the sale's path: one that throws is logged, one that hangs holds up
 * no sale. Calls to one listener never overlap.
 *
 * <p>A sold-out storm makes millions of refusals a second, so refusals are counted where they happen, and a listener
 * hears of the counts ({@link RefusedDemand}) about ten times a second, and of the last ones when the inventory is
 * closed. Who wants to answer a single buyer has the {@link Outcome} at hand.
 *
 * <p>It hears of every final refusal of a reserve or sell on this node, once: after the inventory has finished asking
 * again (rule 5.1), whoever refused it, a policy, the sold-out gate or the store, and whether it was sent alone, in a
 * list, without waiting, or within a transaction of the shop's, which may be rolled back later. A preview, a call that
 * failed, a repeated call whose first one was applied, and {@link Inventory#confirmOrReacquire} are none. A refused
 * request that is sent again and refused again counts again: nothing tells a retry from a buyer who tries once more.
 */
@FunctionalInterface
public interface RefusalListener {
    /**
     * Requests were refused.
     *
     * @param refused what they wanted, why they were refused, and how many they were
     */
    void onRefused(RefusedDemand refused);

    /**
     * Both listeners, one after the other.
     *
     * @param next the listener to call second
     * @return a listener that calls both
     */
    default RefusalListener andThen(RefusalListener next) {
        return refused -> {
            onRefused(refused);
            next.onRefused(refused);
        };
    }
}
