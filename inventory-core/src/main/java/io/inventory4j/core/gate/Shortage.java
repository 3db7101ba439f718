package io.inventory4j.core.gate;

import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.StockLevel;

/** When a line has too little for an order, and what it has (rules 1.1 and 1.6). */
final class Shortage {
    private Shortage() {}

    static boolean is(StockLevel level, ReserveLine wanted) {
        return level.available() - wanted.quantity() < wanted.floor();
    }

    static long remaining(StockLevel level, ReserveLine wanted) {
        return Math.max(0, level.available() - wanted.floor());
    }
}
