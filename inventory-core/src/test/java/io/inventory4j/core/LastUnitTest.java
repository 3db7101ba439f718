package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Reason;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A unit that a buyer reserved and left goes to the next buyer, without waiting for the sweeper. */
class LastUnitTest {
    private final HandClock clock = new HandClock();
    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create(clock));
    private final Inventory inventory = InventoryBuilder.over(ledger)
            .withoutBatching()
            .policy(PurchaseLimits.perBuyer(1))
            .clock(clock)
            .sweepEvery(Duration.ZERO)
            .build();

    @BeforeEach
    void oneUnit() {
        applied(inventory.receive("po", "A", 1));
        applied(inventory.reserve(order("gone", "gone")));
        ledger.calls = 0;
    }

    private static ReserveRequest order(String id, String buyer) {
        return ReserveRequest.of(id, buyer).line("A", 1);
    }

    @Test
    void overdueUnitsAreGivenBackAndAskedForOnceMore() {
        clock.turn(Duration.ofMinutes(15));
        applied(inventory.reserve(order("next", "next")));
        assertEquals(1, ledger.expireCalls);
        assertEquals(3, ledger.calls);
    }

    @Test
    void whereNothingIsOverdueTheLedgerIsNotAskedAgain() {
        assertRefused(inventory.reserve(order("next", "next")), Reason.OUT_OF_STOCK, "A@main", 0, null);
        assertEquals(1, ledger.expireCalls);
        assertEquals(2, ledger.calls);
    }

    @Test
    void aRefusalOfAnotherKindSweepsNothing() {
        assertEquals(
                Reason.UNKNOWN_LINE,
                reason(inventory.reserve(ReserveRequest.of("o", "b").line("none", 1))));
        assertEquals(0, ledger.expireCalls);
    }

    @Test
    void theSecondAnswerNamesItsRule() {
        applied(inventory.receive("po-2", "A", 1));
        applied(inventory.reserve(order("first", "b")));
        clock.turn(Duration.ofMinutes(14));
        applied(inventory.extend("first", "longer", Duration.ofHours(1)));
        clock.turn(Duration.ofMinutes(1));
        assertRefused(inventory.reserve(order("second", "b")), Reason.LIMIT_REACHED, "per-buyer/b/A", 0, "per-buyer");
    }

    @Test
    void aSweepThatFailsLeavesTheRefusalAsItIs() {
        clock.turn(Duration.ofMinutes(15));
        ledger.loseAfter(1, LossyLedger.Loss.CALL);
        assertEquals(Reason.OUT_OF_STOCK, reason(inventory.reserve(order("next", "next"))));
    }

    @Test
    void aSecondQuestionThatFailsIsAnException() {
        clock.turn(Duration.ofMinutes(15));
        ledger.loseAfter(2, LossyLedger.Loss.ANSWER);
        assertThrows(LedgerException.class, () -> inventory.reserve(order("next", "next")));
        Outcomes.replayed(inventory.reserve(order("next", "next")));
    }
}
