package io.inventory4j.live;

/**
 * Hears of alerts. Each alert is told once over all nodes; if the node that tells it dies meanwhile, another one tells
 * it again. Called by the thread that calls {@link LiveSale#tick}.
 */
@FunctionalInterface
public interface SaleAlertListener {
    /**
     * Hears of an alert. What it throws is not caught: the alert then counts as not told, and is told again.
     *
     * @param alert the alert
     */
    void onAlert(SaleAlert alert);
}
