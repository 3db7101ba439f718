package io.inventory4j.live.notes;

import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.stock.StockKey;

/**
 * The ids of a sale's commands. Each is derived from what it is for, so that a node which repeats a step after a crash,
 * or two nodes which do the same, change the ledger once (rule 3.4).
 */
public final class SaleIds {
    private final String prefix;

    /**
     * The ids of one sale.
     *
     * @param sale its name
     */
    public SaleIds(String sale) {
        prefix = SaleNames.MARK + SaleNames.check("sale", sale) + "/";
    }

    /**
     * The id of one thing of the sale.
     *
     * @param what the thing
     * @return the id
     */
    public String of(String what) {
        return prefix + what;
    }

    /**
     * A stock line that holds no goods but what the sale has to remember.
     *
     * @param location its location
     * @return the line
     */
    public StockKey own(String location) {
        return StockKey.of(prefix.substring(0, prefix.length() - 1), location);
    }

    /**
     * Where the units of the sale are sold, apart from the shop's other stock.
     *
     * @param channel the channel whose they are; empty for all
     * @return the location
     */
    public String location(String channel) {
        return channel.isEmpty() ? prefix.substring(0, prefix.length() - 1) : prefix + channel;
    }
}
