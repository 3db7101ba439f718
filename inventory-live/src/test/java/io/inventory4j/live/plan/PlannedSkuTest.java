package io.inventory4j.live.plan;

import static io.inventory4j.live.plan.Plans.goods;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.SafetyStock;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.order.Kit;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlannedSkuTest {
    private static final Instant EIGHT = Instant.parse("2026-11-28T12:00:00Z");

    @ParameterizedTest
    @EnumSource
    void aLineHasTheDefaultsOfItsTier(Tier tier) {
        TierDefaults defaults = TierDefaults.of(TierDefaults.standard(), tier);
        PlannedSku line = PlannedSku.of("A", tier).onHand(1_000).build();
        long safety = 10L * defaults.safetyPercent();
        assertAll(
                () -> assertTrue(defaults.safetyPercent() >= 5 && defaults.safetyPercent() <= 10),
                () -> assertEquals(safety, line.supply().safetyUnits()),
                () -> assertEquals(1_000 - safety, line.sellable()),
                () -> assertEquals((1_000 - safety) * defaults.allotmentPercent() / 100, line.allotment()),
                () -> assertEquals(defaults.isolated(), line.shares().isolated()),
                () -> assertEquals(defaults.orderMaximum(), line.limits().orderMaximum()),
                () -> assertEquals(defaults.perBuyer(), line.limits().perBuyer()),
                () -> assertEquals(defaults.alertLevels(), line.alertLevels()),
                () -> assertEquals(tier == Tier.HERO ? ofMinutes(10) : null, line.paceAlert()),
                () -> assertEquals(StockKey.of("A"), line.key()));
    }

    @Test
    void aShopHasItsOwnDefaults() {
        TierDefaults own = new TierDefaults(20, 50, false, 3L, null, AlertLevels.percentOfOpening(5), ofMinutes(90));
        PlannedSku line = PlannedSku.of("A", Tier.TRAFFIC, own).onHand(10).build();
        assertEquals(4, line.allotment());
        assertEquals(3L, line.limits().orderMaximum());
        assertEquals(ofMinutes(90), line.paceAlert());
        assertThrows(
                IllegalArgumentException.class,
                () -> new TierDefaults(101, 50, false, null, null, own.alertLevels(), null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TierDefaults(5, 50, false, 0L, null, own.alertLevels(), null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TierDefaults(5, 50, false, null, null, own.alertLevels(), Duration.ofSeconds(59)));
    }

    @Test
    void aPercentageIsRoundedUpAndWhatIsToldGoesFirst() {
        PlannedSku line = PlannedSku.of("A", Tier.HERO)
                .onHand(101)
                .safety(SafetyStock.percentOfOpening(10))
                .allotment(90)
                .isolated(false)
                .build();
        assertEquals(11, line.supply().safetyUnits());
        assertEquals(90, line.sellable());
        assertEquals(90L, line.saleLimit());
    }

    @Test
    void sharedStockIsLimitedByItsAllotmentAndIsolatedStockByItsCap() {
        assertEquals(95L, goods("A").cap(200L).build().saleLimit());
        assertEquals(50L, goods("A").cap(50L).build().saleLimit());
        assertEquals(200L, goods("A").isolated(true).cap(200L).build().saleLimit());
        assertEquals(null, goods("A").isolated(true).build().saleLimit());
    }

    @Test
    void aKitIsThatOfTheApi() {
        PlannedSku box = PlannedSku.of("BOX", Tier.HERO)
                .part("A", 1)
                .part("B", 2)
                .gift("C", 1)
                .allotment(10)
                .build();
        Kit expected = Kit.named("BOX")
                .at("live/s")
                .allotted()
                .part("A", 1)
                .part("B", 2)
                .gift("C", 1);
        assertEquals(expected.toString(), box.kit("live/s").toString());
        assertEquals(10, box.sellable());
        assertThrows(IllegalStateException.class, () -> goods("A").build().kit("main"));
    }

    static Stream<Arguments> wrongLines() {
        return Stream.of(wrongNamesAndStock(), wrongExpectations(), wrongLimits(), wrongOthers())
                .flatMap(some -> some);
    }

    private static Stream<Arguments> wrongNamesAndStock() {
        return Stream.of(
                wrong("SKU", "sku is empty", goods("")),
                wrong("SKU", "blank at an end", goods("A ")),
                wrong("SKU", "101 code points; a plan allows 100", goods("A".repeat(101))),
                wrong("SKU", "begins with live/", goods("live/x")),
                wrong("SKU", "control character U+0000", goods("A\0")),
                wrong(
                        "name",
                        "A: name has the control character U+000A",
                        goods("A").name("x\ny")),
                wrong("spec", "201 code points", goods("A").spec("x".repeat(201))),
                wrong("location", "A: location is empty", goods("A").location("")),
                wrong("on hand", "A: on hand is missing", PlannedSku.of("A", Tier.HERO)),
                wrong(
                        "on hand",
                        "A: on hand is -1; it must be from 0 to",
                        goods("A").onHand(-1)),
                wrong("on hand", "from 0 to 9007199254740991", goods("A").onHand(Bounds.MAX_QUANTITY + 1)),
                wrong(
                        "safety stock",
                        "101 units; it must be at most 100",
                        goods("A").safety(SafetyStock.units(101))),
                wrong(
                        "allotment",
                        "A: allotment is 96; it must be from 0 to 95",
                        goods("A").allotment(96)),
                wrong("allotment", "allotment is -1", goods("A").allotment(-1)),
                wrong("in transit", "in transit is -1", goods("A").inTransit(-1, null)),
                wrong("in transit due", "but in transit is 0", goods("A").inTransit(0, EIGHT)),
                wrong("in transit due", "years 1970 to 9999", goods("A").inTransit(1, Instant.MAX)),
                wrong("replenishment", "no time says when", goods("A").replenishment(5, null)),
                wrong("replenishment due", "but replenishment is 0", goods("A").replenishment(0, EIGHT)),
                wrong("returns under inspection", "is -1", goods("A").underInspection(-1)),
                wrong("transferable", "where the units already are", goods("A").transferable("main", 1)),
                wrong("transferable", "transferable b is 0", goods("A").transferable("b", 0)),
                wrong("transferable", "semicolon", goods("A").transferable("b;c", 1)),
                wrong("cap", "A: cap is 0", goods("A").cap(0L)));
    }

    private static Stream<Arguments> wrongExpectations() {
        return Stream.of(
                wrong("order maximum", "is 0; it must be from 1", goods("A").orderMaximum(0L)),
                wrong(
                        "order maximum",
                        "A: order maximum is 2; it must be at least 3",
                        goods("A").orderMinimum(3L).orderMaximum(2L)),
                wrong(
                        "order maximum",
                        "is 10; it must be at least 12",
                        goods("A").orderMinimum(7L).multiplesOf(6L).orderMaximum(10L)),
                wrong("order minimum", "order minimum is 0", goods("A").orderMinimum(0L)),
                wrong("multiples of", "multiples of is 0", goods("A").multiplesOf(0L)),
                wrong(
                        "per buyer",
                        "per buyer is 2; it must be at least 3",
                        goods("A").orderMinimum(3L).perBuyer(2L)),
                wrong(
                        "per buyer and window",
                        "is 2; it must be at least 3",
                        goods("A").orderMinimum(3L).perBuyer(2, Duration.ofHours(1))),
                wrong(
                        "per identity",
                        "per identity device is 2; it must be at least 3",
                        goods("A").orderMinimum(3L).perIdentity("device", 2)),
                wrong(
                        "cap",
                        "cap is 2; it must be at least 3",
                        goods("A").orderMinimum(3L).cap(2L)),
                wrong(
                        "allotment",
                        "allotment is 2; it must be 0 or at least 3",
                        goods("A").orderMinimum(3L).allotment(2)),
                wrong("per channel", "per channel x is -1", goods("A").perChannel("x", -1)),
                wrong("per channel", "no slash", goods("A").perChannel("x/y", 1)));
    }

    private static Stream<Arguments> wrongLimits() {
        return Stream.of(
                wrong(
                        "per channel",
                        "limited twice, to 5 and to 6",
                        goods("A").channelShare("x", 5).perChannel("x", 6)),
                wrong(
                        "per channel",
                        "limited to 4; its share is 5",
                        goods("A").isolated(true).channelShare("x", 5).perChannel("x", 4)),
                wrong(
                        "channel shares",
                        "sum up to 96 or more; the allotment is 95",
                        goods("A").isolated(true).channelShare("x", 50).channelShare("y", 46)),
                wrong("channel shares", "41 code points", goods("A").channelShare("x".repeat(41), 1)),
                wrong(
                        "regions denied",
                        "region CN is both allowed and denied",
                        goods("A").regionsAllowed("CN").regionsDenied("CN")),
                wrong("regions allowed", "equals sign", goods("A").regionsAllowed("a=b")),
                wrong(
                        "regions denied",
                        "regions denied has 101 names; at most 100",
                        many(regions -> goods("A").regionsDenied(regions))),
                wrong("per identity", "has 101 names", many(kinds -> {
                    PlannedSkuBuilder line = goods("A");
                    Stream.of(kinds).forEach(kind -> line.perIdentity(kind, 1));
                    return line;
                })),
                wrong(
                        "opens",
                        "has to open before it closes",
                        goods("A").opensAt(EIGHT).closesAt(EIGHT)),
                wrong("backup", "its own backup", goods("A").backup("A")),
                wrong(
                        "parts",
                        "a part of itself",
                        PlannedSku.of("A", Tier.HERO).part("A", 1).allotment(1)));
    }

    private static Stream<Arguments> wrongOthers() {
        return Stream.of(
                wrong(
                        "parts",
                        "part B is 0",
                        PlannedSku.of("A", Tier.HERO).part("B", 0).allotment(1)),
                wrong("parts", "100 parts and gifts; at most 99", manyParts()),
                wrong("gifts", "a gift with itself", goods("A").gift("A", 1)),
                wrong(
                        "on hand",
                        "a kit has no goods of its own",
                        goods("A").part("B", 1).allotment(0)),
                wrong(
                        "allotment",
                        "a kit needs one",
                        PlannedSku.of("A", Tier.HERO).part("B", 1)),
                wrong("alert levels", "10 comes after 10", goods("A").alerts(10, 10)),
                wrong("alert levels", "20 comes after 10", goods("A").alerts(10, 20, 0)),
                wrong("alert levels", "percentage is 100", goods("A").alerts(100, 20)),
                wrong(
                        "alert levels",
                        "0 alert levels; it needs 1 to 10",
                        goods("A").alerts()),
                wrong(
                        "pace alert",
                        "A: pace alert is PT59S; it must be from PT1M to PT24H",
                        goods("A").paceAlert(Duration.ofSeconds(59))),
                wrong(
                        "pace alert",
                        "it must be from PT1M to PT24H",
                        goods("A").paceAlert(Duration.ofHours(24).plusNanos(1))),
                wrong("pace alert", "it has to be in whole minutes", goods("A").paceAlert(Duration.ofSeconds(90))));
    }

    private static PlannedSkuBuilder many(Function<String[], PlannedSkuBuilder> line) {
        return line.apply(IntStream.range(0, 101).mapToObj(i -> "n" + i).toArray(String[]::new));
    }

    private static PlannedSkuBuilder manyParts() {
        PlannedSkuBuilder kit = PlannedSku.of("A", Tier.HERO).allotment(1);
        IntStream.range(0, 100).forEach(i -> kit.part("P" + i, 1));
        return kit;
    }

    private static Arguments wrong(String header, String message, PlannedSkuBuilder line) {
        return Arguments.of(header, message, line);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongLines")
    void whatDoesNotFitTogetherIsRefusedWithItsColumn(String header, String message, PlannedSkuBuilder line) {
        String said = String.join("\n", Plans.said(line::build));
        assertTrue(
                Plans.problems(line::build).stream()
                        .anyMatch(problem -> problem.header().equals(header)
                                && problem.message()
                                        .toLowerCase(Locale.ROOT)
                                        .contains(message.toLowerCase(Locale.ROOT))),
                said);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        Supplier<PlannedSku> line = () -> goods("A")
                .inTransit(-1, null)
                .orderMaximum(0L)
                .channelShare("x/y", 1)
                .alerts(0, 0)
                .opensAt(EIGHT)
                .closesAt(EIGHT)
                .build();
        assertEquals(5, Plans.problems(line).size(), Plans.said(line).toString());
    }

    @Test
    void aLineIsACopy() {
        PlannedSkuBuilder builder = goods("A").gift("B", 1);
        PlannedSku line = builder.build();
        builder.gift("C", 1);
        assertEquals(Map.of("B", 1L), line.gifts());
        assertThrows(UnsupportedOperationException.class, () -> line.gifts().put("D", 1L));
    }
}
