package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders of which some stock lines give to fixed lines and not to gifts, because an order may have only so many. */
@Timeout(60)
class FixedLinesOnlyTest {
    private static final ReservationPolicy BOTH = PurchaseLimits.perOrder(2)
            .forSkus("A")
            .and(PurchaseLimits.perOrder(1).forSkus("B"));

    private final HandClock clock = new HandClock();
    private final StockLedger ledger = InMemoryLedger.create(clock);

    private Inventory shop(ReservationPolicy policy) {
        return InventoryBuilder.over(ledger)
                .policy(policy)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
    }

    private Inventory stocked(ReservationPolicy policy) {
        Inventory shop = shop(policy);
        applied(shop.receive("a", "A", 10));
        applied(shop.receive("b", "B", 10));
        return shop;
    }

    private static ReserveRequest order() {
        return ReserveRequest.of("order", "ann");
    }

    private static ReserveRequest wanted() {
        return order().line("A", 2).line("B", 1).upTo("A", 1).upTo("B", 1);
    }

    private void sweep(Inventory shop) {
        clock.turn(Duration.ofDays(2));
        assertEquals(1, shop.sweep());
    }

    @Test
    void rule_1_12_aLatePaymentMayNameItsFixedLinesInAnotherOrder() {
        try (Inventory shop = stocked(BOTH)) {
            applied(shop.reserve(wanted()));
            sweep(shop);
            ReserveRequest turned =
                    order().line("B", 1).line("A", 2).upTo("A", 1).upTo("B", 1);
            assertInstanceOf(LateConfirmation.Reacquired.class, shop.confirmOrReacquire(turned));
        }
    }

    @Test
    void rule_1_12_aLatePaymentOutlivesTheRules() {
        for (ReservationPolicy later : List.of(
                ReservationPolicy.none(),
                PurchaseLimits.perOrder(1).forSkus("B"),
                PurchaseLimits.perOrder(2).forSkus("A"))) {
            StockLedger own = InMemoryLedger.create(clock);
            try (Inventory before = InventoryBuilder.over(own)
                            .policy(BOTH)
                            .clock(clock)
                            .sweepEvery(Duration.ZERO)
                            .build();
                    Inventory after = InventoryBuilder.over(own)
                            .policy(later)
                            .clock(clock)
                            .sweepEvery(Duration.ZERO)
                            .build()) {
                applied(before.receive("a", "A", 10));
                applied(before.receive("b", "B", 10));
                applied(before.reserve(wanted()));
                sweep(before);
                assertInstanceOf(LateConfirmation.Reacquired.class, after.confirmOrReacquire(wanted()));
            }
        }
    }

    @Test
    void aRefusalIsThatOfTheRuleAndNamesNoCounterOfTheLibrary() {
        try (Inventory shop = stocked(PurchaseLimits.perOrder(2).forSkus("A"))) {
            Refusal refusal = shop.reserve(order().line("A", 2).firstOf(2, "A", "C"))
                    .refused()
                    .orElseThrow();
            assertEquals(Reason.LIMIT_REACHED, refusal.reason());
            assertEquals(StockKey.of("A").toString(), refusal.subject());
            assertEquals(2, refusal.remaining());
            assertEquals("per-order", refusal.rule());
        }
    }

    @Test
    void rule_9_1_stockLinesWithSlashesHaveCountersOfTheirOwn() {
        assertNotEquals(
                LibraryIds.counterOf("order", StockKey.of("a/b", "c")),
                LibraryIds.counterOf("order", StockKey.of("a", "b/c")));
        assertNotEquals(
                LibraryIds.counterOf("b/order", StockKey.of("a", "c")),
                LibraryIds.counterOf("order", StockKey.of("a", "c/b")));
    }
}
