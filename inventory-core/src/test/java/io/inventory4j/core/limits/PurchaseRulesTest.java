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
import io.inventory4j.core.Outcomes;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules that do not count units: who is served, how many orders, and floors. */
class PurchaseRulesTest extends LimitedShop {
    @Test
    void listsOfChannelsSayWhoIsServed() {
        check(PurchaseLimits.channelsAllowed(Set.of("live", "web")), "channel-allowed", true, ReserveRequest::channel);
        check(PurchaseLimits.channelsDenied(Set.of("till")), "channel-denied", false, ReserveRequest::channel);
    }

    @Test
    void listsOfRegionsSayWhoIsServed() {
        check(PurchaseLimits.regionsAllowed(Set.of("live", "web")), "region-allowed", true, ReserveRequest::region);
        check(PurchaseLimits.regionsDenied(Set.of("till")), "region-denied", false, ReserveRequest::region);
    }

    private interface InPlace {
        ReserveRequest at(ReserveRequest request, String name);
    }

    private void check(PurchaseRule rule, String name, boolean refusesTheUnknown, InPlace in) {
        try (Inventory shop = shop(rule.forSkus("A"))) {
            applied(shop.reserve(in.at(order("b").line("A", 1), "web")));
            Outcome till = shop.reserve(in.at(order("b").line("A", 1), "till"));
            assertRefused(till, Reason.NOT_ALLOWED, "till", 0, name);
            applied(shop.reserve(in.at(order("b").line("B", 1), "till")));
            Outcome unknown = buy(shop, "b", "A", 1);
            if (refusesTheUnknown) {
                assertRefused(unknown, Reason.NOT_ALLOWED, "", 0, name);
            } else {
                applied(unknown);
            }
        }
    }

    @Test
    void ordersPerBuyerCountsOrdersUntilTheyAreReleasedInFull() {
        try (Inventory shop = shop(PurchaseLimits.ordersPerBuyer(1))) {
            ReserveRequest first = order("b").line("A", 5).line("B", 5);
            applied(shop.reserve(first));
            assertRefused(buy(shop, "b", "C", 1), Reason.LIMIT_REACHED, "orders-per-buyer/b", 0, "orders-per-buyer");
            applied(buy(shop, "c", "C", 1));
            applied(shop.release(first.id()));
            applied(buy(shop, "b", "C", 1));
        }
    }

    @Test
    void ordersPerBuyerNarrowedCountsOrdersWithTheseSkus() {
        try (Inventory shop = shop(PurchaseLimits.ordersPerBuyer(1).forSkus("A", "B"))) {
            applied(buy(shop, "b", "C", 1));
            applied(shop.reserve(order("b").line("A", 1).line("C", 1)));
            assertEquals(
                    "orders-per-buyer", Outcomes.refused(buy(shop, "b", "B", 1)).rule());
            applied(buy(shop, "b", "C", 1));
        }
    }

    @Test
    void ordersPerBuyerBeginAnewWithWindowAndDay() {
        PurchaseRule hourly = PurchaseLimits.ordersPerBuyer(1, Duration.ofHours(1));
        PurchaseRule daily = PurchaseLimits.ordersPerBuyerAndDay(2, ZoneId.of("UTC"));
        try (Inventory shop = shop(hourly.and(daily))) {
            applied(shop.sell(order("b").line("A", 1)));
            assertEquals(
                    "orders-per-buyer-window",
                    Outcomes.refused(buy(shop, "b", "A", 1)).rule());
            clock.turn(Duration.ofHours(1));
            applied(shop.sell(order("b").line("A", 1)));
            clock.turn(Duration.ofHours(1));
            assertEquals(
                    "orders-per-buyer-day",
                    Outcomes.refused(buy(shop, "b", "A", 1)).rule());
            clock.turn(Duration.ofHours(12));
            applied(shop.sell(order("b").line("A", 1)));
        }
    }

    @Test
    void backorderSellsBelowZeroByItsAllowance() {
        try (Inventory shop = shop(PurchaseLimits.backorder(5).forSkus("A"))) {
            applied(buy(shop, "b", "A", 105));
            assertRefused(buy(shop, "b", "A", 1), Reason.OUT_OF_STOCK, "A@main", 0, null);
            assertEquals(Reason.OUT_OF_STOCK, reason(buy(shop, "b", "B", 101)));
        }
    }

    @Test
    void keepLeavesUnitsForSomeoneElse() {
        try (Inventory shop = shop(PurchaseLimits.keep(10).and(PurchaseLimits.backorder(5)))) {
            assertRefused(buy(shop, "b", "A", 91), Reason.OUT_OF_STOCK, "A@main", 90, "keep");
            applied(buy(shop, "b", "A", 90));
        }
    }

    @Test
    void keepIsNamedOnlyWhereItWasInTheWayForCertain() {
        try (Inventory shop = shop(PurchaseLimits.keep(10).forSkus("A"))) {
            assertRefused(buy(shop, "b", "A", 100), Reason.OUT_OF_STOCK, "A@main", 90, "keep");
            assertRefused(buy(shop, "b", "A", 101), Reason.OUT_OF_STOCK, "A@main", 90, null);
            ReserveRequest cart = order("b").line("A", 91).line("B", 101);
            assertEquals("keep", Outcomes.refused(shop.reserve(cart)).rule());
            assertRefused(
                    shop.reserve(order("b").line("A", 90).line("B", 101)), Reason.OUT_OF_STOCK, "B@main", 100, null);
            applied(buy(shop, "b", "A", 90));
            // Ten are left or none: the ledger says in both cases that nothing remains.
            assertRefused(buy(shop, "b", "A", 1), Reason.OUT_OF_STOCK, "A@main", 0, null);
        }
    }

    @Test
    void aSkuOutOfBoundsIsNamedBeforeAnythingIsCounted() {
        IllegalArgumentException found = assertThrows(
                IllegalArgumentException.class,
                () -> PurchaseLimits.backorder(1).forSkus("A", ""));
        assertTrue(String.valueOf(found.getMessage()).startsWith("sku "), found::getMessage);
    }
}
