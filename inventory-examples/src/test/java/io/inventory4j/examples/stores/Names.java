package io.inventory4j.examples.stores;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What random commands have named so far, so that all of it can be read. */
final class Names {
    private static final List<StockKey> LINES = List.of(
            StockKey.of("LIPSTICK"), StockKey.of("LIPSTICK", "annex"), StockKey.of("TEA"), StockKey.of("\u00dcberzug"));

    private final Set<ReservationId> reservations = new LinkedHashSet<>();
    private final Set<String> counters = new LinkedHashSet<>();

    List<StockKey> lines() {
        return LINES;
    }

    Set<ReservationId> reservations() {
        return reservations;
    }

    Set<String> counters() {
        return counters;
    }

    void add(Command command) {
        if (command instanceof Reserve reserve) {
            reservations.add(reserve.id());
            reserve.lines().forEach(line -> add(line.unitCharges()));
            add(reserve.orderCharges());
        } else if (command instanceof Settle settle) {
            reservations.add(settle.reservation());
        }
    }

    private void add(List<Charge> charges) {
        charges.forEach(charge -> counters.add(charge.counter()));
    }
}
