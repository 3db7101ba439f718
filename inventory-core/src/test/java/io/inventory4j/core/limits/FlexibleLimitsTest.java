package io.inventory4j.core.limits;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.inventory4j.Grant;
import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.StockKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Limits and floors of lines that choose: they belong to the sources (rule 1.9). */
class FlexibleLimitsTest extends LimitedShop {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey A_STORE = StockKey.of("A", "store");
    private static final StockKey B = StockKey.of("B");

    private static Reservation made(Outcome outcome) {
        return Objects.requireNonNull(((Outcome.Applied) outcome).reservation());
    }

    private static List<Long> granted(Outcome outcome) {
        return made(applied(outcome)).grants().stream().map(Grant::granted).toList();
    }

    private static List<Long> units(Outcome outcome) {
        return made(applied(outcome)).grants().get(0).units();
    }

    @Test
    void eachSourceIsChargedForWhatItGives() {
        Inventory shop = shop(PurchaseLimits.perBuyer(3));
        assertEquals(List.of(3L, 2L), units(shop.reserve(order("ann").spread(5, "A", "B"))));
        assertEquals(3, shop.used("per-buyer/ann/A"));
        assertEquals(2, shop.used("per-buyer/ann/B"));
        assertEquals(List.of(0L, 1L), units(shop.reserve(order("ann").firstOf(1, "A", "B"))));
        assertRefused(
                shop.reserve(order("ann").firstOf(1, "A", "B")),
                Reason.LIMIT_REACHED,
                "per-buyer/ann/A",
                0,
                "per-buyer");
    }

    @Test
    void giftsCountToo() {
        Inventory shop = shop(PurchaseLimits.perBuyer(3).acrossSkus());
        assertEquals(List.of(1L), granted(shop.reserve(order("ann").upTo("B", 5).line("A", 2))));
        assertEquals(3, shop.used("per-buyer/ann"));
        assertEquals(List.of(0L), granted(shop.reserve(order("bob").upTo("B", 5).line("A", 3))));
    }

    @Test
    void manyLinesOfOneStockLineChargeItOnce() {
        Inventory shop = shop(PurchaseLimits.perBuyer(3).and(PurchaseLimits.perBuyer(2, Duration.ofDays(1))));
        ReserveRequest request = order("ann").line("A", 1);
        for (int i = 0; i < 99; i++) {
            request = request.upTo("A", 1);
        }
        assertEquals(
                2,
                Objects.requireNonNull(made(applied(shop.reserve(request))).line(A))
                        .requested());
    }

    @Test
    void floorsBelongToTheSource() {
        Inventory shop = shop(PurchaseLimits.keep(98)
                .forSkus("A")
                .and(PurchaseLimits.backorder(10).forSkus("B")));
        assertEquals(List.of(2L, 110L), units(shop.reserve(order("ann").spread(112, "A", "B"))));
    }

    @Test
    void aRefusalNamesTheFloorIfEverySourceKeepsEnough() {
        Inventory shop = shop(PurchaseLimits.keep(97));
        assertRefused(shop.reserve(order("ann").firstOf(4, "A", "B")), Reason.OUT_OF_STOCK, "A@main", 3, "keep");
        assertRefused(shop.reserve(order("ann").spread(7, "A", "B")), Reason.OUT_OF_STOCK, "A@main", 6, "keep");
        Inventory one = shop(PurchaseLimits.keep(97).forSkus("A"));
        assertRefused(one.reserve(order("ann").firstOf(101, "A", "B")), Reason.OUT_OF_STOCK, "A@main", 100, null);
        // It would take more than what is kept.
        assertRefused(shop.reserve(order("ann").firstOf(101, "A", "B")), Reason.OUT_OF_STOCK, "A@main", 3, null);
    }

    @Test
    void theSizeOfAnOrderCountsFixedLinesAndTheFlexibleOnesBefore() {
        Inventory shop = shop(PurchaseLimits.perOrder(5).forSkus("A"));
        assertEquals(
                List.of(3L, 0L), units(shop.reserve(order("ann").line("A", 2).firstOf(3, "A", "B"))));
        assertEquals(
                List.of(0L, 4L),
                units(shop.reserve(order("ann").line(A_STORE, 2).firstOf(4, "A", "B"))));
        // The first one may take all that the order may have; it is judged before the gift, which is left out.
        ReserveRequest gift = order("ann").upTo("A", 1).firstOf(5, A_STORE, B);
        assertEquals(List.of(5L, 0L), granted(shop.reserve(gift)));
        assertRefused(
                shop.reserve(order("ann").firstOf(6, A, A_STORE)), Reason.LIMIT_REACHED, "A@main", 5, "per-order");
    }

    @Test
    void sizesAcrossSkusCountALineOnce() {
        Inventory shop = shop(PurchaseLimits.perOrder(5).acrossSkus());
        assertEquals(
                List.of(3L, 2L),
                granted(shop.reserve(order("ann").firstOf(3, "A", "B").firstOf(2, "A", "C"))));
        assertRefused(
                shop.reserve(order("ann").firstOf(3, "A", "B").firstOf(3, "A", "C")),
                Reason.LIMIT_REACHED,
                "A@main",
                5,
                "per-order");
        assertEquals(List.of(0L), granted(shop.reserve(order("ann").line("A", 5).upTo("B", 1))));
    }

    @Test
    void aGiftOfWhatIsSoldInTheSameOrderIsLeftOutWhereItWouldBeTooMany() {
        Inventory shop = shop(PurchaseLimits.perOrder(2));
        ReserveRequest request =
                order("ann").line("A", 1).upTo("A", 1).line("A", 1).upTo("B", 1);
        assertEquals(List.of(0L, 1L), granted(shop.reserve(request)));
        assertEquals(List.of(1L), granted(shop.reserve(order("ann").line("A", 1).upTo("A", 1))));
        String longest = "x".repeat(200);
        assertEquals(
                List.of(0L),
                granted(shop.sell(order("ann").withId(longest).line("A", 2).upTo("A", 1))));
        // Another source is taken, and where there is none, the rule says so.
        assertEquals(
                List.of(0L, 1L), units(shop.reserve(order("ann").line("A", 2).firstOf(1, "A", "B"))));
        assertEquals(
                "per-order",
                shop.reserve(order("ann").line("A", 2).firstOf(1, "A", "none"))
                        .refused()
                        .orElseThrow()
                        .rule());
    }

    @Test
    void aLatePaymentOfSuchAnOrderTakesAgainWhatWasSold() {
        try (Inventory shop = shop(PurchaseLimits.perOrder(2))) {
            ReserveRequest request = order("ann").line("A", 2).upTo("A", 1);
            applied(shop.reserve(request));
            for (int days = 0; days < 3; days++) {
                clock.turn(Duration.ofDays(days));
                shop.sweep();
            }
            assertInstanceOf(LateConfirmation.Reacquired.class, shop.confirmOrReacquire(request));
            assertEquals(98, shop.level(A).orElseThrow().available());
        }
    }

    @Test
    void aStockLineCannotGiveToOneLineThatChoosesAndNotToAnother() {
        Inventory shop = shop(PurchaseLimits.perOrder(2).forSkus("A"));
        assertRefused(
                shop.reserve(order("ann").firstOf(2, "A", "B").firstOf(1, "A", "C")),
                Reason.LIMIT_REACHED,
                "A@main",
                2,
                "per-order");
    }

    @Test
    void whoIsNotServedGetsNothingOfTheseSources() {
        Inventory shop = shop(PurchaseLimits.channelsDenied(Set.of("live-7")).forSkus("A", "C"));
        ReserveRequest live = order("ann").channel("live-7");
        Outcome other = shop.reserve(live.spread(5, "A", "B"));
        assertEquals(List.of(0L, 5L), units(other));
        assertEquals(
                List.of(0L),
                granted(shop.reserve(live.withId("gift").line("B", 1).upTo("A", 1))));
        assertRefused(
                shop.reserve(live.withId("none").firstOf(1, "A", "C").line("B", 1)),
                Reason.NOT_ALLOWED,
                "live-7",
                0,
                "channel-denied");
        assertRefused(
                shop.reserve(live.withId("gifts").upTo("A", 1).upTo("C", 1)),
                Reason.NOT_ALLOWED,
                "live-7",
                0,
                "channel-denied");
        assertEquals(List.of(1L), granted(shop.reserve(order("bob").upTo("A", 1))));
    }

    @Test
    void aRefusalThatComesFromARefusedSourceNamesItsRule() {
        Inventory shop = shop(PurchaseLimits.channelsDenied(Set.of("live-7")).forSkus("A"));
        ReserveRequest live = order("ann").channel("live-7");
        assertRefused(shop.reserve(live.firstOf(101, "A", "B")), Reason.OUT_OF_STOCK, "A@main", 100, "channel-denied");
        assertRefused(shop.reserve(live.firstOf(101, "B", "A")), Reason.OUT_OF_STOCK, "B@main", 100, null);
        assertRefused(
                shop.reserve(live.upTo("A", 1).upTo("none", 1)), Reason.OUT_OF_STOCK, "A@main", 0, "channel-denied");
    }

    @Test
    void contentDoesNotDependOnRules() {
        InMemoryLedger ledger = InMemoryLedger.create(clock);
        ReserveRequest request = order("ann").line("A", 1).upTo("B", 1).firstOf(2, "A", "B");
        List<Long> before;
        try (Inventory free =
                InventoryBuilder.over(ledger).sweepEvery(Duration.ZERO).build()) {
            applied(free.receive("a", "A", 9));
            applied(free.receive("b", "B", 9));
            before = granted(free.reserve(request));
            for (PurchaseRule rule : List.of(
                    PurchaseLimits.perOrder(2).forSkus("B"),
                    PurchaseLimits.channelsAllowed(Set.of("web")).forSkus("B"),
                    PurchaseLimits.channelsAllowed(Set.of("web")),
                    PurchaseLimits.multiplesOf(6),
                    PurchaseLimits.keep(50))) {
                Inventory strict = InventoryBuilder.over(ledger)
                        .policy(rule)
                        .sweepEvery(Duration.ZERO)
                        .build();
                Outcome.Applied again = replayed(strict.reserve(request));
                assertEquals(
                        before,
                        made(again).grants().stream().map(Grant::granted).toList());
            }
        }
    }

    @Test
    void packsAreJudgedWithoutGiftsAndAreNotCut() {
        Inventory shop = shop(PurchaseLimits.multiplesOf(6).forSkus("A"));
        assertEquals(List.of(1L), granted(shop.reserve(order("ann").line("A", 6).upTo("A", 1))));
        assertEquals(
                List.of(6L, 0L), units(shop.reserve(order("ann").line("A", 6).firstOf(6, "A", "B"))));
        assertEquals(List.of(0L, 3L), units(shop.reserve(order("ann").firstOf(3, "A", "B"))));
        assertEquals(List.of(0L, 6L), units(shop.reserve(order("ann").spread(6, "A", "B"))));
        assertRefused(
                shop.reserve(order("ann").line("A", 3).firstOf(3, "A", "B")),
                Reason.NOT_ALLOWED,
                "A@main",
                6,
                "multiples-of");
        assertRefused(
                shop.reserve(order("ann").spread(6, A, A_STORE)), Reason.NOT_ALLOWED, "A@main", 0, "multiples-of");
        assertRefused(
                shop.reserve(order("ann").firstOf(9, A, A_STORE)), Reason.NOT_ALLOWED, "A@main", 6, "multiples-of");
    }

    @Test
    void aLeastIsNotReachedByLinesThatMayTakeSomethingElse() {
        Inventory shop = shop(PurchaseLimits.atLeast(5).forSkus("A"));
        assertEquals(
                List.of(2L, 0L), units(shop.reserve(order("ann").line("A", 5).firstOf(2, "A", "B"))));
        assertEquals(
                List.of(List.of(5L, 0L), List.of(0L, 2L)),
                made(applied(shop.reserve(order("ann").firstOf(5, "A", "B").firstOf(2, A_STORE, B)))).grants().stream()
                        .map(Grant::units)
                        .toList());
        assertEquals(List.of(3L), granted(shop.reserve(order("ann").upTo("A", 3))));
    }

    @Test
    void ordersCountIfAnySourceIsInScope() {
        Inventory shop = shop(PurchaseLimits.ordersPerBuyer(1).forSkus("A"));
        applied(shop.reserve(order("ann").firstOf(1, "B", "A")));
        assertEquals(
                Reason.LIMIT_REACHED,
                shop.reserve(order("ann").upTo("A", 1).line("B", 1))
                        .refused()
                        .orElseThrow()
                        .reason());
        applied(shop.reserve(order("ann").firstOf(1, "B", "C")));
    }

    @Test
    void anIdentityThatIsRequiredClosesTheSourcesOfItsSkus() {
        IdentityKey key = IdentityKey.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        Inventory shop =
                shop(PurchaseLimits.perIdentity("device", 2, key).required().forSkus("A"));
        assertEquals(List.of(0L, 1L), units(shop.reserve(order("ann").firstOf(1, "A", "B"))));
        assertEquals(
                List.of(1L, 0L),
                units(shop.reserve(order("ann").identity("device", "x").firstOf(1, "A", "B"))));
        assertRefused(shop.reserve(order("ann").line("A", 1)), Reason.NOT_ALLOWED, "device", 0, "per-identity/device");
    }

    @Test
    void aShopsOwnPolicyLooksAtSources() {
        Inventory shop = shop((request, now, terms) -> request.lines()
                .forEach(line ->
                        line.sources().forEach(source -> terms.chargeUnits(source, "ten", Charge.of("ten", 10)))));
        assertEquals(List.of(7L), granted(shop.reserve(order("ann").line("A", 3).upTo("B", 20))));
        assertEquals(10, shop.used("ten"));
    }
}
