package io.inventory4j.live.plan;

import io.inventory4j.stock.Bounds;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A limit that a sale can change while it runs.
 *
 * @param sku the SKU whose orders it limits
 * @param kind what it counts
 * @param channel the channel of {@link Kind#CHANNEL}; null for the other kinds
 */
public record SkuLimit(String sku, Kind kind, @Nullable String channel) {
    /** What a limit counts. */
    public enum Kind {
        /** Units in one order. */
        ORDER_MAXIMUM,
        /** Units of one buyer in the sale. */
        PER_BUYER,
        /** Units that are sold through one channel. */
        CHANNEL,
        /** Units that the sale may ever sell. */
        CAP
    }

    /** Checks that a channel is named where one is counted, and only there. */
    public SkuLimit {
        Bounds.text("sku", sku);
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.CHANNEL) != (channel != null)) {
            throw new IllegalArgumentException("the limit " + kind + " of " + sku
                    + (channel == null ? " has to name a channel" : " has no channel, here " + channel));
        }
    }

    /**
     * A limit for the whole SKU.
     *
     * @param sku the SKU
     * @param kind what it counts; not {@link Kind#CHANNEL}
     * @return the limit
     */
    public static SkuLimit of(String sku, Kind kind) {
        return new SkuLimit(sku, kind, null);
    }

    /**
     * A limit for one channel.
     *
     * @param sku the SKU
     * @param channel the channel
     * @return the limit
     */
    public static SkuLimit ofChannel(String sku, String channel) {
        return new SkuLimit(sku, Kind.CHANNEL, channel);
    }
}
