package io.inventory4j.live;

import io.inventory4j.Reason;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.Objects;

/** What became of a buyer who waited. */
public sealed interface WaitingEvent {
    /**
     * The order with which he waited.
     *
     * @return its id
     */
    String order();

    /**
     * Units are held for him: the reservation has the order's id, and is paid by {@code confirm}.
     *
     * @param order the order
     * @param key where they are held
     * @param units how many
     * @param at when, by the store's clock
     */
    record Offered(String order, StockKey key, long units, Instant at) implements WaitingEvent {
        /** Checks the bounds. */
        public Offered {
            Bounds.text("order", order);
            Objects.requireNonNull(key, "key");
            Bounds.quantity("units", units);
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * It was his turn, and he could not have them.
     *
     * @param order the order
     * @param reason why not, such as {@link Reason#LIMIT_REACHED}
     */
    record Dropped(String order, Reason reason) implements WaitingEvent {
        /** Checks that the reason is there. */
        public Dropped {
            Bounds.text("order", order);
            Objects.requireNonNull(reason, "reason");
        }
    }
}
