package io.inventory4j.live.report.page;

import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.report.SoldUnits;
import io.inventory4j.live.text.SaleLanguage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;

/**
 * A {@link SaleReport} as one page that needs nothing else: a file to send, to print or to keep. It is in English and
 * Chinese, and a switch on it chooses. Its Content-Security-Policy allows its own script and style, by their hashes,
 * and nothing else, so that no text of others can run or load anything. Charts are drawn by uPlot, which is copied into
 * the page from {@code org.webjars.npm:uplot}; where that is not on the class path, the page has no charts and says so.
 */
public final class HtmlReport {
    private static final String UPLOT = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
    private static final String WEBJAR = "META-INF/resources/webjars/uplot/";

    private final SaleReport report;
    private final SaleLanguage shown;
    private final HtmlText text;
    private final ZoneId zone;

    private HtmlReport(SaleReport report, SaleLanguage shown, ZoneId zone) {
        this.report = report;
        this.shown = shown;
        this.zone = zone;
        this.text = new HtmlText(zone, report.from(), report.until());
    }

    /**
     * Writes the page in UTF-8.
     *
     * @param report what to show
     * @param shown the language that the page begins with
     * @param zone the time zone of its times
     * @param out where to; it is not closed
     * @throws IOException if it cannot be written
     */
    public static void write(SaleReport report, SaleLanguage shown, ZoneId zone, OutputStream out) throws IOException {
        out.write(new HtmlReport(report, shown, zone).page().getBytes(StandardCharsets.UTF_8));
    }

    private String page() {
        StringBuilder styles = new StringBuilder();
        PageSections sections = new PageSections(report, text, styles);
        PageAccounts accounts = new PageAccounts(report, text, styles);
        String body = header()
                + "<main>\n"
                + section(new PageFindings(report, text).html())
                + section(sections.curves())
                + section(sections.soldOut())
                + section(sections.alerts())
                + section(sections.sellers())
                + section(accounts.statement() + accounts.lines())
                + section(accounts.lostDemand())
                + section(accounts.operations())
                + section(accounts.delays())
                + section(Glossary.html())
                + "</main>\n";
        String charts = uplot("dist/uPlot.iife.min.js");
        String style = "\n" + uplot("dist/uPlot.min.css") + ours("page.css") + "@media screen and (max-width:900px){\n"
                + styles + "}\n";
        String script = "\n" + licence() + charts + "\n" + ours("page.js");
        return "<!DOCTYPE html>\n<html lang=\"" + shown.tag() + "\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '"
                + hash(script) + "'; style-src '" + hash(style) + "'; base-uri 'none'; form-action 'none'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<meta name=\"referrer\" content=\"no-referrer\">\n"
                + "<title>" + HtmlText.escaped(report.sale()) + "</title>\n<style>" + style
                + "</style>\n</head>\n<body>\n"
                + body + "<script type=\"application/json\" id=\"data\">" + ChartData.of(report, zone, text.zone())
                + "</script>\n<script>" + script + "</script>\n</body>\n</html>\n";
    }

    private static String section(String html) {
        return "<section>\n" + html + "</section>\n";
    }

    private String header() {
        SoldUnits units = report.totalUnits();
        long found = PageFindings.count(report);
        String verdict = found > 0 ? "bad" : PageFindings.compared(report) ? "good" : "";
        String period = text.period(report.until());
        return "<header>\n<div class=\"languages\">"
                + "<button type=\"button\" data-lang=\"en\" lang=\"en\">English</button>"
                + "<button type=\"button\" data-lang=\"zh\" lang=\"zh-Hans\">中文</button></div>\n<h1>"
                + HtmlText.foreign(report.sale()) + "</h1>\n<p class=\"period\">"
                + HtmlText.both(
                        "Report of the live sale, " + period + ". All times are " + text.zone() + ".",
                        "直播销售报告，" + period + "。时间均为 " + text.zone() + "。")
                + "</p>\n<dl class=\"figures\">\n"
                + figure("Discrepancies", "差异（项）", found, verdict)
                + figure("Sold, units", "售出（件）", report.total().sold(), "")
                + figure("Refunded, units", "退款（件）", units.refunded(), "")
                + figure("Shipped, units", "已发货（件）", units.shipped(), "")
                + figure("Not yet shipped, units", "未发货（件）", units.notYetShipped(), "")
                + figure("Remaining, units", "结余（件）", report.total().remaining(), "")
                + "</dl>\n</header>\n";
    }

    private static String figure(String english, String chinese, long number, String style) {
        return "<div><dt>" + HtmlText.both(english, chinese) + "</dt><dd class=\"" + style + "\">"
                + HtmlText.number(number) + "</dd></div>\n";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static String ours(String file) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(file)) {
            return read(Objects.requireNonNull(in, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its licence wants to go with every copy. */
    private static String licence() {
        String text = uplot("LICENSE");
        return text.isEmpty() ? "" : "/* uPlot\n" + text.replace("*/", "* /") + "*/\n";
    }

    /** A file of the webjar, of whichever version is there; empty where there is none. */
    private static String uplot(String file) {
        ClassLoader loader = HtmlReport.class.getClassLoader();
        try (InputStream about = loader.getResourceAsStream(UPLOT)) {
            if (about == null) {
                return "";
            }
            Properties properties = new Properties();
            properties.load(about);
            String path = WEBJAR + properties.getProperty("version") + "/" + file;
            try (InputStream in = loader.getResourceAsStream(path)) {
                return in == null ? "" : read(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A browser hashes what it has parsed, which has no carriage returns; and no file may end its element. */
    private static String read(InputStream in) throws IOException {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        if (text.contains("</script") || text.contains("</style") || text.contains("<!--")) {
            throw new IllegalStateException("a file of the page would end the element that it is copied into");
        }
        return text;
    }
}
