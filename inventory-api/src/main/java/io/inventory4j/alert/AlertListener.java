package io.inventory4j.alert;

/**
 * Hears of alerts, off the sale's path: one that throws is logged, one that hangs holds up no sale. Calls to one
 * listener never overlap. Each node hears of each crossing once, and rarely twice (rule 11.1).
 */
@FunctionalInterface
public interface AlertListener {
    /**
     * A threshold was crossed.
     *
     * @param alert what happened
     */
    void onAlert(Alert alert);

    /**
     * Both listeners, one after the other.
     *
     * @param next the listener to call second
     * @return a listener that calls both
     */
    default AlertListener andThen(AlertListener next) {
        return alert -> {
            onAlert(alert);
            next.onAlert(alert);
        };
    }
}
