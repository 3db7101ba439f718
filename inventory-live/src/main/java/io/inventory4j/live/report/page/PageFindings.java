package io.inventory4j.live.report.page;

import io.inventory4j.live.report.DiscrepancyKind;
import io.inventory4j.live.report.EntryEvidence;
import io.inventory4j.live.report.ReportChecks;
import io.inventory4j.live.report.SaleDiscrepancy;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.text.SaleLanguage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What does not agree, kind by kind, with what to do about it. */
final class PageFindings {
    private static final int MOST = 500;

    private final SaleReport report;
    private final HtmlText text;
    private final PageItems items;

    PageFindings(SaleReport report, HtmlText text) {
        this.report = report;
        this.text = text;
        items = new PageItems(report);
    }

    /** All of them, those that are not listed too. */
    static long count(SaleReport report) {
        return report.discrepancies().size() + report.unlisted();
    }

    /** Whether there was anything to compare the books with. */
    static boolean compared(SaleReport report) {
        ReportChecks checks = report.checks();
        return checks.levels() > 0 || checks.counts() > 0 || checks.platformOrders() >= 0;
    }

    String html() {
        StringBuilder html = new StringBuilder(HtmlText.heading("discrepancies", "Discrepancies", "差异"));
        html.append("<p class=\"note\">").append(checks()).append("</p>\n");
        if (count(report) == 0) {
            return html.append(nothing()).toString();
        }
        Map<DiscrepancyKind, List<SaleDiscrepancy>> byKind = new EnumMap<>(DiscrepancyKind.class);
        Map<DiscrepancyKind, Long> counts = new EnumMap<>(DiscrepancyKind.class);
        for (SaleDiscrepancy one : report.discrepancies()) {
            counts.merge(one.kind(), 1L, Long::sum);
        }
        report.discrepancies().stream()
                .limit(MOST)
                .forEach(one -> byKind.computeIfAbsent(one.kind(), none -> new ArrayList<>())
                        .add(one));
        byKind.forEach((kind, all) -> html.append(kind(kind, all, counts.getOrDefault(kind, 0L))));
        return html.append(more()).toString();
    }

    private String nothing() {
        return compared(report)
                ? "<p class=\"good\">" + HtmlText.both("No discrepancies.", "没有差异。") + "</p>\n"
                : "<p class=\"empty\">"
                        + HtmlText.both(
                                "No discrepancies within the books. They were compared with nothing else.",
                                "账内没有差异；未与其他数据核对。")
                        + "</p>\n";
    }

    private String more() {
        StringBuilder html = new StringBuilder();
        int more = report.discrepancies().size() - MOST;
        if (more > 0) {
            html.append(note(
                    String.format(Locale.ROOT, "%,d more are in the CSV files.", more),
                    String.format(Locale.ROOT, "其余 %,d 项见 CSV 文件。", more)));
        }
        if (report.unlisted() > 0) {
            html.append(note(
                    String.format(
                            Locale.ROOT,
                            "%,d more breaks in the entries of lines above were counted, and are not listed.",
                            report.unlisted()),
                    String.format(Locale.ROOT, "上述库存行的流水另有 %,d 处断开，仅计数、未列出。", report.unlisted())));
        }
        return html.toString();
    }

    private static String note(String english, String chinese) {
        return "<p class=\"note\">" + HtmlText.both(english, chinese) + "</p>\n";
    }

    /** What the books were compared with, in a sentence, and what not. */
    private String checks() {
        return HtmlText.both(
                checks(
                        SaleLanguage.ENGLISH,
                        "Journal entries read: %,d.",
                        " Lines compared: %s.",
                        " Not given, so not" + " compared: %s."),
                checks(SaleLanguage.CHINESE, "读取流水 %,d 条。", "已核对：%s。", "未提供、未核对：%s。"));
    }

    private String checks(SaleLanguage language, String read, String compared, String missing) {
        ReportChecks checks = report.checks();
        StringJoiner there = new StringJoiner(language.pick(", ", "，"));
        StringJoiner not = new StringJoiner(language.pick(", ", "，"));
        check(checks.levels(), checks.levels() > 0, language.pick("the ledger", "账本"), language, there, not);
        check(checks.counts(), checks.counts() > 0, language.pick("a physical count", "盘点"), language, there, not);
        String orders = language.pick("a platform's orders", "平台订单");
        check(checks.platformOrders(), checks.platformOrders() >= 0, orders, language, there, not);
        return String.format(Locale.ROOT, read, checks.entries())
                + (there.length() == 0 ? "" : String.format(Locale.ROOT, compared, there))
                + (not.length() == 0 ? "" : String.format(Locale.ROOT, missing, not));
    }

    private static void check(
            long lines, boolean given, String what, SaleLanguage language, StringJoiner there, StringJoiner not) {
        if (given) {
            there.add(String.format(Locale.ROOT, language.pick("%1$,d of %2$s", "%2$s %1$,d 行"), lines, what));
        } else {
            not.add(what);
        }
    }

    private String kind(DiscrepancyKind kind, List<SaleDiscrepancy> all, long count) {
        KindWords words = KindWords.of(kind);
        StringBuilder html = new StringBuilder("<h3 class=\"bad\">");
        html.append(words.title()).append(count == 1 ? "" : " (" + HtmlText.number(count) + ")");
        html.append("</h3>\n<p class=\"note\">").append(words.advice()).append("</p>\n<ul class=\"findings\">\n");
        all.forEach(one -> html.append(finding(one)));
        return html.append("</ul>\n").toString();
    }

    private String finding(SaleDiscrepancy one) {
        StringJoiner subject = new StringJoiner(" \u00B7 ");
        if (one.order() != null) {
            subject.add(HtmlText.both("order", "订单") + " " + HtmlText.foreign(one.order()));
        }
        if (one.sku() != null) {
            subject.add(items.inline(one.sku(), one.key()));
        }
        StringBuilder html = new StringBuilder("<li><p class=\"what\">");
        if (subject.length() > 0) {
            html.append("<b>").append(subject).append("</b> ");
        }
        html.append(HtmlText.both(one.explanation(SaleLanguage.ENGLISH), one.explanation(SaleLanguage.CHINESE)))
                .append("</p>\n");
        if (!one.entries().isEmpty()) {
            html.append("<ul class=\"entries\">\n");
            one.entries().forEach(entry -> html.append(evidence(entry)));
            html.append("</ul>\n");
        }
        return html.append("</li>\n").toString();
    }

    private String evidence(EntryEvidence entry) {
        String reason = entry.reason() == null ? "" : " \u201C" + HtmlText.foreign(entry.reason()) + "\u201D";
        return "<li><span class=\"t\">#" + entry.sequence() + " " + text.time(entry.at()) + "</span> "
                + HtmlText.foreign(entry.command()) + reason + " "
                + HtmlText.both(entry.explanation(SaleLanguage.ENGLISH), entry.explanation(SaleLanguage.CHINESE))
                + "</li>\n";
    }
}
