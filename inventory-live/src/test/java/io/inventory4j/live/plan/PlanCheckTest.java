package io.inventory4j.live.plan;

import static io.inventory4j.live.plan.Plans.goods;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.SafetyStock;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.plan.PlanFinding.Kind;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanCheckTest {
    private static final Instant EIGHT = Instant.parse("2026-11-28T12:00:00Z");

    private final Inventory shop = InventoryBuilder.inMemory().build();
    private int moves;

    @AfterEach
    void close() {
        shop.close();
    }

    private static void done(Outcome outcome) {
        assertTrue(outcome.applied(), outcome.toString());
    }

    private String id() {
        return "m" + ++moves;
    }

    /** A stock line as the plan's goods have it. */
    private void stock(String sku) {
        done(shop.receive(id(), sku, 100));
        done(shop.setSafetyStock(id(), StockKey.of(sku), SafetyStock.units(5)));
    }

    private static List<Kind> kinds(PlanCheckLine line) {
        return line.findings().stream().map(PlanFinding::kind).toList();
    }

    private PlanCheckLine first(PlannedSku... lines) {
        return SalePlan.of("sale", lines).check(shop).lines().get(0);
    }

    @Test
    void aLineThatIsAsPlannedHasNoFindings() {
        stock("A");
        PlanCheck check = SalePlan.of("sale", goods("A").build()).check(shop);
        PlanCheckLine line = check.line("A").orElseThrow();
        assertAll(
                () -> assertTrue(check.ready()),
                () -> assertTrue(line.enough()),
                () -> assertTrue(line.severity().isEmpty()),
                () -> assertEquals(95, line.sellable()),
                () -> assertEquals(List.of(), line.findings()));
    }

    @Test
    void aSkuThatTheStockDoesNotHaveIsABlocker() {
        PlanCheck check = SalePlan.of("sale", goods("A").build()).check(shop);
        PlanCheckLine line = check.lines().get(0);
        assertEquals(List.of(Kind.UNKNOWN_SKU), kinds(line));
        assertEquals(95, line.shortBy());
        assertNull(line.level());
        assertFalse(check.ready());
    }

    @Test
    void whatIsShortComesWithWhereItCouldComeFrom() {
        stock("A");
        done(shop.writeOff(id(), StockKey.of("A"), Bucket.AVAILABLE, 45, "lost"));
        done(shop.receive(id(), StockKey.of("A", "b"), 10));
        done(shop.move(id(), "returns", new Posting(StockKey.of("A"), Bucket.OUTSIDE, Bucket.QUALITY_CONTROL, 7)));
        PlanCheckLine line = first(goods("A")
                .transferable("b", 20)
                .transferable("c", 5)
                .underInspection(3)
                .inTransit(12, EIGHT)
                .replenishment(100, EIGHT.plusSeconds(1))
                .opensAt(EIGHT)
                .build());
        assertEquals(45, line.shortBy());
        assertEquals(
                List.of(
                        new StockSource(StockSource.Kind.TRANSFER, "b", 10, null, true),
                        new StockSource(StockSource.Kind.INSPECTION, "main", 7, null, true),
                        new StockSource(StockSource.Kind.IN_TRANSIT, "main", 12, EIGHT, true),
                        new StockSource(StockSource.Kind.REPLENISHMENT, "main", 100, EIGHT.plusSeconds(1), false)),
                line.sources());
        assertFalse(line.canBeCovered());
        assertEquals(
                List.of(
                        Kind.SHORT,
                        Kind.WINDOW_DIFFERS,
                        Kind.TRANSFER_SHORT,
                        Kind.TRANSFER_SHORT,
                        Kind.ON_HAND_DIFFERS),
                kinds(line));
        assertEquals(new PlanFinding(Kind.SHORT, "A", 95, 50), line.findings().get(0));
    }

    @Test
    void whatIsMissingIsCoveredByWhatComesInTime() {
        stock("A");
        done(shop.writeOff(id(), StockKey.of("A"), Bucket.AVAILABLE, 45, "lost"));
        assertTrue(first(goods("A")
                        .allotment(62)
                        .inTransit(12, EIGHT)
                        .opensAt(EIGHT)
                        .build())
                .canBeCovered());
        assertTrue(first(goods("A")
                        .allotment(70)
                        .replenishment(50, EIGHT)
                        .opensAt(EIGHT)
                        .build())
                .canBeCovered());
        assertFalse(
                first(goods("A").allotment(70).replenishment(50, EIGHT).build()).canBeCovered());
    }

    @Test
    void safetyStockThatIsNotSetYetIsCountedAsWithheld() {
        done(shop.receive(id(), "A", 100));
        PlanCheckLine line = first(goods("A").build());
        assertEquals(List.of(Kind.SAFETY_NOT_SET), kinds(line));
        assertEquals(95, line.sellable());
        assertTrue(line.enough());
    }

    @Test
    void stateAndWindowOfTheStockLineAreCompared() {
        stock("A");
        done(shop.setSaleState(id(), StockKey.of("A"), SaleState.STOPPED));
        done(shop.setWindow(id(), StockKey.of("A"), Window.from(EIGHT)));
        assertEquals(
                List.of(Kind.NOT_OPEN, Kind.WINDOW_DIFFERS),
                kinds(first(goods("A").build())));
        assertEquals(
                List.of(Kind.NOT_OPEN), kinds(first(goods("A").opensAt(EIGHT).build())));
    }

    @Test
    void aCapBelowTheAllotmentIsWorthALook() {
        stock("A");
        PlanCheckLine line = first(goods("A").cap(50L).build());
        assertEquals(List.of(Kind.CAP_BELOW_ALLOTMENT), kinds(line));
        assertEquals(PlanFinding.Severity.NOTE, line.severity().orElseThrow());
    }

    @Test
    void aBackupThatIsSoldOutIsSaid() {
        stock("A");
        PlannedSku a = goods("A").backup("B").build();
        assertEquals(List.of(Kind.BACKUP_SOLD_OUT), kinds(first(a, goods("B").build())));
        done(shop.receive(id(), "B", 5));
        // What is there is withheld once the safety stock is set.
        assertEquals(List.of(Kind.BACKUP_SOLD_OUT), kinds(first(a, goods("B").build())));
        done(shop.receive(id(), "B", 1));
        assertEquals(List.of(), kinds(first(a, goods("B").build())));
        PlannedSku kit =
                PlannedSku.of("B", Tier.PROFIT).part("C", 2).allotment(1).build();
        assertEquals(
                List.of(Kind.BACKUP_SOLD_OUT), kinds(first(a, kit, goods("C").build())));
    }

    @Test
    void partsOfAllKitsAndGiftsAreCompared() {
        PlannedSku kit = PlannedSku.of("K", Tier.PROFIT)
                .part("A", 2)
                .gift("G", 1)
                .allotment(20)
                .build();
        PlannedSku other =
                PlannedSku.of("L", Tier.PROFIT).part("A", 1).allotment(20).build();
        stock("A");
        stock("G");
        assertEquals(
                List.of(),
                kinds(first(kit, other, goods("A").build(), goods("G").build())));
        done(shop.writeOff(id(), StockKey.of("A"), Bucket.AVAILABLE, 40, "lost"));
        done(shop.writeOff(id(), StockKey.of("G"), Bucket.AVAILABLE, 80, "lost"));
        PlanCheckLine line = first(kit, other, goods("A").build(), goods("G").build());
        assertEquals(List.of(Kind.PART_SHORT, Kind.GIFT_SHORT), kinds(line));
        assertEquals(
                new PlanFinding(Kind.PART_SHORT, "A", 60, 55), line.findings().get(0));
        assertEquals(
                new PlanFinding(Kind.GIFT_SHORT, "G", 20, 15), line.findings().get(1));
        assertEquals(27, line.sellable());
        assertTrue(line.enough());
    }

    @Test
    void aPlanOfManyLinesIsReadInParts() {
        PlannedSku[] lines = new PlannedSku[2_500];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = goods("S" + i).build();
            stock("S" + i);
        }
        assertTrue(SalePlan.of("sale", lines).check(shop).ready());
    }

    @Test
    void theListIsAFileInEitherLanguage() {
        stock("=A");
        done(shop.writeOff(id(), StockKey.of("=A"), Bucket.AVAILABLE, 45, "lost"));
        PlannedSku a = PlannedSku.of("B", Tier.PROFIT).onHand(1).build();
        PlanCheck check =
                SalePlan.of("sale", a, goods("S").inTransit(9, EIGHT).build()).check(shop);
        ZoneId shanghai = ZoneId.of("Asia/Shanghai");
        String english = new String(check.csv(SaleLanguage.ENGLISH, shanghai), StandardCharsets.UTF_8);
        String chinese = new String(check.csv(SaleLanguage.CHINESE, shanghai), StandardCharsets.UTF_8);
        assertTrue(english.startsWith("\uFEFFresult,SKU,name,spec,location,allotment,"), english);
        assertTrue(
                english.contains("blocker,S,,,main,95,0,95,\"in transit 9, due 2026-11-28T20:00:00+08:00\",no,"),
                english);
        assertTrue(chinese.contains("阻断,S,,,main,95,0,95,在途 9，预计2026-11-28T20:00:00+08:00,不能,没有库存行 S@main"), chinese);
    }
}
