package io.inventory4j.live;

import io.inventory4j.stock.StockKey;
import java.util.regex.Pattern;

/**
 * The ids of a sale's commands. Each is derived from what it is for, so that a node which repeats a step after a crash,
 * or two nodes which do the same, change the ledger once (rule 3.4).
 */
final class SaleIds {
    /** How the ids and the own lines of every sale begin. */
    static final String MARK = "live/";

    /** Names of sales, operations and steps: they become parts of ids, which have 200 code points. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,40}");

    private final String prefix;

    SaleIds(String sale) {
        prefix = MARK + name("sale", sale) + "/";
    }

    /** Checks a name that becomes part of ids. */
    static String name(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of the " + what
                    + " needs 1 to 40 letters A to Z, digits, dots, hyphens or underscores; it is '" + name + "'");
        }
        return name;
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
