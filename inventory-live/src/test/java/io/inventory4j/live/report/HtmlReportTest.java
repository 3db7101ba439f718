package io.inventory4j.live.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.live.report.page.HtmlReport;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.StockKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HtmlReportTest {
    private static final Instant NOON = Instant.parse("2025-11-11T12:00:00Z");

    static String page(SaleReport report, SaleLanguage language, ZoneId zone) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(report, language, zone, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    static List<String> hostileTexts() {
        return HostileReport.TEXTS;
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void noTextOfOthersRunsOrEndsAnElement(String hostile) throws IOException {
        String page = page(HostileReport.of(hostile), SaleLanguage.ENGLISH, ZoneOffset.UTC);
        assertEquals(2, count(page, "<script"));
        assertEquals(2, count(page, "</script"));
        assertEquals(1, count(page, "<style"));
        assertEquals(0, count(page, "<img"));
        assertEquals(0, count(page, "<!--"));
        String data = between(page, "id=\"data\">", "</script>");
        assertFalse(data.contains("<") || data.contains("\u2028") || data.contains("\u2029"), data);
        assertTrue(page.contains(hostile.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")));
        String body = between(page, "<body>", "<script");
        String tags = Pattern.compile(">[^<]*<").matcher(body).replaceAll("><");
        assertFalse(tags.contains("onerror") || tags.contains(" on"), tags);
    }

    @Test
    void thePolicyAllowsTheScriptAndStyleOfThePageAndNothingElse() throws IOException, NoSuchAlgorithmException {
        String page = page(HostileReport.of("x"), SaleLanguage.ENGLISH, ZoneOffset.UTC);
        String policy = between(page, "Content-Security-Policy\" content=\"", "\"");
        String script = between(page.substring(page.indexOf("id=\"data\"")), "<script>", "</script>");
        String style = between(page, "<style>", "</style>");
        assertEquals(
                "default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style)
                        + "'; base-uri 'none'; form-action 'none'",
                policy);
        assertTrue(script.contains("uPlot") && script.contains("Permission is hereby granted"), "uPlot's licence");
        assertFalse(page.contains("style=\"") || page.contains("\r"), "what the policy would stop");
        assertFalse(
                Pattern.compile("(src|href)=").matcher(page.replace(script, "")).find(), "needs nothing else");
    }

    @Test
    void bothLanguagesAreInThePageAndOneIsShown() throws IOException {
        String english = page(HostileReport.of("x"), SaleLanguage.ENGLISH, ZoneOffset.UTC);
        String chinese = page(HostileReport.of("x"), SaleLanguage.CHINESE, ZoneId.of("Asia/Shanghai"));
        assertTrue(english.contains("<html lang=\"en\">") && chinese.contains("<html lang=\"zh\">"));
        assertTrue(english.contains("差异") && chinese.contains("Discrepancies"));
        assertTrue(english.contains("All times are UTC.<"), "times have their zone");
        assertTrue(chinese.contains("2025-11-11 20:00") && chinese.contains("Asia/Shanghai (UTC+08:00)"));
        Matcher spans = Pattern.compile("<span class=\"en\" lang=\"en\">([^<]*)</span><span class=\"zh\"[^>]*>([^<]*)<")
                .matcher(english);
        int pairs = 0;
        while (spans.find()) {
            pairs++;
            assertFalse(spans.group(1).isBlank() || spans.group(2).isBlank(), spans.group());
        }
        assertEquals(count(english, "class=\"en\""), pairs);
    }

    @Test
    void wordsOfALiveSaleAreInBothLanguages() throws IOException {
        SaleBooks books = SaleBooks.from(0);
        SaleReport report = ReportBuilder.of("words", books, NOON, NOON)
                .alerts(List.of(
                        new AlertLine(NOON, "A", null, "low 20%", "host, operations", null, null),
                        new AlertLine(NOON, "A", "douyin", "risen 20%", "night watch", null, null)))
                .operations(List.of(
                        new OperationLine(NOON, "Li", "TopUp: done", "A", "douyin", 50L, "asked for"),
                        new OperationLine(NOON, "Li", "Rest: long", "A", null, null, "tired"),
                        new OperationLine(
                                NOON, "Li", "ChangeLimit(PER_BUYER): refused NOT_OPEN", "A", null, 4L, "late"),
                        new OperationLine(NOON, "Li", "Announce(2026-11-11T21:00:00Z): done", "A", null, 80L, "soon")))
                .build();
        String page = page(report, SaleLanguage.CHINESE, ZoneOffset.UTC);
        for (String text : List.of(
                "库存低：剩 20%",
                "主播",
                "运营",
                "补货",
                "已完成",
                "<bdi>night watch</bdi>",
                "<bdi>Rest</bdi>",
                "<bdi>douyin</bdi>",
                "<div>50</div>",
                "每人限购",
                "被拒：",
                "未在售卖",
                "21:00:00")) {
            assertTrue(page.contains(text), text);
        }
    }

    /** Names of others have commas, too: what is added up is what is the same in each of its parts. */
    @Test
    void lostDemandOfTwoChannelsIsNotAddedUp() throws IOException {
        SaleReport report = ReportBuilder.of("lost", SaleBooks.from(0), NOON, NOON)
                .lostDemand(List.of(
                        new LostDemandLine("A", "x, y", "z", NOON, 1, 111),
                        new LostDemandLine("A", "x", "y, z", NOON, 1, 222),
                        new LostDemandLine("A", "x", "y, z", NOON.plusSeconds(60), 1, 333)))
                .build();
        String page = page(report, SaleLanguage.ENGLISH, ZoneOffset.UTC);
        assertTrue(page.contains(">111<") && page.contains(">555<"), "111 and 222 + 333");
    }

    @Test
    void anEmptySaleSaysSo() throws IOException {
        SaleReport report =
                ReportBuilder.of("nothing", SaleBooks.from(0), NOON, NOON).build();
        String page = page(report, SaleLanguage.ENGLISH, ZoneOffset.UTC);
        for (String text : List.of(
                "No discrepancies within the books. They were compared with nothing else.",
                "Not given, so not compared: the ledger, a physical count, a platform&#39;s orders.",
                "Nothing changed.",
                "Nothing sold out.",
                "No alerts.",
                "Nothing was sold.",
                "No stock lines.",
                "No physical count was given.",
                "No order was refused.",
                "No operations.",
                "Not measured.")) {
            assertTrue(page.contains(text), text);
        }
    }

    @Test
    void aRealDayBalancesAndIsShown() throws IOException {
        try (RealDay day = new RealDay()) {
            SaleReport report = day.report().build();
            assertEquals(List.of(), report.discrepancies());
            report.lines()
                    .forEach(line -> assertEquals(
                            0, line.terms().unexplained(), line.key().toString()));
            assertTrue(report.total().sold() > 10_000 && report.total().transferredIn() > 0, "a day's orders");
            assertTrue(report.lines().stream().anyMatch(line -> line.soldOutAt().isPresent()), "sell-outs");
            String page = page(report, SaleLanguage.ENGLISH, ZoneId.of("Europe/London"));
            assertTrue(page.contains("REGENCY CAKESTAND 3 TIER"));
            assertTrue(page.length() < 3_000_000, page.length() + " characters");
            save("clean", report);
            save("planted", planted(day));
        }
    }

    private static SaleReport planted(RealDay day) {
        Map<StockKey, Long> counts = day.counts();
        counts.merge(StockKey.of("22423"), -3L, Long::sum);
        List<PlatformOrder> platform = day.platformOrders();
        platform.set(
                5, new PlatformOrder(platform.get(5).order(), platform.get(5).sku(), 99));
        platform.remove(9);
        platform.add(new PlatformOrder("TB-20111124-99120", "22423", 2));
        SaleReport report = day.report().counts(counts).platformOrders(platform).build();
        assertEquals(4, report.discrepancies().size());
        return report;
    }

    /** To look at: where {@code report.pages} names a directory. */
    private static void save(String name, SaleReport report) throws IOException {
        String directory = System.getProperty("report.pages");
        if (directory == null) {
            return;
        }
        for (SaleLanguage language : SaleLanguage.values()) {
            Path file = Path.of(directory, name + "-" + language.tag() + ".html");
            Files.writeString(file, page(report, language, ZoneId.of("Europe/London")));
        }
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String hash(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }
}
