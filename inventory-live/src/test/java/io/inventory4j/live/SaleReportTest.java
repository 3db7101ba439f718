package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.demand.LostDemand;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.SkuLimit;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.live.report.DiscrepancyKind;
import io.inventory4j.live.report.LimitHit;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.LostDemandLine;
import io.inventory4j.live.report.OperationLine;
import io.inventory4j.live.report.PlatformOrder;
import io.inventory4j.live.report.SaleDiscrepancy;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.report.page.HtmlReport;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sale says of itself in its report, and how the report takes kits and what went back at the close. */
class SaleReportTest {
    private static final By ANNA = new By("Anna", "to test it");
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    /** A coat on two channels, of which a buyer may have three; and a box of two teas and a cup. */
    private static final SalePlan PLAN = SalePlan.of(
            "friday",
            PlannedSku.of("COAT", Tier.HERO)
                    .onHand(1_000)
                    .allotment(500)
                    .channelShare("tmall", 200)
                    .channelShare("douyin", 300)
                    .perBuyer(3L)
                    .build(),
            PlannedSku.of("TEA", Tier.PROFIT).onHand(100).allotment(50).build(),
            PlannedSku.of("CUP", Tier.PROFIT).onHand(100).allotment(50).build(),
            PlannedSku.of("BOX", Tier.PROFIT)
                    .part("TEA", 2)
                    .part("CUP", 1)
                    .allotment(20)
                    .build());

    private final SaleLimits limits = PLAN.limits();
    private final LostDemand lost = LostDemand.create();
    private final Inventory inventory = InventoryBuilder.inMemory()
            .policy(limits)
            .clock(() -> NOW)
            .onRefused(lost)
            .build();
    private final LiveSale sale = opened();

    private LiveSale opened() {
        for (PlannedSku line : PLAN.lines()) {
            if (!line.isKit()) {
                inventory
                        .receive("po-" + line.sku(), line.key(), line.supply().onHand())
                        .orThrow();
            }
        }
        return LiveSale.open(inventory, PLAN, limits);
    }

    @AfterEach
    void close() {
        inventory.close();
    }

    private SaleReport report() {
        return sale.report(NOW.plusSeconds(60)).build();
    }

    private ReserveRequest coats(String order, String buyer, String channel, long units) {
        return ReserveRequest.of(order, buyer).channel(channel).line(sale.key("COAT", channel), units);
    }

    private void sellBoxes(String order, int boxes) {
        PlannedSku box = PLAN.line("BOX").orElseThrow();
        String location = sale.key("BOX", null).location();
        inventory
                .sell(ReserveRequest.of(order, "buyer").kit(box.kit(location), boxes))
                .orThrow();
    }

    @Test
    void kitsAreInNoTotalAndTheirOrdersAreComparedByTheirParts() {
        sellBoxes("o1", 3);
        SaleReport report = sale.report(NOW.plusSeconds(60))
                .platformOrders(List.of(new PlatformOrder("o1", "TEA", 6), new PlatformOrder("o1", "CUP", 3)))
                .build();
        assertEquals(List.of(), report.discrepancies());
        assertEquals(9, report.total().sold());
        assertEquals(700 - 9, report.total().remaining());
        assertEquals(9, report.totalUnits().ordered());
        LineAccount box = report.lines().stream()
                .filter(line -> line.key().sku().equals("BOX"))
                .findFirst()
                .orElseThrow();
        assertTrue(box.kit());
        assertEquals(3, box.terms().sold());

        sale.close(ANNA, OpenHolds.RELEASE);
        LineAccount ended =
                report().lines().stream().filter(LineAccount::kit).findFirst().orElseThrow();
        assertEquals(
                List.of(17L, 0L, 0L),
                List.of(
                        ended.terms().transferredOut(),
                        ended.terms().damaged(),
                        ended.terms().unexplained()));

        SaleReport byKit = sale.report(NOW.plusSeconds(60))
                .platformOrders(List.of(
                        new PlatformOrder("o1", "TEA", 6),
                        new PlatformOrder("o1", "CUP", 3),
                        new PlatformOrder("o1", "BOX", 2)))
                .build();
        assertEquals(1, byKit.discrepancies().size(), "a list that has kits is compared by them");
    }

    @Test
    void limitsThatRefusedOrdersAreInTheReportAndLostDemandHasThemOnce() {
        sale.keepDemand(lost);
        inventory.sell(coats("o1", "ann", "tmall", 3)).orThrow();
        assertFalse(inventory.sell(coats("o2", "ann", "tmall", 2)).applied());
        assertFalse(inventory.sell(coats("o3", "ann", "douyin", 1)).applied());
        assertFalse(inventory
                .sell(ReserveRequest.of("o4", "bob").line(StockKey.of("CUP", "nowhere"), 1))
                .applied());
        // The inventory tells of refusals within a tenth of a second.
        awaitRefusals(3);
        sale.close(ANNA, OpenHolds.RELEASE);
        SaleReport report = report();
        assertEquals(1, report.limits().size(), report.limits().toString());
        LimitHit hit = report.limits().get(0);
        assertEquals("COAT", hit.sku());
        assertEquals(List.of(2L, 3L), List.of(hit.hits(), hit.units()));
        assertEquals(
                3,
                report.lostDemand().stream().mapToLong(LostDemandLine::requests).sum());
    }

    private void awaitRefusals(long requests) {
        while (lost.totals().requests() < requests) {
            Thread.onSpinWait();
        }
    }

    @Test
    void operationsHaveTheirUnitsAndChannels() {
        sale.perform("1", ANNA, new Action.TopUp("COAT", "douyin", 50));
        sale.perform("2", ANNA, new Action.Transfer("COAT", "douyin", "tmall", 20));
        sale.perform("3", ANNA, new Action.ChangeLimit(SkuLimit.of("COAT", SkuLimit.Kind.PER_BUYER), 4));
        sale.perform("4", ANNA, new Action.Announce("COAT", NOW.plusSeconds(3_600), 80));
        sale.perform("5", ANNA, new Action.TopUp("COAT", "douyin", 9_000));
        sale.perform("6", ANNA, new Action.Freeze("TEA", OpenHolds.STOP));
        List<OperationLine> done = report().operations();
        assertEquals(
                List.of(
                        "TopUp: done COAT douyin 50",
                        "Transfer: done COAT douyin \u2192 tmall 20",
                        "ChangeLimit(PER_BUYER): done COAT null 4",
                        "Announce(2026-11-28T13:00:00Z): done COAT null 80",
                        "TopUp: refused INSUFFICIENT COAT douyin 9000",
                        "Freeze(STOP): done TEA null null"),
                done.stream()
                        .map(line -> line.what() + " " + line.sku() + " " + line.channel() + " " + line.units())
                        .toList());
    }

    /** The sale's units lie on the shelf that they were taken from, and nobody can tell them apart there. */
    @Test
    void aShelfIsCountedWithTheUnitsOfTheSale() {
        inventory.sell(coats("o1", "ann", "tmall", 3)).orThrow();
        inventory.ship("o1").orThrow();
        inventory.sell(coats("o2", "bob", "douyin", 2)).orThrow();
        StockKey shelf = StockKey.of("COAT");
        assertEquals(List.of(), counted(Map.of(shelf, 997L)));
        List<SaleDiscrepancy> missing = counted(Map.of(shelf, 995L));
        assertEquals(1, missing.size());
        assertEquals(DiscrepancyKind.COUNT_DIFFERS, missing.get(0).kind());
        assertTrue(
                missing.get(0)
                        .explanation(SaleLanguage.ENGLISH)
                        .startsWith("Counted 995, the books have 997: 2 missing"),
                missing.toString());
        // Two were sold and are not shipped by the books.
        assertTrue(missing.get(0).explanation(SaleLanguage.ENGLISH).contains("may have left"), missing.toString());

        StockKey tmall = sale.ownKey("COAT", "tmall");
        assertEquals(List.of(), counted(Map.of(shelf, 800L, tmall, 197L)), "a line that was counted by itself");
        assertEquals(
                DiscrepancyKind.COUNT_UNKNOWN_LINE,
                counted(Map.of(StockKey.of("COAT", "elsewhere"), 5L)).get(0).kind());
        sale.close(ANNA, OpenHolds.RELEASE);
        assertEquals(List.of(), counted(Map.of(shelf, 997L)), "what went back is on the shelf");
    }

    private List<SaleDiscrepancy> counted(Map<StockKey, Long> counts) {
        return sale.report(NOW.plusSeconds(60)).counts(counts).build().discrepancies();
    }

    /** What is left goes back at the close: a line that sold a tenth has not sold all of what it was given. */
    @Test
    void slowSellersAreThoseThatSoldLittleOfWhatTheyWereGiven() throws IOException {
        for (int order = 0; order < 10; order++) {
            inventory.sell(coats("o" + order, "b" + order, "tmall", 2)).orThrow();
        }
        sale.close(ANNA, OpenHolds.RELEASE);
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        HtmlReport.write(report(), SaleLanguage.ENGLISH, ZoneOffset.UTC, page);
        String html = page.toString(StandardCharsets.UTF_8);
        String slow = html.substring(html.indexOf("id=\"slow-table\""), html.indexOf("id=\"equation\""));
        assertTrue(slow.contains("live/friday/tmall") && slow.contains("<div>10%</div>"), slow);
        assertTrue(slow.contains("<div>180</div>"), slow);
        assertEquals(0, report().total().unexplained());
    }
}
