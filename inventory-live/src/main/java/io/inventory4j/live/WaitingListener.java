package io.inventory4j.live;

/**
 * Hears what becomes of buyers who wait, so that the shop can tell them. Each event is told once over all nodes, and
 * after a crash at least once. Called by the thread that calls {@link LiveSale#tick}.
 */
@FunctionalInterface
public interface WaitingListener {
    /**
     * Hears of one buyer. What it throws is not caught: the event then counts as not told, and is told again.
     *
     * @param event what became of him
     */
    void onWaiting(WaitingEvent event);
}
