package io.inventory4j.core.gate;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.core.HandClock;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;

/** A gate over a store that other nodes use too, whose time passes when a test says so. */
@Timeout(60)
abstract class OverAStore {
    static final StockKey A = StockKey.of("A");
    static final StockKey B = StockKey.of("B");
    static final Duration HOLD = Duration.ofMinutes(15);
    static final long BOUND = Duration.ofMillis(100).toNanos();

    final HandClock clock = new HandClock();
    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5 * BOUND);
    final InMemoryLedger server = InMemoryLedger.create(clock);
    final CountedStore store = new CountedStore(server);
    final SoldOutGate gate = gate(store);

    SoldOutGate gate(CountedStore over) {
        return SoldOutGate.over(over, over, Duration.ofNanos(BOUND), nanos::get, Runnable::run);
    }

    static Outcome apply(SoldOutGate gate, Command command) {
        return gate.apply(List.of(command)).get(0);
    }

    Outcome apply(Command command) {
        return apply(gate, command);
    }

    static Reserve order(String id, ReserveLine... lines) {
        return new Reserve(new ReservationId(id), List.of(lines), List.of(), HOLD, null);
    }

    static Reserve order(String id, long units) {
        return order(id, ReserveLine.of(A, units));
    }

    static Move receive(String id, StockKey key, long units) {
        return Move.of(id, "receive", new Posting(key, Bucket.OUTSIDE, Bucket.AVAILABLE, units));
    }

    static Settle all(String id, Transition transition) {
        return Settle.all(new ReservationId(id), transition);
    }

    /** One unit, held by {@code first}, and the gate closed by one reading. */
    void sellOut() {
        applied(apply(receive("po", A, 1)));
        applied(apply(order("first", 1)));
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("second", 1))));
        assertClosed();
    }

    void assertClosed() {
        assertEquals(0, callsOf(order("asks-" + nanos.get(), 1)), "calls to the store");
    }

    int callsOf(Command command) {
        int before = store.calls();
        apply(command);
        return store.calls() - before;
    }

    void assertAsks(Command command) {
        int before = store.applies;
        Outcome outcome = apply(command);
        assertEquals(1, store.applies - before, () -> command + " was not sent to the store, but got " + outcome);
    }
}
