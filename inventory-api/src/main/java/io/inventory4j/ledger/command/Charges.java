package io.inventory4j.ledger.command;

import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.TextOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The one form of a list of charges: in name order, one per counter (rule 1.2). */
final class Charges {
    private Charges() {}

    static List<Charge> normal(String name, List<Charge> charges) {
        Objects.requireNonNull(charges, name);
        Bounds.size(name, charges.size(), 0, Bounds.MAX_CHARGES);
        if (sorted(charges)) {
            return List.copyOf(charges);
        }
        Map<String, Charge> byName = new TreeMap<>(TextOrder.BY_UTF8);
        for (Charge charge : charges) {
            byName.merge(charge.counter(), charge, Charge::and);
        }
        return List.copyOf(byName.values());
    }

    private static boolean sorted(List<Charge> charges) {
        for (int i = 1; i < charges.size(); i++) {
            if (charges.get(i - 1).compareTo(charges.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
