package io.inventory4j.live.report.page;

import io.inventory4j.live.report.AlertLine;
import io.inventory4j.live.report.EntryEvidence;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.PlanPace;
import io.inventory4j.live.report.ReportChecks;
import io.inventory4j.live.report.SaleDiscrepancy;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.text.SaleLanguage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToLongFunction;

/** What happened in the sale: discrepancies, stock over time, sell-outs, alerts, best and slow sellers. */
final class PageSections {
    private static final int MOST_DISCREPANCIES = 500;
    private static final int MOST_ROWS = 1_000;
    private static final int SELLERS = 10;

    private final SaleReport report;
    private final HtmlText text;
    private final StringBuilder styles;
    private final PageItems items;

    PageSections(SaleReport report, HtmlText text, StringBuilder styles) {
        this.report = report;
        this.text = text;
        this.styles = styles;
        items = new PageItems(report);
    }

    static String heading(String id, String english, String chinese) {
        return "<h2 id=\"" + id + "\">" + HtmlText.both(english, chinese) + "</h2>\n";
    }

    private <T> String table(HtmlTable<T> table, List<T> rows, String englishIfEmpty, String chineseIfEmpty) {
        styles.append(table.labels());
        return table.html(rows, englishIfEmpty, chineseIfEmpty);
    }

    String discrepancies() {
        StringBuilder html = new StringBuilder(heading("discrepancies", "Discrepancies", "差异"));
        html.append("<p class=\"note\">").append(compared()).append("</p>\n");
        if (report.discrepancies().isEmpty()) {
            return html.append("<p class=\"good\">")
                    .append(HtmlText.both("No discrepancies.", "没有差异。"))
                    .append("</p>\n")
                    .toString();
        }
        html.append("<ol class=\"findings\">\n");
        report.discrepancies().stream().limit(MOST_DISCREPANCIES).forEach(one -> html.append(finding(one)));
        html.append("</ol>\n");
        long more = report.unlisted() + Math.max(0, report.discrepancies().size() - MOST_DISCREPANCIES);
        if (more > 0) {
            html.append("<p class=\"note\">")
                    .append(HtmlText.both(more + " more are not shown here.", "另有 " + more + " 项未显示。"))
                    .append("</p>\n");
        }
        return html.toString();
    }

    private String compared() {
        ReportChecks checks = report.checks();
        List<String> english = new ArrayList<>();
        List<String> chinese = new ArrayList<>();
        english.add(String.format(Locale.ROOT, "%,d journal entries", checks.entries()));
        chinese.add(String.format(Locale.ROOT, "流水 %,d 条", checks.entries()));
        compared(english, chinese, checks.levels(), "%,d levels of the ledger", "账本库存 %,d 行", "账本库存", "the ledger");
        compared(english, chinese, checks.counts(), "%,d counted lines", "盘点 %,d 行", "盘点", "a count");
        compared(
                english,
                chinese,
                checks.platformOrders() + 1,
                "%,d lines of the platform's orders",
                "平台订单 %,d 行",
                "平台订单",
                "a platform's orders");
        return HtmlText.both(
                "Compared: " + String.join(", ", english) + ".", "核对内容：" + String.join("，", chinese) + "。");
    }

    private static void compared(
            List<String> english,
            List<String> chinese,
            long number,
            String some,
            String someChinese,
            String noneChinese,
            String none) {
        long shown = some.contains("platform") ? number - 1 : number;
        english.add(number > 0 ? String.format(Locale.ROOT, some, shown) : "not " + none);
        chinese.add(number > 0 ? String.format(Locale.ROOT, someChinese, shown) : "未核对" + noneChinese);
    }

    private String finding(SaleDiscrepancy one) {
        StringBuilder html = new StringBuilder("<li><p class=\"what\">");
        StringJoiner subject = new StringJoiner(" \u00B7 ");
        if (one.order() != null) {
            subject.add(HtmlText.both("order", "订单") + " " + HtmlText.foreign(one.order()));
        }
        if (one.key() != null) {
            subject.add(HtmlText.foreign(one.key().toString()));
        } else if (one.sku() != null) {
            subject.add(HtmlText.foreign(one.sku()));
        }
        html.append("<b>")
                .append(subject.length() == 0 ? HtmlText.both("journal", "流水") : subject)
                .append("</b> ");
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

    String curves() {
        StringBuilder html = new StringBuilder(heading("curves", "Stock over time", "库存走势"));
        if (ChartData.charted(report).isEmpty()) {
            return html.append("<p class=\"empty\">")
                    .append(HtmlText.both("Nothing changed.", "没有变动。"))
                    .append("</p>\n")
                    .toString();
        }
        return html.append("<p class=\"note\">")
                .append(HtmlText.both(
                        "Units available and units sold; a red mark is the moment something sold out, a green one when"
                                + " it came back. Times are " + text.zone() + ".",
                        "可售数量与已售数量（件）；红色标记为售罄时刻，绿色为恢复有货。时区：" + text.zone() + "。"))
                .append("</p>\n<figure><figcaption>")
                .append(HtmlText.both("All goods", "全部商品"))
                .append("</figcaption><div class=\"chart\" id=\"total\"></div></figure>\n")
                .append("<div class=\"charts\" id=\"best\"></div>\n<p class=\"pick\"><label>")
                .append(HtmlText.both("Another line:", "选择商品："))
                .append(" <select id=\"pick\"></select></label></p>\n")
                .append("<div class=\"chart\" id=\"picked\"></div>\n")
                .append("<noscript><p class=\"empty\">")
                .append(HtmlText.both("Charts need scripts to be allowed.", "图表需要允许脚本。"))
                .append("</p></noscript>\n")
                .toString();
    }

    String soldOut() {
        List<LineAccount> lines = report.lines().stream()
                .filter(line -> line.soldOutAt().isPresent())
                .sorted(Comparator.comparing(line -> line.soldOutAt().orElseThrow()))
                .toList();
        HtmlTable<LineAccount> table = new HtmlTable<LineAccount>("sold-out-table")
                .most(MOST_ROWS)
                .text("Item", "商品", items::named)
                .figure(
                        "Sold out at",
                        "售罄时间",
                        line -> text.time(line.soldOutAt().orElseThrow()))
                .number("Times", "次数", line -> times(line, true))
                .number("Came back", "恢复有货", line -> times(line, false))
                .number("Sold", "售出", line -> line.terms().sold())
                .figure("Units a minute", "件/分钟", line -> HtmlText.decimal(line.unitsPerMinute()));
        return heading("sold-out", "Sold out", "售罄") + table(table, lines, "Nothing sold out.", "没有商品售罄。");
    }

    private static long times(LineAccount line, boolean soldOut) {
        return line.marks().stream().filter(mark -> mark.soldOut() == soldOut).count();
    }

    String alerts() {
        HtmlTable<AlertLine> table = new HtmlTable<AlertLine>("alerts-table")
                .most(MOST_ROWS)
                .text("Time", "时间", alert -> text.time(alert.at()))
                .text("Item", "商品", alert -> items.named(alert.sku()))
                .text("Alert", "告警", alert -> HtmlText.foreign(alert.what()))
                .text("Told", "通知", alert -> HtmlText.foreign(alert.told()))
                .text("Acknowledged", "确认", this::acknowledged);
        return heading("alerts", "Alerts", "告警") + table(table, report.alerts(), "No alerts.", "没有告警。");
    }

    private String acknowledged(AlertLine alert) {
        if (alert.acknowledgedBy() == null || alert.acknowledgedAt() == null) {
            return "<span class=\"bad\">" + HtmlText.both("by nobody", "无人确认") + "</span>";
        }
        return HtmlText.foreign(alert.acknowledgedBy()) + ", " + text.time(alert.acknowledgedAt());
    }

    String sellers() {
        StringBuilder html = new StringBuilder(heading("sellers", "Best and slow sellers", "畅销与滞销"));
        if (report.totalUnits().ordered() == 0) {
            return html.append("<p class=\"empty\">")
                    .append(HtmlText.both("Nothing was sold.", "没有售出。"))
                    .append("</p>\n")
                    .toString();
        }
        if (!report.paces().isEmpty()) {
            html.append("<h3>")
                    .append(HtmlText.both("Against the plan", "对照计划"))
                    .append("</h3>\n");
            html.append(table(plan(), report.paces(), "", ""));
        }
        html.append("<h3>").append(HtmlText.both("Best sellers", "畅销")).append("</h3>\n");
        html.append(table(sellers("best-table"), top(line -> -line.terms().sold()), "", ""));
        html.append("<h3>").append(HtmlText.both("Slow sellers", "滞销")).append("</h3>\n");
        List<LineAccount> slow = top(line -> Math.round(share(line) * 1_000_000)).stream()
                .filter(line -> line.remaining().available() > 0 && share(line) < 0.5)
                .toList();
        return html.append(
                        table(sellers("slow-table"), slow, "Nothing that is left sold less than half.", "没有售出不足一半的商品。"))
                .toString();
    }

    private List<LineAccount> top(ToLongFunction<LineAccount> order) {
        return report.lines().stream()
                .filter(line -> there(line) > 0)
                .sorted(Comparator.comparingLong(order).thenComparing(line -> -there(line)))
                .limit(SELLERS)
                .toList();
    }

    private static long there(LineAccount line) {
        return line.terms().sold() + line.terms().remaining();
    }

    private static double share(LineAccount line) {
        return (double) line.terms().sold() / Math.max(1, there(line));
    }

    private HtmlTable<LineAccount> sellers(String id) {
        return new HtmlTable<LineAccount>(id)
                .text("Item", "商品", items::named)
                .number("Sold", "售出", line -> line.terms().sold())
                .figure("Of what was there", "售出比例", line -> HtmlText.percent(share(line)))
                .number("Available", "可售", line -> line.remaining().available())
                .figure("Units a minute", "件/分钟", line -> HtmlText.decimal(line.unitsPerMinute()))
                .figure(
                        "Sold out at",
                        "售罄时间",
                        line -> line.soldOutAt().map(text::time).orElse("\u2013"));
    }

    private HtmlTable<PlanPace> plan() {
        return new HtmlTable<PlanPace>("plan-table")
                .most(MOST_ROWS)
                .text("Item", "商品", pace -> items.named(pace.sku()))
                .number("Planned", "计划", PlanPace::planned)
                .figure("Due by then", "应售", pace -> HtmlText.decimal(pace.due()))
                .number("Sold", "售出", PlanPace::sold)
                .text("Verdict", "结论", PageSections::verdict);
    }

    private static String verdict(PlanPace pace) {
        return switch (pace.verdict()) {
            case HOT -> "<b class=\"hot\">" + HtmlText.both("hot", "热销") + "</b>";
            case COLD -> "<b class=\"cold\">" + HtmlText.both("cold", "冷门") + "</b>";
            case AS_PLANNED -> HtmlText.both("as planned", "符合计划");
            case NOT_BEGUN -> HtmlText.both("not begun", "未开始");
        };
    }
}
