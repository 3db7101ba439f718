package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several requests in one call to the store: each is answered as if it came alone, in order. */
class ReserveListTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();
    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create(clock));
    private final Inventory inventory = InventoryBuilder.over(ledger)
            .withoutBatching()
            .clock(clock)
            .policy(PurchaseLimits.perBuyer(2))
            .sweepEvery(Duration.ZERO)
            .build();

    @BeforeEach
    void receive() {
        applied(inventory.receive("po", "A", 3));
        ledger.calls = 0;
    }

    @AfterEach
    void close() {
        inventory.close();
    }

    private static ReserveRequest order(String id, String buyer, long units) {
        return ReserveRequest.of(id, buyer).line("A", units).holdFor(MINUTE);
    }

    @Test
    void theyTravelInOneCall() {
        List<Outcome> outcomes = inventory.reserve(List.of(order("a", "x", 1), order("b", "y", 1), order("c", "z", 1)));
        outcomes.forEach(Outcomes::applied);
        assertEquals(1, ledger.calls);
        assertEquals(List.of(), inventory.reserve(List.of()));
    }

    @Test
    void aRefusedOneStopsNoOther() {
        List<Outcome> outcomes = inventory.reserve(List.of(
                order("a", "x", 2),
                order("a", "x", 1),
                order("b", "x", 1),
                order("c", "y", 3),
                order("d", "z", 2),
                order("a", "x", 2),
                order("e", "z", 1)));
        applied(outcomes.get(0));
        assertEquals(Reason.ID_REUSED, reason(outcomes.get(1)));
        assertEquals(Reason.LIMIT_REACHED, reason(outcomes.get(2)));
        assertEquals("per-buyer", outcomes.get(2).refused().orElseThrow().rule());
        assertEquals(Reason.OUT_OF_STOCK, reason(outcomes.get(4)));
        replayed(outcomes.get(5));
        applied(outcomes.get(6));
    }

    @Test
    void buyersWhoHaveLeftDoNotKeepTheLastUnits() {
        applied(inventory.reserve(order("a", "x", 2)));
        applied(inventory.reserve(order("b", "y", 1)));
        clock.turn(MINUTE);
        ledger.calls = 0;
        List<Outcome> outcomes = inventory.reserve(List.of(order("c", "u", 2), order("d", "v", 1), order("e", "w", 1)));
        applied(outcomes.get(0));
        applied(outcomes.get(1));
        assertEquals(Reason.OUT_OF_STOCK, reason(outcomes.get(2)));
        assertEquals(3, ledger.calls, "a sweep, and what was refused once more in one call");
    }

    @Test
    void oneWithoutLinesIsAnErrorBeforeAnythingIsSent() {
        List<ReserveRequest> requests = List.of(order("a", "x", 1), ReserveRequest.of("b", "y"));
        assertThrows(IllegalArgumentException.class, () -> inventory.reserve(requests));
        assertEquals(0, ledger.calls);
    }

    @Test
    void aStoreThatCannotAnswerFailsAllOfThem() {
        ledger.loseAfter(0, LossyLedger.Loss.ANSWER);
        List<ReserveRequest> requests = List.of(order("a", "x", 1), order("b", "y", 1));
        assertThrows(LedgerException.class, () -> inventory.reserve(requests));
        inventory.reserve(requests).forEach(Outcomes::replayed);
    }
}
