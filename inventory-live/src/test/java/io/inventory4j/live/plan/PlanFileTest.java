package io.inventory4j.live.plan;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.SafetyStock;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final PlanFile FILE = PlanFile.of("sale").zone(SHANGHAI);

    private static SalePlan read(String text) {
        return FILE.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A line of one SKU of which 100 are there, with one more column. */
    private static PlannedSku with(String header, String cell) {
        String quoted = "\"" + cell.replace("\"", "\"\"") + "\"";
        String head = header.equals("on hand") ? "" : ",on hand";
        return read("sku,tier," + header + head + "\nA,PROFIT," + quoted + (head.isEmpty() ? "" : ",100") + "\n")
                .lines()
                .get(0);
    }

    private static String problem(String header, String cell) {
        return Plans.said(() -> with(header, cell)).get(0);
    }

    @Test
    void everyColumnIsRead() {
        PlannedSku line = read("""
                        SKU,name,spec,tier,location,on hand,allotment,safety stock,sellable,in transit,in transit due,\
                        replenishment,replenishment due,returns under inspection,transferable,order maximum,\
                        order minimum,multiples of,per buyer,per buyer and window,per identity,per channel,\
                        regions allowed,regions denied,cap,opens,closes,sharing,channel shares,backup,gifts,\
                        alert levels,pace alert
                        A,Coat,"red, M",hero,wh-1,1000,800,5%,950,20,2026-11-28 18:00,30,2026-11-29T10:00:00Z,4,\
                        wh-2=50; wh-3=60,6,2,2,10,4/24h,device=4; card=6,douyin=500,CN; HK,US,900,2026-11-28 20:00,\
                        2026-11-28T23:00+08:00,isolated,douyin=400; tmall=300,B,C=1,30%; 10%; 0%,15m
                        B,,,PROFIT,,10,,,,,,,,,,,,,,,,,,,,,,,,,,,
                        C,,,PROFIT,,10,,,,,,,,,,,,,,,,,,,,,,,,,,,
                        """).lines().get(0);
        assertEquals(everything(), line);
    }

    private static PlannedSku everything() {
        return PlannedSku.of("A", Tier.HERO)
                .name("Coat")
                .spec("red, M")
                .location("wh-1")
                .onHand(1_000)
                .allotment(800)
                .safety(SafetyStock.percentOfOpening(5))
                .inTransit(20, Instant.parse("2026-11-28T10:00:00Z"))
                .replenishment(30, Instant.parse("2026-11-29T10:00:00Z"))
                .underInspection(4)
                .transferable("wh-2", 50)
                .transferable("wh-3", 60)
                .orderMaximum(6L)
                .orderMinimum(2L)
                .multiplesOf(2L)
                .perBuyer(10L)
                .perBuyer(4, Duration.ofHours(24))
                .perIdentity("device", 4)
                .perIdentity("card", 6)
                .perChannel("douyin", 500)
                .regionsAllowed("CN", "HK")
                .regionsDenied("US")
                .cap(900L)
                .opensAt(Instant.parse("2026-11-28T12:00:00Z"))
                .closesAt(Instant.parse("2026-11-28T15:00:00Z"))
                .isolated(true)
                .channelShare("douyin", 400)
                .channelShare("tmall", 300)
                .backup("B")
                .gift("C", 1)
                .alerts(30, 10, 0)
                .paceAlert(Duration.ofMinutes(15))
                .build();
    }

    @Test
    void aSheetInChineseIsReadInBothCharsets() {
        String sheet = """
                商品编码;商品名称;货品类型;现有库存;安全库存;开售时间;库存模式;渠道库存;套装组件;开播配额;每人限购
                A;大衣，红;引流款;１，０００;５％;2026/11/28 20:00;独占;"抖音＝３００；天猫=200";;;
                礼盒;双十一礼盒;主推款;;;;独占;"抖音=0；天猫=0";A=2;10;不限
                """;
        for (byte[] bytes : List.of(
                sheet.getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + sheet).getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + sheet).getBytes(GB18030),
                sheet.getBytes(GB18030),
                sheet.replace(';', '\t').getBytes(GB18030))) {
            SalePlan plan = FILE.read(bytes);
            PlannedSku coat = plan.lines().get(0);
            assertAll(
                    () -> assertEquals("大衣，红", coat.name()),
                    () -> assertEquals(950, coat.sellable()),
                    () -> assertEquals(1L, coat.limits().perBuyer()),
                    () -> assertEquals(
                            Map.of("抖音", 300L, "天猫", 200L), coat.shares().units()),
                    () -> assertEquals(Window.from(Instant.parse("2026-11-28T12:00:00Z")), coat.window()),
                    () -> assertEquals(Map.of("A", 2L), plan.lines().get(1).parts()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyHeaderOfAColumnIsKnownHoweverItIsWritten(PlanColumn column) {
        for (String header : column.headers()) {
            assertEquals(column, PlanColumn.of(header));
            assertEquals(
                    column, PlanColumn.of(" " + header.toUpperCase(Locale.ROOT).replace(' ', '_') + "\u3000"));
            assertEquals(column, PlanColumn.of(header.replace(" ", "-")));
            assertEquals(column, PlanColumn.of(header.replace(" ", "")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTemplateHasEveryHeaderAndIsAnEmptyPlan(SaleLanguage language) {
        String text = new String(PlanFile.template(language), StandardCharsets.UTF_8);
        String headers = Arrays.stream(PlanColumn.values())
                .map(column -> column.header(language))
                .collect(Collectors.joining(","));
        assertEquals("\uFEFF" + headers + "\r\n", text);
        assertEquals(
                List.of("the file has no lines below its headers"),
                Plans.said(() -> FILE.read(PlanFile.template(language))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1200|1200",
                "'1,200'|1200",
                "１２００|1200",
                "'１，２００'|1200",
                "'1,234,567'|1234567",
                "+7|7",
                "007|7",
                "0|0",
                "9007199254740991|9007199254740991"
            })
    void aNumberMayHaveWideDigitsAndThousandsSeparators(String cell, long units) {
        assertEquals(units, with("on hand", cell).supply().onHand());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5",
                "1,20",
                "12,00",
                "1.200",
                "-1",
                "1e3",
                "6.9E+12",
                "一百",
                "100件",
                "1 200",
                "9007199254740992",
                "99999999999999999999999999999999999999",
                "0x10",
                "٣٣",
                ",",
                "=1+1",
                "#REF!",
                "\0"
            })
    void whatIsNoWholeNumberIsRefusedWithItsPlace(String cell) {
        String said = problem("on hand", cell);
        assertTrue(said.startsWith("C2 on hand '"), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "safety stock|120%|whole percent",
                "safety stock|5.5%|whole percent",
                "safety stock|999999999999%|whole percent",
                "safety stock|101|101 units; it must be at most 100",
                "tier|cheap|expected TRAFFIC",
                "sharing|maybe|expected isolated or shared",
                "opens|tomorrow|expected a time",
                "opens|2026-13-01 10:00|expected a time",
                "opens|2026-11-28 20:00:00.1234|whole milliseconds",
                "opens|12026-11-28T20:00Z|expected a time",
                "channel shares|douyin|names with units",
                "channel shares|douyin=|names with units",
                "channel shares|a=1=2|names with units",
                "channel shares|a=1; a=2|comes twice",
                "channel shares|;|expected names",
                "per buyer and window|2|units and a window",
                "per buyer and window|2/soon|expected a window",
                "per buyer and window|2/401d|it must be from",
                "per buyer and window|2/999999999999d|it must be from",
                "alert levels|10; 20|each has to be below",
                "alert levels|high|whole percent",
                "pace alert|soon|expected whole minutes from 1m to 24h",
                "pace alert|10|expected whole minutes from 1m to 24h",
                "pace alert|90s|whole minutes",
                "pace alert|0m|it must be from PT1M to PT24H",
                "pace alert|25h|it must be from PT1M to PT24H",
                "pace alert|-PT10M|it must be from PT1M to PT24H",
                "sellable|96|which is 95",
                "allotment|96|it must be from 0 to 95",
                "backup|B|the plan has no B",
                "name|=HYPERLINK(1)|a formula",
                "name|#N/A|error of a formula",
            })
    void aCellThatIsWrongIsNamedWithWhatWasExpected(String header, String cell, String message) {
        String said = header.equals("tier")
                ? Plans.said(() -> read("sku,on hand,tier\nA,1," + cell)).get(0)
                : problem(header, cell);
        assertTrue(said.startsWith("C2 " + header) && said.contains(message), said);
    }

    @Test
    void aTierOrASkuThatASpreadsheetSpoiledIsRefused() {
        List<String> said = Plans.said(() -> read("sku,tier,on hand\n6.9E+12,HERO,1\n,HERO,1\nB,,1"));
        assertEquals(3, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("A2 sku '6.9E+12': a spreadsheet"), said.toString());
        assertTrue(said.get(1).startsWith("A3 sku: the SKU is missing"), said.toString());
        assertTrue(said.get(2).startsWith("B4 tier: the tier is missing"), said.toString());
    }

    @Test
    void timesNeedAZoneOrAnOffsetAndOneMeaning() {
        byte[] local = "sku,tier,on hand,opens\nA,HERO,1,2026-11-28 20:00".getBytes(StandardCharsets.UTF_8);
        assertTrue(Plans.said(() -> PlanFile.of("s").read(local)).get(0).contains("no time zone was given"));
        PlanFile berlin = PlanFile.of("s").zone(ZoneId.of("Europe/Berlin"));
        for (String odd : new String[] {"2026-03-29 02:30", "2026-10-25 02:30"}) {
            byte[] file = ("sku,tier,on hand,opens\nA,HERO,1," + odd).getBytes(StandardCharsets.UTF_8);
            assertTrue(Plans.said(() -> berlin.read(file)).get(0).contains("the clocks change then"));
        }
        for (String same : new String[] {
            "2026-11-28 20:00",
            "2026/11/28 20:00:00",
            "2026-11-28T20:00:00.000",
            "2026-11-28T12:00Z",
            "2026-11-28T20:00+08:00",
            "２０２６-11-28　20：00"
        }) {
            assertEquals(
                    Instant.parse("2026-11-28T12:00:00Z"),
                    with("opens", same).window().opensAt(),
                    same);
        }
    }

    @Test
    void wordsForNoLimitTakeTheLimitOfTheTierAway() {
        for (String none : new String[] {"none", "No limit", "无", "不限"}) {
            PlannedSku line = read("sku,tier,on hand,per buyer,order maximum\nA,TRAFFIC,100," + none + "," + none)
                    .lines()
                    .get(0);
            assertEquals(PlannedLimits.NONE, line.limits());
        }
        assertEquals(1L, with("spec", "x").limits().equals(PlannedLimits.NONE) ? 1L : 0L);
    }

    @Test
    void aPaceAlertIsReadAsOtherDurationsAreAndTakenAwayByAWord() {
        for (String same : new String[] {"10m", "10 min", "PT10M", "10分钟", "１０m", "600s"}) {
            assertEquals(Duration.ofMinutes(10), with("售罄预警", same).paceAlert(), same);
        }
        String hero = "sku,tier,on hand,pace alert\nA,HERO,100,";
        assertEquals(Duration.ofMinutes(10), read(hero).lines().get(0).paceAlert());
        assertEquals(Duration.ofHours(24), read(hero + "1d").lines().get(0).paceAlert());
        for (String none : new String[] {"none", "不限"}) {
            assertNull(read(hero + none).lines().get(0).paceAlert());
        }
    }

    @Test
    void columnsAreKnownOnceEachOrNamedAsOthers() {
        String text = "sku,tier,on hand,price,On-Hand,\nA,HERO,1,9.99,2,x,y\n";
        List<String> said = Plans.said(() -> read(text));
        assertEquals(4, said.size(), said.toString());
        assertTrue(said.get(0).startsWith("D1 price 'price': the column is unknown"), said.toString());
        assertTrue(
                said.get(1).startsWith("E1 On-Hand 'On-Hand': the column 'on hand' is there already"), said.toString());
        assertTrue(said.get(2).startsWith("F2 'x': the cell is in a column without a header"), said.toString());
        assertTrue(said.get(3).startsWith("G2 'y'"), said.toString());
        byte[] known = "sku,tier,on hand,Unit Price,\nA,HERO,1,9.99,\n".getBytes(StandardCharsets.UTF_8);
        assertEquals(1, FILE.ignoring("unit-price").read(known).lines().size());
        assertEquals(2, Plans.said(() -> read("name\nx")).size());
    }

    @Test
    void rowsAreCountedAsASpreadsheetDoes() {
        String text =
                "sku,tier,on hand,regions allowed\r\nA,HERO,1,\"CN\nHK\"\r\n\r\n,,,\r\nB,HERO,x,\r\nA,HERO,1,\r\n";
        assertEquals(
                List.of("C5", "A6"),
                Plans.problems(() -> read(text)).stream()
                        .map(PlanProblem::place)
                        .toList());
        assertEquals(
                Set.of("CN", "HK"),
                read(text.replace(",x,", ",1,").replace("\r\nA,HERO,1,\r\n", ""))
                        .lines()
                        .get(0)
                        .limits()
                        .regionsAllowed());
    }

    @Test
    void aReferenceToALineThatIsWrongItselfIsNoFurtherProblem() {
        List<String> said = Plans.said(() -> read("sku,tier,on hand,backup\nA,HERO,1,B\nB,HERO,x,\n"));
        assertEquals(1, said.size(), said.toString());
    }

    @Test
    void everyErrorIsSaidAtOnceInTheOrderOfRows() {
        List<PlanProblem> problems = Plans.problems(
                () -> read("sku,tier,on hand,opens,per buyer,backup\nA,HERO,x,y,0.5,\nB,HERO,1,,,C\nD,nobody,1,,,\n"));
        assertEquals(
                List.of("C2", "D2", "E2", "F3", "B4"),
                problems.stream().map(PlanProblem::place).toList());
        assertEquals("x", problems.get(0).value());
    }

    @Test
    void hostileFilesEndInProblems() {
        String head = "sku,tier,on hand,name\n";
        String big = "x".repeat(10 * 1024 * 1024);
        StringBuilder rows = new StringBuilder(head);
        for (int i = 0; i < 1_000_000; i++) {
            rows.append('S').append(i).append(",HERO\n");
        }
        assertAll(
                () -> assertTrue(saidOf(head + "A,HERO,1," + big).contains("row 2: the file cannot be cut into cells")),
                () -> assertTrue(saidOf(big).contains("cannot be cut into cells")),
                () -> assertTrue(saidOf(big + big).contains("more than 16777216 bytes")),
                () -> assertTrue(saidOf(head + "A,HERO,1,\"open").contains("a quote that is not closed")),
                () -> assertTrue(saidOf(head + "A\0,HERO,1,x").contains("A2 sku 'AU+0000': SKU has the control")),
                () -> assertTrue(saidOf(",".repeat(1_000)).contains("cannot be cut into cells")),
                () -> assertEquals("the file is empty", saidOf("")),
                () -> assertTrue(saidOf("\n\n").contains("the column 'SKU' is missing")),
                () -> assertTrue(saidOf("\0\0\0").contains("is missing")));
        PlanException many = assertThrows(PlanException.class, () -> read(rows.toString()));
        assertEquals(PlanException.MAX_PROBLEMS, many.problems().size());
        assertEquals(SalePlan.MAX_LINES + 1, many.count());
    }

    private static String saidOf(String text) {
        return String.join("\n", Plans.said(() -> read(text)));
    }

    @Test
    void theLongestListsFitIntoTheirCells() {
        PlannedSkuBuilder line = Plans.goods("A");
        for (int i = 0; i < Faults.MAX_LISTED; i++) {
            line.transferable("😀".repeat(97) + String.format("%03d", i), (1L << 53) - 1);
        }
        SalePlan plan = SalePlan.of("sale", line.build());
        assertEquals(plan, FILE.read(PlanFile.write(plan, SaleLanguage.ENGLISH, SHANGHAI)));
    }

    @Test
    void whatIsNoTextIsRefused() {
        byte[] neither = {'s', (byte) 0xFF, (byte) 0xFF, 'x'};
        byte[] marked = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, (byte) 0xC3};
        byte[] wide = "\uFEFFsku\ttier".getBytes(StandardCharsets.UTF_16LE);
        assertTrue(Plans.said(() -> FILE.read(neither)).get(0).contains("neither valid UTF-8 nor valid GB18030"));
        assertTrue(Plans.said(() -> FILE.read(marked)).get(0).contains("mark of UTF-8"));
        assertTrue(Plans.said(() -> FILE.read(wide)).get(0).contains("UTF-16"));
        byte[] chinese = "商品编码,货品类型,现有库存\nA,爆款,1".getBytes(GB18030);
        assertEquals(1, FILE.charset(GB18030).read(chinese).lines().size());
        assertTrue(Plans.said(() -> FILE.charset(StandardCharsets.UTF_8).read(chinese))
                .get(0)
                .contains("not valid UTF-8"));
    }

    @Test
    void aFileIsReadFromAPathAndAStreamAndWritten(@TempDir Path directory) throws IOException {
        SalePlan plan = SalePlan.of("sale", Plans.goods("A").name("=1").build());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PlanFile.write(plan, SaleLanguage.CHINESE, SHANGHAI, out);
        Path file = Files.write(directory.resolve("plan.csv"), out.toByteArray());
        assertEquals(plan, PlanFile.of("sale").read(file));
        assertEquals(plan, PlanFile.of("sale").read(new ByteArrayInputStream(out.toByteArray())));
        assertThrows(IllegalArgumentException.class, () -> PlanFile.of("a b"));
    }

    @Test
    void aFileIsReadWithTheDefaultsOfTheShop() {
        TierDefaults own = new TierDefaults(50, 100, true, 2L, null, AlertLevels.percentOfOpening(7), null);
        byte[] text = "sku,tier,on hand\nA,HERO,100\nB,IMAGE,100".getBytes(StandardCharsets.UTF_8);
        SalePlan plan = FILE.tiers(Map.of(Tier.HERO, own)).read(text);
        assertEquals(50, plan.lines().get(0).allotment());
        assertEquals(92, plan.lines().get(1).allotment());
        assertEquals(
                Objects.requireNonNull(own.orderMaximum()),
                plan.lines().get(0).limits().orderMaximum());
    }
}
