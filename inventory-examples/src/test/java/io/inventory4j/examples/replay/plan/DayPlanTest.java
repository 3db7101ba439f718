package io.inventory4j.examples.replay.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.orders.Goods;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DayPlanTest {
    private static final PlanTerms USUAL = new PlanTerms(80, 200, 30);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private static OrderBook bundled() throws Exception {
        return OrderBook.read(List.of(), null, Goods.standard());
    }

    private OrderBook crowded(long seed) throws Exception {
        return book(SampleOrders.crowdedDay(seed, 40));
    }

    private OrderBook book(String... rows) throws Exception {
        return OrderBook.read(List.of(file(rows)), null, Goods.standard());
    }

    private Path file(String... rows) throws IOException {
        return Files.writeString(directory.resolve("day.csv"), SampleOrders.text(rows));
    }

    /** What holds for every plan that is derived from orders. */
    private static void assertFits(SalePlan plan, OrderBook book, PlanTerms terms) {
        Map<String, PlannedSku> lines = plan.bySku();
        Set<String> goods = lines.values().stream()
                .filter(line -> !line.isKit())
                .map(PlannedSku::sku)
                .collect(Collectors.toSet());
        assertEquals(book.demand().keySet(), goods);
        for (PlannedSku line : plan.lines()) {
            Map<String, Long> shares = line.shares().units();
            if (line.shares().isolated() && terms.liveRoom() < 100) {
                assertEquals(Set.copyOf(SaleChannels.ALL), shares.keySet(), line::sku);
                assertEquals(
                        line.allotment(),
                        shares.values().stream().mapToLong(Long::longValue).sum(),
                        line::sku);
            }
            if (!line.isKit()) {
                long asked = book.demand().getOrDefault(line.sku(), 0L);
                assertEquals((asked * terms.opening() + 99) / 100, line.supply().onHand(), line::sku);
                assertTrue(line.allotment() > 0, line::sku);
                assertTrue(
                        line.allotment() + line.supply().safetyUnits()
                                <= line.supply().onHand(),
                        line::sku);
            }
            assertTrue(goods.containsAll(line.parts().keySet()), line::sku);
            assertTrue(goods.containsAll(line.gifts().keySet()), line::sku);
            assertTrue(line.backup() == null || goods.contains(line.backup()), line::sku);
        }
    }

    @Test
    void everyDayHasAPlanThatFitsAndIsReadBackFromItsFile() throws Exception {
        List<OrderBook> books = new ArrayList<>(List.of(bundled()));
        for (long seed = 1; seed <= 20; seed++) {
            books.add(crowded(seed));
        }
        for (OrderBook book : books) {
            for (PlanTerms terms : List.of(USUAL, new PlanTerms(1, 0, 100), new PlanTerms(250, 1, 0))) {
                SalePlan plan = DayPlan.of(book, terms);
                assertFits(plan, book, terms);
                assertEquals(plan, PlanSheet.parse(PlanSheet.bytes(plan), plan.name()));
                assertEquals(plan, DayPlan.of(book, terms), "the orders and the terms decide all");
            }
        }
    }

    @Test
    void theBundledDayHasAllTiersBothKindsOfSharesAndKits() throws Exception {
        SalePlan plan = DayPlan.of(bundled(), USUAL);
        Set<Tier> tiers = plan.lines().stream().map(PlannedSku::tier).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(Tier.class), tiers);
        assertEquals(
                DayPlan.HEROES,
                plan.lines().stream()
                        .filter(line -> !line.isKit() && line.tier() == Tier.HERO)
                        .count());
        Set<Boolean> withShares = plan.lines().stream()
                .filter(line -> !line.shares().units().isEmpty())
                .map(line -> line.shares().isolated())
                .collect(Collectors.toSet());
        assertEquals(Set.of(true, false), withShares);
        List<PlannedSku> kits = plan.lines().stream().filter(PlannedSku::isKit).toList();
        assertEquals(3, kits.size());
        Set<String> articles = new HashSet<>();
        kits.forEach(kit -> {
            assertTrue(articles.addAll(kit.parts().keySet()), "no article is in two kits");
            assertEquals(1, kit.gifts().size());
        });
        assertTrue(plan.lines().stream().anyMatch(line -> line.backup() != null));
        assertTrue(plan.lines().stream().anyMatch(line -> line.supply().replenishment() > 0));
    }

    @Test
    void oneArticleOpensLateAndAllCloseAfterTheLastHold() throws Exception {
        OrderBook book = bundled();
        Instant first = book.events().get(0).at();
        Instant last = book.events().get(book.events().size() - 1).at();
        SalePlan plan = DayPlan.of(book, USUAL);
        List<PlannedSku> late = plan.lines().stream()
                .filter(line -> !first.equals(line.window().opensAt()))
                .toList();
        assertEquals(1, late.size());
        assertEquals(first.plus(Duration.ofHours(1)), late.get(0).window().opensAt());
        plan.lines()
                .forEach(line -> assertEquals(
                        last.plus(DayPlan.OPEN_AFTER_LAST), line.window().closesAt()));
    }

    @Test
    void withoutALimitOnTheLiveRoomIsolatedUnitsAreOnePool() throws Exception {
        SalePlan plan = DayPlan.of(bundled(), new PlanTerms(80, 0, 100));
        plan.lines().forEach(line -> {
            assertEquals(Map.of(), line.shares().units());
            assertNull(line.limits().perBuyer());
        });
        assertTrue(plan.lines().stream().anyMatch(line -> line.shares().isolated()));
    }

    /** Codes that a plan could not list in a cell are in no kit, and sold all the same. */
    @Test
    void codesThatSeparateListsAreInNoKit() throws Exception {
        List<String> rows = new ArrayList<>();
        for (int order = 0; order < 5; order++) {
            for (String code : List.of("A;1", "B=2", "+C", "é", "X Y")) {
                rows.add(order + "," + code + ",'=NAME;,2,2011-11-24 09:00:00,1.0,17,UK");
            }
        }
        OrderBook book = book(rows.toArray(String[]::new));
        SalePlan plan = DayPlan.of(book, USUAL);
        assertFits(plan, book, USUAL);
        assertEquals(5, plan.lines().size());
        assertEquals(plan, PlanSheet.parse(PlanSheet.bytes(plan), plan.name()));
    }

    @Test
    void aSaleIsCalledAfterItsDays() throws Exception {
        assertEquals("day-2011-11-24", DayPlan.name(bundled()));
        assertEquals(
                "day-2011-11-24-2011-11-26",
                DayPlan.name(book(
                        "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17,UK", "2,20001,MUG,2,2011-11-26 09:00:00,1.0,17,UK")));
    }
}
