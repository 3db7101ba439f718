package io.inventory4j.live.report.page;

import io.inventory4j.live.report.AlertLine;
import io.inventory4j.live.report.ClosingTerms;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.PlanPace;
import io.inventory4j.live.report.SaleReport;
import java.util.Comparator;
import java.util.List;

/** What happened in the sale: stock over time, sell-outs, alerts, best and slow sellers. */
final class PageSections {
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

    private <T> String table(HtmlTable<T> table, List<T> rows, String englishIfEmpty, String chineseIfEmpty) {
        styles.append(table.labels());
        return table.html(rows, englishIfEmpty, chineseIfEmpty);
    }

    String curves() {
        StringBuilder html = new StringBuilder(HtmlText.heading("curves", "Stock over time", "库存走势"));
        if (ChartData.charted(report).isEmpty()) {
            return html.append("<p class=\"empty\">")
                    .append(HtmlText.both("Nothing changed.", "没有变动。"))
                    .append("</p>\n")
                    .toString();
        }
        return html.append("<p class=\"note\">")
                .append(HtmlText.both(
                        "The blue line is what is available, the dashed one what was sold, in units.",
                        "蓝线为可售件数，虚线为已售件数。"))
                .append(' ')
                .append(HtmlText.both(
                        "A red mark is the moment something sold out, a green one when it came back.",
                        "红色标记为售罄时刻，绿色为恢复有货。"))
                .append(' ')
                .append(HtmlText.both("Times are " + text.zone() + ".", "时间均为 " + text.zone() + "。"))
                .append("</p>\n<figure><figcaption>")
                .append(HtmlText.both("All goods, units", "全部商品（件）"))
                .append("</figcaption><div class=\"chart\" id=\"total\"></div></figure>\n")
                .append("<div class=\"charts\" id=\"best\"></div>\n<p class=\"pick\"><label>")
                .append(HtmlText.both("Another item:", "选择商品："))
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
                .number("How often", "售罄次数", line -> times(line, true))
                .number("Came back, times", "恢复次数", line -> times(line, false))
                .number("Sold, units", "售出（件）", line -> line.terms().sold())
                .figure("Units a minute", "件/分钟", line -> HtmlText.decimal(line.unitsPerMinute()));
        String heading = HtmlText.heading("sold-out", "Sold out", "售罄");
        return heading + table(table, lines, "Nothing sold out.", "没有商品售罄。");
    }

    private static long times(LineAccount line, boolean soldOut) {
        return line.marks().stream().filter(mark -> mark.soldOut() == soldOut).count();
    }

    String alerts() {
        HtmlTable<AlertLine> table = new HtmlTable<AlertLine>("alerts-table")
                .most(MOST_ROWS)
                .text("Time", "时间", alert -> text.time(alert.at()))
                .text("Item", "商品", alert -> items.named(alert.sku()))
                .text("Channel", "渠道", alert -> HtmlText.channel(alert.channel()))
                .text("Alert", "预警", alert -> SaleWords.alert(alert.what()))
                .text("Who was told", "通知对象", alert -> SaleWords.roles(alert.told()))
                .text("Who saw to it", "处理人", this::acknowledged);
        return HtmlText.heading("alerts", "Alerts", "预警") + table(table, report.alerts(), "No alerts.", "没有预警。");
    }

    private String acknowledged(AlertLine alert) {
        if (alert.acknowledgedBy() == null || alert.acknowledgedAt() == null) {
            return "<span class=\"bad\">" + HtmlText.both("nobody", "无人处理") + "</span>";
        }
        return HtmlText.foreign(alert.acknowledgedBy()) + ", " + text.time(alert.acknowledgedAt());
    }

    String sellers() {
        StringBuilder html = new StringBuilder(HtmlText.heading("sellers", "Best and slow sellers", "畅销与滞销"));
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
            html.append("<p class=\"note\">")
                    .append(HtmlText.both(
                            "Planned by then is the part of the plan for the time that had passed, or until the item"
                                    + " sold out.",
                            "截至应售：按已过时间（售罄者算到售罄时）折算的计划件数。"))
                    .append(' ')
                    .append(HtmlText.both(
                            "Hot is 1.2 times that and more, cold is 0.8 times and less.",
                            "达到其 1.2 倍及以上为热销，0.8 倍及以下为冷门。"))
                    .append("</p>\n");
            html.append(table(plan(), report.paces(), "", ""));
        }
        html.append("<h3>").append(HtmlText.both("Best sellers", "畅销")).append("</h3>\n");
        List<LineAccount> best = report.lines().stream()
                .filter(line -> line.terms().sold() > 0)
                .sorted(Comparator.comparingLong(line -> -line.terms().sold()))
                .limit(SELLERS)
                .toList();
        html.append(table(sellers("best-table", true), best, "", ""));
        html.append("<h3>").append(HtmlText.both("Slow sellers", "滞销")).append("</h3>\n");
        List<LineAccount> slow = report.lines().stream()
                .filter(line -> notSold(line) > 0 && share(line) < 0.5)
                .sorted(Comparator.comparingDouble(PageSections::share).thenComparing(line -> -notSold(line)))
                .limit(SELLERS)
                .toList();
        return html.append(table(
                        sellers("slow-table", false),
                        slow,
                        "Nothing that is left sold less than half.",
                        "没有售出不足一半的商品。"))
                .toString();
    }

    /** Units that the line was given to sell; what went back in the end is still in it. */
    private static long given(LineAccount line) {
        ClosingTerms terms = line.terms();
        return terms.opening() + terms.received() + terms.transferredIn() + terms.returned() - terms.damaged();
    }

    private static long notSold(LineAccount line) {
        return Math.max(0, given(line) - line.terms().sold());
    }

    private static double share(LineAccount line) {
        return (double) line.terms().sold() / Math.max(1, given(line));
    }

    private HtmlTable<LineAccount> sellers(String id, boolean paced) {
        HtmlTable<LineAccount> table = new HtmlTable<LineAccount>(id)
                .text("Item", "商品", items::named)
                .number("Sold, units", "售出（件）", line -> line.terms().sold())
                .figure("Share sold", "售出比例", line -> HtmlText.percent(share(line)))
                .number("Not sold, units", "未售出（件）", PageSections::notSold)
                .figure(
                        "Sold out at",
                        "售罄时间",
                        line -> line.soldOutAt().map(text::time).orElse("\u2013"));
        // A few units within a minute are no pace, so slow sellers have none.
        return paced ? table.figure("Units a minute", "件/分钟", line -> HtmlText.decimal(line.unitsPerMinute())) : table;
    }

    private HtmlTable<PlanPace> plan() {
        return new HtmlTable<PlanPace>("plan-table")
                .most(MOST_ROWS)
                .text("Item", "商品", pace -> items.named(pace.sku()))
                .number("Planned, units", "计划（件）", PlanPace::planned)
                .figure("Planned by then", "截至应售（件）", pace -> HtmlText.decimal(pace.due()))
                .number("Sold, units", "售出（件）", PlanPace::sold)
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
