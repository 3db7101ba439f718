package io.inventory4j.live.action;

import io.inventory4j.stock.Bounds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a planned step waits for. */
public sealed interface Trigger {
    /**
     * An instant. The step is taken by the first node whose clock has passed it.
     *
     * @param when the instant, in whole seconds
     */
    record At(Instant when) implements Trigger {
        /** Checks that it has whole seconds. */
        public At {
            if (!when.equals(when.truncatedTo(ChronoUnit.SECONDS))) {
                throw new IllegalArgumentException("when is " + when + "; it has to be in whole seconds");
            }
        }
    }

    /**
     * That so many units of a SKU are sold, over all its channels.
     *
     * @param sku the SKU
     * @param units how many, at least 1
     */
    record Sold(String sku, long units) implements Trigger {
        /** Checks the bounds. */
        public Sold {
            Bounds.text("sku", sku);
            Bounds.quantity("units", units);
        }
    }
}
