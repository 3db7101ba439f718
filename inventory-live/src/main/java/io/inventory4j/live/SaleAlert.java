package io.inventory4j.live;

import io.inventory4j.live.action.By;
import io.inventory4j.stock.StockLevel;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something about a line of the sale that people have to know.
 *
 * @param id its id: the same on every node
 * @param kind what it is
 * @param percent the level of the plan that was passed, in percent of what the line was given; 0 is sold out, and for
 *     PACE
 * @param minutes for PACE: within how many minutes the SKU is sold out if it goes on like this; else 0
 * @param sku the SKU
 * @param channel the channel whose line it is; null for all channels, and for PACE
 * @param available units that could be taken at that moment: of the line, for PACE of all channels
 * @param level the level of the line that changed, at that moment
 * @param at the store's time of it
 * @param acknowledgement who has seen to it; null as long as nobody has
 */
public record SaleAlert(
        String id,
        Kind kind,
        int percent,
        int minutes,
        String sku,
        @Nullable String channel,
        long available,
        StockLevel level,
        Instant at,
        @Nullable Acknowledgement acknowledgement) {
    /** What an alert tells. */
    public enum Kind {
        /** A level of the plan was reached from above. */
        LOW,
        /** Nothing is left. */
        SOLD_OUT,
        /** A level was left upwards, and not only for a moment. */
        RISEN,
        /** There are units again where there were none. */
        BACK_IN_STOCK,
        /** It sells so fast that it is sold out within the minutes of the plan. */
        PACE
    }

    /** Whom an alert is for. */
    public enum Role {
        /** Who moves stock. */
        OPERATIONS,
        /** Who speaks to the camera. */
        HOST,
        /** All screens, those of buyers too. */
        EVERYBODY
    }

    /**
     * Who has seen to an alert, and what they say of it.
     *
     * @param by the name, and a word
     * @param at when, by the store's clock
     */
    public record Acknowledgement(By by, Instant at) {
        /** Checks that both are there. */
        public Acknowledgement {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }
    }

    /** Below this share of what the line was given, the host has to know. */
    private static final int HOST_PERCENT = 10;

    /** Checks that all is there. */
    public SaleAlert {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(at, "at");
    }

    /**
     * Whom it is for: all levels are for operations, those of 10 percent and less and the pace for the host too, and
     * that nothing is left, or something again, is for everybody.
     *
     * @return the roles
     */
    public Set<Role> roles() {
        if (kind == Kind.SOLD_OUT || kind == Kind.BACK_IN_STOCK) {
            return Set.of(Role.OPERATIONS, Role.HOST, Role.EVERYBODY);
        }
        return percent <= HOST_PERCENT ? Set.of(Role.OPERATIONS, Role.HOST) : Set.of(Role.OPERATIONS);
    }

    SaleAlert acknowledged(@Nullable Acknowledgement by) {
        return new SaleAlert(id, kind, percent, minutes, sku, channel, available, level, at, by);
    }
}
