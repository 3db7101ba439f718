package io.inventory4j.live;

import io.inventory4j.Posting;
import io.inventory4j.SafetyStock;
import io.inventory4j.StockVerb;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the sale does with one SKU in the ledger. The plan says it; this is what is left of it for opening, operations
 * and closing.
 *
 * @param sku the stock keeping unit
 * @param kit whether it has no goods of its own: its units are made at the opening, and end with the sale
 * @param stock the line that the units come from, and go back to
 * @param shares where they are sold; where the only one is {@code stock} itself, nothing is moved
 * @param window from when to when they are sold
 * @param safety what to withhold in {@code stock}; null leaves it as it is
 * @param backup the SKU of the sale that takes this one's place, or null
 * @param alertPercents what the alert levels are, in percent of what a line was given, descending; 0 is sold out
 * @param paceAlert alert when it is sold out within this time if it goes on like this, or null
 */
record SaleLine(
        String sku,
        boolean kit,
        StockKey stock,
        List<Share> shares,
        Window window,
        @Nullable SafetyStock safety,
        @Nullable String backup,
        List<Integer> alertPercents,
        @Nullable Duration paceAlert) {
    private static final String MOVED = "moved by the live sale";

    /**
     * A part of the allotment.
     *
     * @param channel the channel whose it is; null for all channels
     * @param key where it is sold
     * @param units how many, at least 0
     */
    record Share(@Nullable String channel, StockKey key, long units) {
        Share {
            Objects.requireNonNull(key, "key");
            Bounds.limit("units", units);
        }
    }

    SaleLine {
        Objects.requireNonNull(stock, "stock");
        Objects.requireNonNull(window, "window");
        shares = List.copyOf(shares);
        alertPercents = List.copyOf(alertPercents);
        Set<StockKey> keys = new HashSet<>();
        for (Share share : shares) {
            if (!keys.add(share.key())) {
                throw new IllegalArgumentException(sku + " is sold twice at " + share.key());
            }
        }
        if (shares.isEmpty() || (keys.contains(stock) && keys.size() > 1)) {
            throw new IllegalArgumentException(sku + " needs shares of its own, or only that of its stock");
        }
    }

    /** Whether its units are kept apart from the shop's other stock. */
    boolean isolated() {
        return !shares.get(0).key().equals(stock);
    }

    /** Whether the sale is given units at its opening, and gives back what is left. */
    boolean allotted() {
        return kit || isolated();
    }

    /**
     * Gives units to a share, by way of OUTSIDE, in one step. So the percentages of the line that gets them refer to
     * what it got (rule 3.7); a plain transfer would leave it without an opening quantity.
     */
    StockVerb allot(String id, StockKey to, long units) {
        return kit
                ? StockVerb.move(id, MOVED, new Posting(to, Bucket.OUTSIDE, Bucket.AVAILABLE, units))
                : moving(id, stock, to, units);
    }

    /** Takes units back from a share. */
    StockVerb giveBack(String id, StockKey from, long units) {
        return kit
                ? StockVerb.move(id, MOVED, new Posting(from, Bucket.AVAILABLE, Bucket.OUTSIDE, units))
                : moving(id, from, stock, units);
    }

    /** Moves units from one line to another, as {@link #allot} does. */
    static StockVerb moving(String id, StockKey from, StockKey to, long units) {
        return StockVerb.move(
                id,
                MOVED,
                new Posting(from, Bucket.AVAILABLE, Bucket.OUTSIDE, units),
                new Posting(to, Bucket.OUTSIDE, Bucket.AVAILABLE, units));
    }

    /** The number of the share that is sold there. */
    int share(StockKey key) {
        for (int i = 0; i < shares.size(); i++) {
            if (shares.get(i).key().equals(key)) {
                return i;
            }
        }
        throw new IllegalArgumentException(sku + " is not sold at " + key);
    }
}
