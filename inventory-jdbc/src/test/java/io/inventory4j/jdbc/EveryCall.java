package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every kind of call once, for tests of what a database does for each. */
final class EveryCall {
    private EveryCall() {}

    /** Fills a ledger with reservations, so that a call that reads all of them is noticed. */
    static void grow(JdbcLedger ledger, int reservations) {
        List<Command> growing = new ArrayList<>();
        Shelf.stock(ledger, "GROWN", reservations);
        for (int i = 0; i < reservations; i++) {
            growing.add(Shelf.reserve("grown" + i, "GROWN", 1, Charge.of("buyer/grown" + i, 5)));
        }
        ledger.apply(growing);
    }

    /** Makes one call of each kind, on lines that no other test uses. */
    static void on(JdbcLedger ledger, TurnedClock clock, String name) {
        Shelf.stock(ledger, name, 10);
        Shelf.stock(ledger, name + "b", 10);
        Shelf.one(ledger, Shelf.reserve(name, name, 1, Charge.of("buyer/" + name, 5)));
        ledger.apply(List.of(
                Shelf.reserve(name + "1", name, 1, Charge.of("buyer/" + name, 5)),
                Shelf.reserve(name + "2", name + "b", 1, Charge.of("buyer/" + name + "2", 5))));
        Shelf.one(ledger, Settle.all(ReservationId.of(name), "pay", Transition.CONFIRM));
        ledger.apply(List.of(
                Settle.all(ReservationId.of(name + "1"), "no", Transition.RELEASE),
                Settle.all(ReservationId.of(name), "ship", Transition.SHIP)));
        ledger.open(StockKey.of(name), null, 10);
        ledger.used("buyer/" + name);
        ledger.reservation(ReservationId.of(name));
        ledger.levels(List.of(StockKey.of(name), StockKey.of(name + "b")));
        Shelf.one(
                ledger,
                new Reserve(
                        ReservationId.of(name + "3"),
                        List.of(new ReserveLine(StockKey.of(name), 1, 0, List.of())),
                        List.of(),
                        Duration.ofMillis(1),
                        null));
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, ledger.expire(10).size());
        clock.advance(Duration.ofMillis(1));
        ledger.purge(Duration.ofMillis(1), 100);
        ledger.journal(0, 10);
    }
}
