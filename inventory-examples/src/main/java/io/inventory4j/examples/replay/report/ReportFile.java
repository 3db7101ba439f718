package io.inventory4j.examples.replay.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of a report, and how it can be told from one that is not.
 *
 * @param name the file's
 * @param sign a text that stands at the beginning of it, within {@value #START} characters
 */
record ReportFile(String name, String sign) {
    /** How far is read to find the sign. */
    private static final int START = 1_000;

    /** Nothing else has it: the page allows its own script by a hash. */
    private static final String PAGE = "content=\"default-src 'none'; script-src 'sha256-";

    /** What the account of a live sale is written to, and its plan. */
    static final List<ReportFile> OF_THE_SALE = Stream.of(
                    sheet("closing.csv", "sku,location,name,kit,opening,"),
                    sheet("counts.csv", "sku,location,books,counted,"),
                    sheet("curves.csv", "sku,location,minute,minutes,"),
                    sheet("sold-out.csv", "sku,location,time,what"),
                    sheet("discrepancies.csv", "kind,sku,location,order,"),
                    sheet("pace.csv", "sku,planned,due,sold,"),
                    sheet("lost-demand.csv", "sku,reason,channel,minute,"),
                    sheet("limits.csv", "limit,sku,hits,units"),
                    sheet("alerts.csv", "time,sku,channel,alert,told,"),
                    sheet("operations.csv", "time,who,what,sku,channel,units,why"),
                    sheet("feed-delay.csv", "feed,messages,median_ms,"),
                    sheet(Report.PLAN, "SKU,name,spec,tier,"),
                    sheet(Report.PLAN_CHECK, "result,SKU,name,spec,"),
                    new ReportFile("report.json", "{\n  \"format\" : "),
                    new ReportFile("report.html", PAGE),
                    new ReportFile("report.zh.html", PAGE))
            .toList();

    private static ReportFile sheet(String name, String titles) {
        return new ReportFile(name, Report.BYTE_ORDER_MARK + titles);
    }

    /** Whether there is none, or one of an earlier report. */
    boolean mayBeReplacedIn(Path directory) throws IOException {
        Path file = directory.resolve(name);
        return Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
                || (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && hasSign(file));
    }

    private boolean hasSign(Path file) throws IOException {
        char[] start = new char[START];
        try (BufferedReader text =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int read = Math.max(0, text.read(start));
            return new String(start, 0, read).contains(sign);
        }
    }
}
