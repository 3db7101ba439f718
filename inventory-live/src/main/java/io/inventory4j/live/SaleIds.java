package io.inventory4j.live;

import io.inventory4j.live.guard.SaleNames;
import io.inventory4j.stock.StockKey;

/**
 * The ids of a sale's commands. Each is derived from what it is for, so that a node which repeats a step after a crash,
 * or two nodes which do the same, change the ledger once (rule 3.4).
 */
final class SaleIds {
    private final String prefix;

    SaleIds(String sale) {
        prefix = SaleNames.MARK + SaleNames.check("sale", sale) + "/";
    }

    /** The id of one thing of the sale. */
    String of(String what) {
        return prefix + what;
    }

    /** A stock line that holds no goods but what the sale has to remember. */
    StockKey own(String location) {
        return StockKey.of(prefix.substring(0, prefix.length() - 1), location);
    }

    /** Where the units of the sale are sold, apart from the shop's other stock; by channel, if one is given. */
    String location(String channel) {
        return channel.isEmpty() ? prefix.substring(0, prefix.length() - 1) : prefix + channel;
    }
}
