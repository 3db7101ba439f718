package io.inventory4j.core.limits;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.Outcomes;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PurchaseLimitsTest extends LimitedShop {
    @Test
    void perOrderJudgesEachSkuOfOneOrderOverAllLocations() {
        try (Inventory shop = shop(PurchaseLimits.perOrder(3))) {
            applied(buy(shop, "b", "A", 3));
            applied(buy(shop, "b", "A", 3));
            assertRefused(buy(shop, "b", "A", 4), Reason.LIMIT_REACHED, "A@main", 3, "per-order");
            applied(shop.reserve(order("b").line("A", 3).line("B", 3)));
            ReserveRequest twoPlaces = order("b").line("A", 2).line(StockKey.of("A", "store"), 2);
            assertRefused(shop.reserve(twoPlaces), Reason.LIMIT_REACHED, "A@store", 3, "per-order");
        }
    }

    @Test
    void perOrderAcrossSkusJudgesTheWhole() {
        try (Inventory shop = shop(PurchaseLimits.perOrder(3).acrossSkus())) {
            applied(shop.reserve(order("b").line("A", 2).line("B", 1)));
            Outcome four = shop.reserve(order("b").line("A", 2).line("B", 2));
            assertRefused(four, Reason.LIMIT_REACHED, "B@main", 3, "per-order");
        }
    }

    @Test
    void perBuyerCountsEachSkuOverOrdersAndLocations() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(3))) {
            applied(buy(shop, "b", "A", 2));
            assertRefused(buy(shop, "b", "A", 2), Reason.LIMIT_REACHED, "per-buyer/b/A", 1, "per-buyer");
            ReserveRequest elsewhere = order("b").line(StockKey.of("A", "store"), 2);
            assertEquals(Reason.LIMIT_REACHED, reason(shop.reserve(elsewhere)));
            applied(buy(shop, "b", "A", 1));
            applied(buy(shop, "b", "B", 3));
            applied(buy(shop, "c", "A", 3));
        }
    }

    @Test
    void oneCartWithASkuAtTwoLocationsChargesOneCounter() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(3))) {
            ReserveRequest four = order("b").line("A", 2).line(StockKey.of("A", "store"), 2);
            assertRefused(shop.reserve(four), Reason.LIMIT_REACHED, "per-buyer/b/A", 3, "per-buyer");
            ReserveRequest three = order("b").line("A", 2).line(StockKey.of("A", "store"), 1);
            applied(shop.reserve(three));
            assertEquals(3, shop.used("per-buyer/b/A"));
            applied(shop.release(three.id()));
            assertEquals(0, shop.used("per-buyer/b/A"));
        }
    }

    @Test
    void whatIsGivenBackMayBeBoughtAgain() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(1))) {
            ReserveRequest first = order("b").line("A", 1);
            applied(shop.reserve(first));
            assertEquals(Reason.LIMIT_REACHED, reason(buy(shop, "b", "A", 1)));
            applied(shop.release(first.id()));
            applied(buy(shop, "b", "A", 1));
        }
    }

    @Test
    void perBuyerAcrossSkusCountsTheWhole() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(3).acrossSkus())) {
            applied(shop.reserve(order("b").line("A", 1).line("B", 1)));
            applied(buy(shop, "b", "C", 1));
            assertRefused(buy(shop, "b", "A", 1), Reason.LIMIT_REACHED, "per-buyer/b", 0, "per-buyer");
        }
    }

    @Test
    void narrowedLimitsLeaveOtherSkusAlone() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(1).forSkus("A", "B"))) {
            applied(shop.reserve(order("b").line("A", 1).line("B", 1).line("C", 9)));
            assertEquals(Reason.LIMIT_REACHED, reason(buy(shop, "b", "A", 1)));
            applied(buy(shop, "b", "C", 9));
        }
    }

    @Test
    void limitsAcrossDifferentSetsOfSkusCountApart() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(2)
                .acrossSkus()
                .forSkus("A", "B")
                .and(PurchaseLimits.perBuyer(2).forSkus("C").acrossSkus()))) {
            applied(shop.reserve(order("b").line("A", 1).line("B", 1)));
            applied(buy(shop, "b", "C", 2));
            assertEquals(Reason.LIMIT_REACHED, reason(buy(shop, "b", "B", 1)));
            assertEquals(Reason.LIMIT_REACHED, reason(buy(shop, "b", "C", 1)));
        }
    }

    @Test
    void narrowingTwiceKeepsWhatBothName() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(0).forSkus("A", "B").forSkus(Set.of("B", "C")))) {
            applied(buy(shop, "b", "A", 1));
            applied(buy(shop, "b", "C", 1));
            assertEquals(Reason.LIMIT_REACHED, reason(buy(shop, "b", "B", 1)));
        }
    }

    @Test
    void perBuyerInAWindowBeginsAnewWithTheNextWindow() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(2, Duration.ofHours(1)))) {
            applied(shop.sell(order("b").line("A", 2)));
            assertRefused(
                    buy(shop, "b", "A", 1),
                    Reason.LIMIT_REACHED,
                    "per-buyer-window/PT1H/2025-11-11T10:00:00Z/b/A",
                    0,
                    "per-buyer-window");
            clock.turn(Duration.ofMinutes(30).minusNanos(1));
            assertEquals(Reason.LIMIT_REACHED, reason(buy(shop, "b", "A", 1)));
            clock.turn(Duration.ofNanos(1));
            applied(buy(shop, "b", "A", 2));
        }
    }

    @Test
    void perBuyerAndDayFollowsTheZonesMidnight() {
        try (Inventory shop = shop(PurchaseLimits.perBuyerAndDay(1, ZoneId.of("Asia/Shanghai")))) {
            applied(buy(shop, "b", "A", 1));
            String counter = "per-buyer-day/Asia%2FShanghai/2025-11-11/b/A";
            assertRefused(buy(shop, "b", "A", 1), Reason.LIMIT_REACHED, counter, 0, "per-buyer-day");
            clock.turn(Duration.ofMinutes(330));
            applied(buy(shop, "b", "A", 1));
        }
    }

    @Test
    void aWindowsCountersMayBeForgottenAnHourAfterItsEnd() {
        InMemoryLedger ledger = InMemoryLedger.create(clock);
        String counter = "per-buyer-window/PT1H/2025-11-11T10:00:00Z/b/A";
        try (Inventory shop = InventoryBuilder.over(ledger)
                .policy(PurchaseLimits.perBuyer(2, Duration.ofHours(1)))
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build()) {
            applied(shop.receive("po", "A", 10));
            applied(buy(shop, "b", "A", 2));
            clock.turn(Duration.ofMinutes(90).minusNanos(1));
            ledger.purge(Duration.ofDays(7), 100);
            assertEquals(2, shop.used(counter));
            clock.turn(Duration.ofNanos(1));
            ledger.purge(Duration.ofDays(7), 100);
            assertEquals(0, shop.used(counter));
        }
    }

    @Test
    void aCampaignCountsUnderItsOwnNameOnItsOwnSkus() {
        try (Inventory shop = shop(PurchaseLimits.perBuyerInCampaign("11/11", 2, Set.of("A", "B")))) {
            applied(shop.reserve(order("b").line("A", 2).line("B", 2).line("C", 5)));
            assertRefused(buy(shop, "b", "A", 1), Reason.LIMIT_REACHED, "campaign/11%2F11/b/A", 0, "campaign");
        }
    }

    @Test
    void aCampaignAcrossSkusOutlivesAChangeOfItsSkus() {
        InMemoryLedger ledger = InMemoryLedger.create();
        try (Inventory before = InventoryBuilder.over(ledger)
                        .policy(PurchaseLimits.perBuyerInCampaign("c", 2, Set.of("A"))
                                .acrossSkus())
                        .build();
                Inventory after = InventoryBuilder.over(ledger)
                        .policy(PurchaseLimits.perBuyerInCampaign("c", 2, Set.of("A", "B"))
                                .acrossSkus())
                        .build()) {
            applied(before.receive("po-A", "A", 10));
            applied(before.receive("po-B", "B", 10));
            applied(buy(before, "b", "A", 2));
            assertRefused(buy(after, "b", "B", 1), Reason.LIMIT_REACHED, "campaign/c/b", 0, "campaign");
        }
    }

    @Test
    void aCampaignsTotalCountsAllBuyersAndSkusTogether() {
        try (Inventory shop = shop(PurchaseLimits.campaignTotal("11/11", 5, Set.of("A", "B")))) {
            applied(shop.reserve(order("b").line("A", 2).line("B", 1).line("C", 50)));
            ReserveRequest three = order("c").line("A", 1).line(StockKey.of("B", "store"), 2);
            assertRefused(shop.reserve(three), Reason.LIMIT_REACHED, "campaign-total/11%2F11", 2, "campaign-total");
            ReserveRequest two = order("c").line(StockKey.of("B", "store"), 2);
            applied(shop.reserve(two));
            assertEquals(Reason.LIMIT_REACHED, reason(buy(shop, "d", "A", 1)));
            applied(buy(shop, "d", "C", 9));
            applied(shop.release(two.id()));
            applied(buy(shop, "d", "A", 2));
        }
    }

    @Test
    void aCampaignsTotalOutlivesAChangeOfItsSkus() {
        InMemoryLedger ledger = InMemoryLedger.create();
        try (Inventory before = InventoryBuilder.over(ledger)
                        .policy(PurchaseLimits.campaignTotal("c", 2, Set.of("A")))
                        .build();
                Inventory after = InventoryBuilder.over(ledger)
                        .policy(PurchaseLimits.campaignTotal("c", 2))
                        .build()) {
            applied(before.receive("po-A", "A", 10));
            applied(before.receive("po-B", "B", 10));
            applied(buy(before, "b", "A", 2));
            assertRefused(buy(after, "c", "B", 1), Reason.LIMIT_REACHED, "campaign-total/c", 0, "campaign-total");
        }
    }

    @Test
    void aCampaignsTotalAndItsLimitPerBuyerCountApart() {
        ReservationPolicy both = PurchaseLimits.campaignTotal("c", 3).and(PurchaseLimits.perBuyerInCampaign("c", 2));
        try (Inventory shop = shop(both)) {
            assertEquals("campaign", rule(shop, order("b").line("A", 3)));
            applied(buy(shop, "b", "A", 2));
            assertEquals("campaign-total", rule(shop, order("c").line("A", 2)));
            applied(buy(shop, "c", "B", 1));
        }
    }

    @Test
    void perChannelLimitsOneChannelOnly() {
        try (Inventory shop = shop(PurchaseLimits.perChannel("live", 3))) {
            applied(shop.reserve(order("b").line("A", 3).channel("live")));
            Outcome more = shop.reserve(order("c").line("A", 1).channel("live"));
            assertRefused(more, Reason.LIMIT_REACHED, "channel/live/A", 0, "channel");
            applied(shop.reserve(order("c").line("B", 3).channel("live")));
            applied(shop.reserve(order("c").line("A", 5).channel("web")));
            applied(buy(shop, "c", "A", 5));
        }
    }

    @Test
    void perRegionLimitsOneRegionOnly() {
        try (Inventory shop = shop(PurchaseLimits.perRegion("EU", 3).acrossSkus())) {
            applied(shop.reserve(order("b").line("A", 2).line("B", 1).region("EU")));
            Outcome more = shop.reserve(order("c").line("C", 1).region("EU"));
            assertRefused(more, Reason.LIMIT_REACHED, "region/EU", 0, "region");
            applied(shop.reserve(order("c").line("A", 5).region("US")));
        }
    }

    @Test
    void combinedLimitsAllApplyAndTheFirstThatFailsIsNamed() {
        ReservationPolicy all = PurchaseLimits.channelsAllowed(Set.of("live"))
                .and(PurchaseLimits.perOrder(3))
                .and(PurchaseLimits.perBuyer(4))
                .and(PurchaseLimits.perBuyer(2).forSkus("B"))
                .and(PurchaseLimits.perChannel("live", 6))
                .and(PurchaseLimits.ordersPerBuyer(3));
        try (Inventory shop = shop(all)) {
            assertEquals("channel-allowed", rule(shop, order("b").line("A", 9)));
            assertEquals("per-order", rule(shop, order("b").line("A", 4).channel("live")));
            applied(shop.reserve(order("b").line("A", 3).line("B", 2).channel("live")));
            assertEquals("per-buyer", rule(shop, order("b").line("A", 2).channel("live")));
            assertEquals("per-buyer", rule(shop, order("b").line("B", 1).channel("live")));
            applied(shop.reserve(order("c").line("A", 3).channel("live")));
            assertEquals("channel", rule(shop, order("d").line("A", 1).channel("live")));
            applied(shop.reserve(order("b").line("C", 1).channel("live")));
            applied(shop.reserve(order("b").line("C", 1).channel("live")));
            assertEquals("orders-per-buyer", rule(shop, order("b").line("C", 1).channel("live")));
        }
    }

    private static String rule(Inventory shop, ReserveRequest request) {
        return String.valueOf(Outcomes.refused(shop.reserve(request)).rule());
    }

    @Test
    void aRefusedOrderCountsNowhere() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(5).and(PurchaseLimits.ordersPerBuyer(1)))) {
            assertEquals(Reason.LIMIT_REACHED, reason(buy(shop, "b", "A", 6)));
            assertEquals(
                    Reason.OUT_OF_STOCK,
                    reason(shop.reserve(order("b").line("A", 1).line("B", 101))));
            assertEquals(0, shop.used("per-buyer/b/A"));
            assertEquals(0, shop.used("orders-per-buyer/b"));
        }
    }

    @Test
    void aChangedCartIsNotCountedTwice() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(2).and(PurchaseLimits.ordersPerBuyer(1)))) {
            ReserveRequest cart = order("b").line("A", 2);
            applied(shop.reserve(cart));
            ReserveRequest changed = order("b").line("A", 1).line("B", 2);
            applied(shop.reserve(changed.replacing(cart.id())));
            assertEquals(1, shop.used("per-buyer/b/A"));
            assertEquals(1, shop.used("orders-per-buyer/b"));
        }
    }

    @Test
    void aLimitOfNoneSellsNone() {
        try (Inventory shop = shop(PurchaseLimits.perBuyer(0))) {
            assertRefused(buy(shop, "b", "A", 1), Reason.LIMIT_REACHED, "per-buyer/b/A", 0, "per-buyer");
        }
    }

    @Test
    void argumentsOutOfBoundsAreRefusedAtOnce() {
        List<Runnable> wrong = List.of(
                () -> PurchaseLimits.perOrder(-1),
                () -> PurchaseLimits.perBuyer(-1),
                () -> PurchaseLimits.perBuyer(1L << 53),
                () -> PurchaseLimits.perBuyer(1, Duration.ZERO),
                () -> PurchaseLimits.perBuyer(1, Duration.ofNanos(1_500_000)),
                () -> PurchaseLimits.perBuyerInCampaign("", 1),
                () -> PurchaseLimits.campaignTotal("", 1),
                () -> PurchaseLimits.campaignTotal("c", -1),
                () -> PurchaseLimits.campaignTotal("c", 1, Set.of("")),
                () -> PurchaseLimits.perChannel("a\nb", 1),
                () -> PurchaseLimits.ordersPerBuyer(-1),
                () -> PurchaseLimits.channelsAllowed(Set.of("")),
                () -> PurchaseLimits.perBuyer(1).forSkus(""),
                () -> PurchaseLimits.backorder(-1),
                () -> PurchaseLimits.keep(-1));
        for (Runnable factory : wrong) {
            assertThrows(IllegalArgumentException.class, factory::run);
        }
    }

    @Test
    void namesOfAnyLengthAreCounted() {
        String longest = "/".repeat(200);
        try (Inventory shop = shop(PurchaseLimits.perBuyer(1))) {
            applied(buy(shop, longest, "A", 1));
            String subject = Outcomes.refused(buy(shop, longest, "A", 1)).subject();
            assertTrue(subject.matches("per-buyer/#[0-9a-f]{64}"), subject);
            assertEquals(1, shop.used(subject));
            applied(buy(shop, longest, "B", 1));
        }
    }
}
