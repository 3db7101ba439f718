package io.inventory4j.live.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.SafetyStock;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.order.ReserveRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples and tables of docs/live-plan.md. */
class LivePlanDocsTest {
    private static SalePlan plan() {
        PlannedSku coat = PlannedSku.of("COAT", Tier.HERO)
                .onHand(1_000)
                .safety(SafetyStock.percentOfOpening(5))
                .allotment(600)
                .transferable("wh-2", 200)
                .channelShare("douyin", 400)
                .channelShare("tmall", 200)
                .perBuyer(2L)
                .backup("JACKET")
                .opensAt(Instant.parse("2026-11-28T12:00:00Z"))
                .build();
        PlannedSku jacket = PlannedSku.of("JACKET", Tier.LONG_TAIL).onHand(100).build();
        return SalePlan.of("double-12", coat, jacket);
    }

    private static String docs() throws IOException {
        return Files.readString(Path.of("..", "docs", "live-plan.md"));
    }

    @Test
    void aPlanFromCodeLimitsOrdersAndIsCompared() {
        SalePlan plan = plan();
        try (Inventory shop = InventoryBuilder.inMemory().policy(plan.limits()).build()) {
            assertTrue(shop.receive("delivery-1", "COAT", 1_000).applied());
            Outcome three = shop.reserve(ReserveRequest.of("order-1", "buyer-1").line("COAT", 3));
            String rule = three.refused().orElseThrow().rule();
            assertEquals("campaign", rule);

            PlanCheck check = plan.check(shop);
            boolean ready = check.ready();
            byte[] list = check.csv(SaleLanguage.CHINESE, ZoneId.of("Asia/Shanghai"));
            assertFalse(ready);
            assertTrue(new String(list, UTF_8).contains("没有库存行 JACKET@main"));
        }
    }

    @Test
    void aShopHasItsOwnTiers() {
        TierDefaults ours =
                new TierDefaults(10, 50, true, 5L, 5L, AlertLevels.percentOfOpening(30, 10, 0), Duration.ofMinutes(5));
        PlannedSku line = PlannedSku.of("COAT", Tier.HERO, ours).onHand(1_000).build();
        PlanFile file = PlanFile.of("double-12").tiers(Map.of(Tier.HERO, ours));
        assertEquals(450, line.allotment());
        assertEquals(Duration.ofMinutes(5), line.paceAlert());
        assertEquals(
                line,
                file.read("sku,tier,on hand\nCOAT,HERO,1000\n".getBytes(UTF_8))
                        .lines()
                        .get(0));
    }

    @Test
    void theFileOfThePageIsRead(@TempDir Path directory) throws IOException {
        String docs = docs();
        int begin = docs.indexOf("```csv\n") + "```csv\n".length();
        Path path = Files.writeString(directory.resolve("plan.csv"), docs.substring(begin, docs.indexOf("```", begin)));
        PlanFile file = PlanFile.of("double-12").zone(ZoneId.of("Asia/Shanghai"));
        SalePlan plan = file.read(path);
        assertEquals(500, plan.line("A-1").orElseThrow().allotment());
        assertEquals(1_330, plan.line("B-1").orElseThrow().allotment());

        byte[] empty = PlanFile.template(SaleLanguage.CHINESE);
        byte[] sheet = PlanFile.write(plan, SaleLanguage.ENGLISH, ZoneId.of("Asia/Shanghai"));
        assertTrue(sheet.length > empty.length);
        assertEquals(plan, file.read(sheet));
    }

    @Test
    void theProblemsOfThePageAreThoseOfTheFile() throws IOException {
        PlanException e = assertThrows(
                PlanException.class,
                () -> PlanFile.of("double-12").read("sku,tier,on hand,per buyer\nA,HERO,x,0.5\n".getBytes(UTF_8)));
        String printed = e.problems().stream().map(problem -> problem + "\n").collect(Collectors.joining());
        assertTrue(docs().contains("```text\n" + printed + "```"), printed);
    }

    @Test
    void theTablesAreThoseOfTheCode() throws IOException {
        String docs = docs();
        for (PlanColumn column : PlanColumn.values()) {
            String others = String.join(
                    ", ", column.headers().subList(2, column.headers().size()));
            String row = "| " + column.english() + " | " + column.header(SaleLanguage.CHINESE) + " | " + others + " |";
            assertTrue(docs.contains(row), row);
        }
        TierDefaults.standard().forEach((tier, defaults) -> {
            String limit =
                    defaults.perBuyer() == null ? "-" : defaults.perBuyer().toString();
            String alerts = defaults.alertLevels()
                    .percentages()
                    .toString()
                    .replace("[", "")
                    .replace("]", "%");
            String row = defaults.safetyPercent() + "% | " + defaults.allotmentPercent() + "% | "
                    + (defaults.isolated() ? "isolated" : "shared") + " | "
                    + (defaults.orderMaximum() == null ? "-" : defaults.orderMaximum()) + " | " + limit + " | "
                    + alerts + " | "
                    + (defaults.paceAlert() == null ? "-" : CellValues.text(defaults.paceAlert())) + " |";
            assertTrue(docs.lines().anyMatch(line -> line.startsWith("| " + tier + " |") && line.contains(row)), row);
        });
        for (PlanFinding.Kind kind : PlanFinding.Kind.values()) {
            assertTrue(docs.contains("| " + kind + " | " + kind.severity() + " |"), kind.toString());
        }
    }
}
