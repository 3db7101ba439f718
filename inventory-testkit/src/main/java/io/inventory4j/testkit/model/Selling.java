package io.inventory4j.testkit.model;

import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Instant;

/** Chapter 4: whether a line sells, and when. */
record Selling(SaleState state, Window window) {
    static Selling of(StockLevel level) {
        return new Selling(level.saleState(), level.window());
    }

    /** Rule 4.7: what a command does not name stays as it is. */
    Selling after(SetSaleState asked) {
        return new Selling(
                asked.state() == null ? state : asked.state(), asked.window() == null ? window : asked.window());
    }

    /** Rule 4.6. */
    boolean takesNew(Instant now) {
        Instant opens = window.opensAt();
        Instant closes = window.closesAt();
        boolean begun = opens == null || opens.compareTo(now) <= 0;
        boolean over = closes != null && closes.compareTo(now) <= 0;
        return state == SaleState.OPEN && begun && !over;
    }

    /** Rules 1.11 and 1.12: whether it sells to who has bought before. */
    boolean takesSold() {
        return state != SaleState.STOPPED;
    }
}
