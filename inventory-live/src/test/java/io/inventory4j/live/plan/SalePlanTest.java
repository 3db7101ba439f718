package io.inventory4j.live.plan;

import static io.inventory4j.live.plan.Plans.goods;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalePlanTest {
    private static PlannedSkuBuilder kit(String sku, long allotment) {
        return PlannedSku.of(sku, Tier.PROFIT).allotment(allotment);
    }

    static Stream<Arguments> wrongPlans() {
        return Stream.concat(wrongReferences(), wrongKits());
    }

    private static Stream<Arguments> wrongReferences() {
        return Stream.of(
                wrong("SKU", "A: the plan has this SKU already", goods("A"), goods("A")),
                wrong("backup", "A: the plan has no B, its backup", goods("A").backup("B")),
                wrong(
                        "backup",
                        "in a circle: A -> B -> A",
                        goods("A").backup("B"),
                        goods("B").backup("A")),
                wrong(
                        "backup",
                        "in a circle: B -> C -> B",
                        goods("A").backup("B"),
                        goods("B").backup("C"),
                        goods("C").backup("B")),
                wrong(
                        "backup",
                        "A: its backup B is not sold on all its channels",
                        goods("A")
                                .isolated(true)
                                .allotment(10)
                                .channelShare("tmall", 10)
                                .backup("B"),
                        goods("B").isolated(true).allotment(10).channelShare("douyin", 10)),
                wrong(
                        "backup",
                        "A: its backup B is not sold on all its channels",
                        goods("A").isolated(true).allotment(10).backup("B"),
                        goods("B").isolated(true).allotment(10).channelShare("douyin", 10)),
                wrong("parts", "K: the plan has no X", kit("K", 1).part("X", 1)),
                wrong(
                        "parts",
                        "K: L is a kit itself",
                        kit("K", 1).part("L", 1),
                        kit("L", 1).part("A", 1),
                        goods("A")));
    }

    private static Stream<Arguments> wrongKits() {
        return Stream.of(
                wrong("gifts", "A: the plan has no X", goods("A").gift("X", 1)),
                wrong(
                        "gifts",
                        "A: L is a kit itself",
                        goods("A").gift("L", 1),
                        kit("L", 1).part("B", 1),
                        goods("B")),
                wrong(
                        "parts",
                        "K: it is sold from main, and A from b",
                        kit("K", 1).part("A", 1),
                        goods("A").location("b")),
                wrong(
                        "parts",
                        "it is shared and A is isolated",
                        kit("K", 1).part("A", 1),
                        goods("A").isolated(true)),
                wrong(
                        "parts",
                        "its channels are [] and those of A are [x]",
                        kit("K", 1).isolated(true).part("A", 1),
                        goods("A").isolated(true).channelShare("x", 1)),
                wrong(
                        "parts",
                        "K: 48 kits need 96 units of A; its allotment is 95",
                        kit("K", 48).part("A", 2),
                        goods("A")),
                wrong(
                        "parts",
                        "L: 50 kits need 50 units of A, and other kits 50; its allotment is 95",
                        kit("K", 50).part("A", 1),
                        kit("L", 50).part("A", 1),
                        goods("A")),
                wrong(
                        "parts",
                        "units of A; its allotment is 95",
                        kit("K", (1L << 53) - 1).part("A", (1L << 53) - 1),
                        goods("A")));
    }

    private static Arguments wrong(String header, String message, PlannedSkuBuilder... lines) {
        return Arguments.of(
                header, message, Stream.of(lines).map(PlannedSkuBuilder::build).toList());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongPlans")
    void whatDoesNotFitTogetherIsRefusedWithItsColumn(String header, String message, List<PlannedSku> lines) {
        List<PlanProblem> problems = Plans.problems(() -> new SalePlan("sale", lines));
        assertEquals(1, problems.size(), problems.toString());
        assertEquals(header, problems.get(0).header());
        assertTrue(problems.get(0).message().contains(message), problems.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "直播", "a/b", "12345678901234567890123456789012345678901"})
    void aNameIsFitForIds(String name) {
        assertThrows(
                IllegalArgumentException.class,
                () -> SalePlan.of(name, goods("A").build()));
    }

    @Test
    void aPlanHasOneToTenThousandLines() {
        List<PlannedSku> lines = new ArrayList<>();
        assertThrows(IllegalArgumentException.class, () -> new SalePlan("sale", lines));
        for (int i = 0; i < SalePlan.MAX_LINES; i++) {
            // Every one is the backup of the one before: a chain is no circle, however long.
            lines.add(goods("S" + i).backup(i == 0 ? null : "S" + (i - 1)).build());
        }
        assertEquals(SalePlan.MAX_LINES, new SalePlan("sale", lines).lines().size());
        lines.add(goods("more").build());
        assertThrows(IllegalArgumentException.class, () -> new SalePlan("sale", lines));
    }

    @Test
    void aFamilyOfHashCodesDoesNotMakeItSlow() {
        // "Aa" and "BB" have one hash code, so all of these have.
        List<String> skus = new ArrayList<>(List.of(""));
        for (int i = 0; i < 11; i++) {
            skus = skus.stream().flatMap(s -> Stream.of(s + "Aa", s + "BB")).toList();
        }
        List<PlannedSku> lines = skus.stream().map(sku -> goods(sku).build()).toList();
        assertEquals(2_048, new SalePlan("sale", lines).bySku().size());
    }

    @Test
    void linesAreFoundAndReplaced() {
        SalePlan plan = SalePlan.of("sale", goods("A").build(), goods("B").build());
        PlannedSku other = goods("A").allotment(1).build();
        assertAll(
                () -> assertEquals(Optional.empty(), plan.line("C")),
                () -> assertEquals(95, plan.line("A").orElseThrow().allotment()),
                () -> assertEquals(1, plan.with(other).line("A").orElseThrow().allotment()),
                () -> assertEquals(
                        List.of("A", "B"),
                        plan.with(other).lines().stream().map(PlannedSku::sku).toList()),
                () -> assertThrows(
                        IllegalArgumentException.class,
                        () -> plan.with(goods("C").build())));
    }

    @Test
    void manyProblemsAreCountedAndTheFirstAreKept() {
        List<PlannedSku> lines = Collections.nCopies(2_000, goods("A").build());
        PlanException e = assertThrows(PlanException.class, () -> new SalePlan("sale", lines));
        assertEquals(PlanException.MAX_PROBLEMS, e.problems().size());
        assertEquals(1_999, e.count());
        assertTrue(String.valueOf(e.getMessage()).endsWith("and 1979 more"), e.getMessage());
    }
}
