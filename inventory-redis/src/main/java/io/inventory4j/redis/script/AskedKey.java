package io.inventory4j.redis.script;

import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.TreeMap;

/**
 * What a reserve that chooses (rule 1.9) says of one stock line, fixed lines and sources alike: they agree in floor and
 * charges.
 *
 * @param key the stock line
 * @param fixed the units of the fixed line; 0 where there are only sources
 * @param floor how much must stay available
 * @param charges counters that each unit charges, in name order
 */
record AskedKey(StockKey key, long fixed, long floor, List<Charge> charges) {
    /** All that a reserve names, in key order. */
    static List<AskedKey> of(Reserve command) {
        TreeMap<StockKey, AskedKey> keys = new TreeMap<>();
        for (ReserveLine line : command.lines()) {
            keys.put(line.key(), new AskedKey(line.key(), line.quantity(), line.floor(), line.unitCharges()));
        }
        for (FlexibleLine line : command.flexible()) {
            for (Source source : line.sources()) {
                keys.putIfAbsent(source.key(), new AskedKey(source.key(), 0, source.floor(), source.unitCharges()));
            }
        }
        return List.copyOf(keys.values());
    }
}
