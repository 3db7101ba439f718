package io.inventory4j.live.plan;

import static io.inventory4j.live.plan.Plans.goods;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.limits.IdentityKey;
import io.inventory4j.order.ReserveRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Each value of a plan's limits is turned into a rule, beyond which an order is refused. */
class PlanLimitsTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final IdentityKey KEY = IdentityKey.of(new byte[16]);

    private int orders;

    private Inventory shop(SalePlan plan) {
        Inventory shop = InventoryBuilder.inMemory()
                .policy(plan.limits(KEY))
                .clock(() -> NOW)
                .build();
        for (PlannedSku line : plan.lines()) {
            assertTrue(shop.receive("r-" + line.sku(), line.sku(), 1_000).applied());
        }
        return shop;
    }

    private ReserveRequest order(String buyer, String sku, long units) {
        return ReserveRequest.of("order-" + ++orders, buyer).line(sku, units);
    }

    private static void sold(Inventory shop, ReserveRequest request) {
        Outcome outcome = shop.reserve(request);
        assertTrue(outcome.applied(), outcome.toString());
    }

    private static void refused(String rule, Inventory shop, ReserveRequest request) {
        Outcome outcome = shop.reserve(request);
        assertEquals(rule, outcome.refused().orElseThrow().rule(), outcome.toString());
    }

    @Test
    void whatIsBeyondALimitIsRefusedAndWhatIsWithinIsSold() {
        SalePlan plan = SalePlan.of(
                "sale",
                goods("MAX").orderMaximum(2L).build(),
                goods("MIN").orderMinimum(3L).build(),
                goods("PACK").multiplesOf(6L).build(),
                goods("BUYER").perBuyer(2L).build(),
                goods("HOUR").perBuyer(2, Duration.ofHours(1)).build(),
                goods("DEVICE").perIdentity("device", 2).build(),
                goods("CHANNEL").perChannel("live", 2).build(),
                goods("SHARE").channelShare("live", 2).build(),
                goods("ONLY").regionsAllowed("CN").build(),
                goods("NOT").regionsDenied("HK").build(),
                goods("CAP").cap(2L).build(),
                goods("CAPPED").isolated(true).cap(2L).build(),
                goods("ALLOTTED").allotment(2).build());
        try (Inventory shop = shop(plan)) {
            refused("per-order", shop, order("a", "MAX", 3));
            sold(shop, order("a", "MAX", 2));
            refused("at-least", shop, order("a", "MIN", 2));
            sold(shop, order("a", "MIN", 3));
            refused("multiples-of", shop, order("a", "PACK", 7));
            sold(shop, order("a", "PACK", 12));
            for (String counted : new String[] {"BUYER", "HOUR"}) {
                sold(shop, order("a", counted, 2));
                refused(counted.equals("BUYER") ? "campaign" : "per-buyer-window", shop, order("a", counted, 1));
                sold(shop, order("b", counted, 2));
            }
            ofDevicesAndPlaces(shop);
        }
    }

    private void ofDevicesAndPlaces(Inventory shop) {
        sold(shop, order("a", "DEVICE", 2).identity("device", "d1"));
        refused("campaign-identity/device", shop, order("b", "DEVICE", 1).identity("device", "d1"));
        sold(shop, order("b", "DEVICE", 2).identity("device", "d2"));
        for (String counted : new String[] {"CHANNEL", "SHARE"}) {
            sold(shop, order("a", counted, 2).channel("live"));
            refused("sale-channel", shop, order("b", counted, 1).channel("live"));
            sold(shop, order("b", counted, 1).channel("shop"));
            sold(shop, order("b", counted, 1));
        }
        refused("region-allowed", shop, order("a", "ONLY", 1).region("HK"));
        sold(shop, order("a", "ONLY", 1).region("CN"));
        refused("region-denied", shop, order("a", "NOT", 1).region("HK"));
        sold(shop, order("a", "NOT", 1).region("CN"));
        for (String counted : new String[] {"CAP", "CAPPED", "ALLOTTED"}) {
            sold(shop, order("a", counted, 2));
            refused("sale-cap", shop, order("b", counted, 1));
        }
    }

    @Test
    void eachLineOfAnOrderIsJudgedByItsOwnLimitsAndOtherGoodsPass() {
        SalePlan plan = SalePlan.of(
                "sale",
                goods("A").orderMaximum(2L).build(),
                goods("B").orderMaximum(3L).build());
        try (Inventory shop = shop(plan)) {
            assertTrue(shop.receive("r-other", "OTHER", 100).applied());
            sold(shop, order("a", "A", 2).line("B", 3).line("OTHER", 50));
            refused("per-order", shop, order("a", "A", 2).line("B", 4));
            refused("per-order", shop, order("a", "OTHER", 1).line("A", 3));
            // A source that may not give so much is passed over for one that may.
            sold(shop, ReserveRequest.of("first", "a").firstOf(3, "A", "B"));
            assertEquals(
                    3, shop.reservation("first").orElseThrow().lines().get(0).requested());
        }
    }

    @Test
    void kitsAreLimitedByTheirName() {
        SalePlan plan = SalePlan.of(
                "sale",
                PlannedSku.of("BOX", Tier.PROFIT)
                        .part("A", 2)
                        .allotment(3)
                        .perBuyer(2L)
                        .build(),
                goods("A").build());
        try (Inventory shop = shop(plan)) {
            PlannedSku box = plan.line("BOX").orElseThrow();
            sold(shop, ReserveRequest.of("k1", "a").kit(box.kit("main"), 2));
            refused("campaign", shop, ReserveRequest.of("k2", "a").kit(box.kit("main"), 1));
            sold(shop, ReserveRequest.of("k3", "b").kit(box.kit("main"), 1));
            refused("sale-cap", shop, ReserveRequest.of("k4", "b").kit(box.kit("main"), 1));
        }
    }

    @Test
    void anotherSaleCountsAnew() {
        PlannedSku line = goods("A").perBuyer(1L).cap(1L).perChannel("live", 1).build();
        try (Inventory shop = InventoryBuilder.inMemory()
                .policy(SalePlan.of("one", line).limits())
                .build()) {
            assertTrue(shop.receive("r", "A", 10).applied());
            sold(shop, order("a", "A", 1).channel("live"));
            assertEquals(1, shop.used("live/one/cap/A"));
            assertEquals(1, shop.used("live/one/channel/live/A"));
            assertEquals(0, shop.used("live/two/cap/A"));
        }
    }

    @Test
    void aLimitPerIdentityNeedsAKeyAndATimeWindowATime() {
        SalePlan plan = SalePlan.of("sale", goods("A").perIdentity("device", 1).build());
        assertThrows(IllegalStateException.class, plan::limits);
        assertTrue(plan.limits(KEY).timeless());
        SalePlan timed =
                SalePlan.of("sale", goods("A").perBuyer(1, Duration.ofHours(1)).build());
        assertEquals(false, timed.limits().timeless());
    }

    @Test
    void theLongestNamesFitIntoCounters() {
        String name = "n".repeat(40);
        String sku = "货".repeat(100);
        String channel = "播".repeat(40);
        SalePlan plan = SalePlan.of(
                name,
                goods(sku)
                        .perChannel(channel, 1)
                        .perIdentity("k".repeat(100), 1)
                        .build());
        try (Inventory shop = shop(plan)) {
            sold(shop, order("a", sku, 1).channel(channel).identity("k".repeat(100), "d"));
            refused("sale-channel", shop, order("b", sku, 1).channel(channel));
        }
    }
}
