package io.inventory4j.live.feed;

import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.util.Objects;

/**
 * What a terminal may know of one line at one version. The version is for the shop's own code, which drops what is
 * older than what it has; {@link Visibility#showsVersion} says who else may have it.
 *
 * @param key the line
 * @param stock its stock, in the form that the terminal may see
 * @param saleState whether the line sells
 * @param window from when to when it does
 * @param version the version of the level that this was made of; a terminal that sees no difference misses versions
 */
public record ShownLevel(StockKey key, ShownStock stock, SaleState saleState, Window window, long version) {
    /** Checks that everything is there. */
    public ShownLevel {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(stock, "stock");
        Objects.requireNonNull(saleState, "saleState");
        Objects.requireNonNull(window, "window");
    }

    /** Whether a terminal that has the other one of the same line sees no difference. */
    boolean looksLike(ShownLevel other) {
        return saleState == other.saleState && stock.equals(other.stock) && window.equals(other.window);
    }
}
