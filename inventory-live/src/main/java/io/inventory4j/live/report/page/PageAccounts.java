package io.inventory4j.live.report.page;

import io.inventory4j.live.report.ClosingTerms;
import io.inventory4j.live.report.CountedLine;
import io.inventory4j.live.report.FeedDelay;
import io.inventory4j.live.report.LimitHit;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.LostDemandLine;
import io.inventory4j.live.report.OperationLine;
import io.inventory4j.live.report.RemainingUnits;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.report.SoldUnits;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The account: the equation in total and by line, counts, lost demand, limits, operations and delays. */
final class PageAccounts {
    private static final int MOST_ROWS = 2_000;

    /** Refused demand of one SKU, reason and channel, over all minutes. */
    private record Lost(String sku, String reason, String channel, long requests, long units) {}

    private final SaleReport report;
    private final HtmlText text;
    private final StringBuilder styles;
    private final PageItems items;

    PageAccounts(SaleReport report, HtmlText text, StringBuilder styles) {
        this.report = report;
        this.text = text;
        this.styles = styles;
        items = new PageItems(report);
    }

    private <T> String table(HtmlTable<T> table, List<T> rows, String englishIfEmpty, String chineseIfEmpty) {
        styles.append(table.labels());
        return table.html(rows, englishIfEmpty, chineseIfEmpty);
    }

    String statement() {
        ClosingTerms terms = report.total();
        RemainingUnits left = report.totalRemaining();
        SoldUnits units = report.totalUnits();
        StringBuilder html = new StringBuilder(HtmlText.heading("equation", "Closing equation", "期末平衡"));
        html.append(definitions())
                .append("<div class=\"statements\">\n<table class=\"statement\"><caption>")
                .append(HtmlText.both("Stock, in units", "库存（件）"))
                .append("</caption><tbody>\n");
        row(html, "", "Opening stock", "期初", terms.opening());
        row(html, "", "+ received", "+ 入库", terms.received());
        row(html, "", "+ transferred in", "+ 调入", terms.transferredIn());
        row(html, "", "+ returned", "+ 退货", terms.returned());
        long sum = terms.opening() + terms.received() + terms.transferredIn() + terms.returned();
        row(html, "sum", "To account for", "合计", sum);
        row(html, "", "Sold", "售出", terms.sold());
        row(html, "", "+ transferred out", "+ 调出", terms.transferredOut());
        row(html, "", "+ damaged or written off", "+ 残损与核销", terms.damaged());
        row(html, "", "+ remaining", "+ 结余", terms.remaining());
        row(html, "part", "available", "可售", left.available());
        row(html, "part", "held for buyers", "预占", left.held());
        row(html, "part", "safety stock", "安全库存", left.safety());
        row(html, "part", "under inspection", "质检中", left.underInspection());
        row(html, "sum", "Accounted for", "合计", sum - terms.unexplained());
        row(html, terms.unexplained() == 0 ? "good" : "bad", "Difference", "差额", terms.unexplained());
        html.append("</tbody></table>\n<table class=\"statement\"><caption>")
                .append(HtmlText.both("Orders, in units", "订单（件）"))
                .append("</caption><tbody>\n");
        row(html, "", "Ordered", "下单", units.ordered());
        row(html, "", "\u2212 refunded before shipment", "\u2212 发货前退款", units.refunded());
        row(html, "sum", "Sold", "售出", terms.sold());
        row(html, "", "+ sold before, not shipped", "+ 期初已售未发", units.unshippedAtOpening());
        row(html, "", "\u2212 shipped", "\u2212 已发货", units.shipped());
        row(html, "sum", "Not yet shipped", "未发货", units.notYetShipped());
        row(html, "gap", "Holds for buyers, in all", "累计预占", units.held());
        row(html, "part", "of these, given back by buyer or shop", "其中主动释放", units.released());
        row(html, "part", "of these, ran out", "其中超时释放", units.expired());
        row(html, "gap", "Damaged, on hand", "残次在库", left.damaged());
        row(html, "", "Expected, not there yet", "在途", left.incoming());
        return html.append("</tbody></table>\n</div>\n").toString();
    }

    private static void row(StringBuilder html, String style, String english, String chinese, long units) {
        html.append("<tr class=\"")
                .append(style)
                .append("\"><th scope=\"row\">")
                .append(HtmlText.both(english, chinese))
                .append("</th><td class=\"n\">")
                .append(HtmlText.number(units))
                .append("</td></tr>\n");
    }

    private String definitions() {
        StringBuilder html = new StringBuilder("<p class=\"note\">");
        sentence(
                html,
                "What was there and what came has to be what was sold, what went and what is left: then the difference"
                        + " is 0.",
                "期初与转入之和，应等于售出、转出与结余之和，此时差额为 0。");
        sentence(
                html,
                "Stock here is what may be sold and is not sold yet: available, held, safety stock and under"
                        + " inspection.",
                "此处库存指尚未售出、现在或以后可售的数量：可售、预占、安全库存与质检中。");
        sentence(
                html,
                "Units that a stocktake missed are in damaged or written off, units that it found are in received.",
                "盘亏计入残损与核销，盘盈计入入库。");
        sentence(
                html,
                "Stock elsewhere, such as the rest of the shop's, is not in these sums: what came from there was"
                        + " transferred in, and what went back was transferred out.",
                "其他库存（如店铺其余库存）不在此列：转来计入调入，退回计入调出。");
        if (report.lines().stream().anyMatch(LineAccount::kit)) {
            sentence(html, "Kits are not in these sums: their parts are.", "套装不计入合计，其组成商品已计入。");
        }
        return html.append("</p>\n").toString();
    }

    private static void sentence(StringBuilder html, String english, String chinese) {
        html.append(HtmlText.both(english, chinese)).append(' ');
    }

    String lines() {
        HtmlTable<LineAccount> table = new HtmlTable<LineAccount>("lines-table")
                .most(MOST_ROWS)
                .text("Item", "商品", items::named)
                .number("Opening", "期初", line -> line.terms().opening())
                .number("Received", "入库", line -> line.terms().received())
                .number("Transferred in", "调入", line -> line.terms().transferredIn())
                .number("Returned", "退货", line -> line.terms().returned())
                .number("Sold", "售出", line -> line.terms().sold())
                .number("Transferred out", "调出", line -> line.terms().transferredOut())
                .number("Damaged, written off", "残损与核销", line -> line.terms().damaged())
                .number("Remaining", "结余", line -> line.terms().remaining())
                .number("Difference", "差额", line -> line.terms().unexplained())
                .number("Not yet shipped", "未发货", line -> line.units().notYetShipped());
        List<LineAccount> sorted = report.lines().stream()
                .sorted(Comparator.comparingLong(
                                (LineAccount line) -> line.terms().sold())
                        .reversed())
                .toList();
        String search = sorted.isEmpty()
                ? ""
                : "<p class=\"pick\"><label>" + HtmlText.both("Find:", "查找：")
                        + " <input id=\"find\" type=\"search\" autocomplete=\"off\"></label></p>\n";
        return "<h3>" + HtmlText.both("By item, in units", "按商品（件）") + "</h3>\n" + search
                + table(table, sorted, "No stock lines.", "没有库存。") + counted();
    }

    private String counted() {
        String title = "<h3>" + HtmlText.both("Physical count, in units", "盘点（件）") + "</h3>\n";
        if (report.counted().isEmpty()) {
            String none = HtmlText.both("No physical count was given.", "未提供盘点。");
            return title + "<p class=\"empty\">" + none + "</p>\n";
        }
        List<CountedLine> differing = report.counted().stream()
                .filter(line -> line.books() != line.counted())
                .toList();
        HtmlTable<CountedLine> table = new HtmlTable<CountedLine>("counts-table")
                .most(MOST_ROWS)
                .text("Item", "商品", line -> items.inline(line.key().sku(), line.key()))
                .number("By the books", "账面", CountedLine::books)
                .number("Counted", "盘点", CountedLine::counted)
                .number("Difference", "差额", line -> line.counted() - line.books());
        return title
                + table(
                        table,
                        differing,
                        String.format(
                                Locale.ROOT,
                                "%,d lines were counted, and all agree.",
                                report.counted().size()),
                        String.format(
                                Locale.ROOT, "共盘点 %,d 行，全部相符。", report.counted().size()));
    }

    String lostDemand() {
        HtmlTable<Lost> table = new HtmlTable<Lost>("lost-table")
                .most(MOST_ROWS)
                .text("Item", "商品", lost -> items.named(lost.sku()))
                .text("Reason", "原因", lost -> SaleWords.reason(lost.reason()))
                .text("Channel", "渠道", lost -> HtmlText.channel(lost.channel()))
                .number("Orders refused", "拒绝订单（笔）", Lost::requests)
                .number("Units", "件数", Lost::units);
        HtmlTable<LimitHit> limits = new HtmlTable<LimitHit>("limits-table")
                .most(MOST_ROWS)
                .text("Limit", "限购", hit -> HtmlText.foreign(hit.limit()))
                .text("Item", "商品", hit -> items.named(hit.sku()))
                .number("Orders refused", "拒绝订单（笔）", LimitHit::hits)
                .number("Units", "件数", LimitHit::units);
        return HtmlText.heading("lost", "Lost demand", "未满足需求")
                + "<p class=\"note\">"
                + HtmlText.both(
                        "What buyers asked for and did not get. One buyer who tries twice counts twice.",
                        "买家想买而未买到的数量。同一买家重试会重复计数。")
                + "</p>\n"
                + table(table, lost(), "No order was refused.", "没有被拒绝的订单。")
                + "<h3>" + HtmlText.both("Limits hit", "触发限购") + "</h3>\n"
                + table(limits, report.limits(), "No limit refused an order.", "没有触发限购。");
    }

    private List<Lost> lost() {
        Map<List<String>, Lost> sums = new LinkedHashMap<>();
        for (LostDemandLine line : report.lostDemand()) {
            String channel = Objects.requireNonNullElse(line.channel(), "");
            sums.merge(
                    List.of(line.sku(), line.reason(), channel),
                    new Lost(line.sku(), line.reason(), channel, line.requests(), line.units()),
                    (one, more) -> new Lost(
                            one.sku, one.reason, one.channel, one.requests + more.requests, one.units + more.units));
        }
        return sums.values().stream()
                .sorted(Comparator.comparingLong(Lost::units)
                        .reversed()
                        .thenComparing(Lost::sku)
                        .thenComparing(Lost::reason)
                        .thenComparing(Lost::channel))
                .toList();
    }

    String operations() {
        HtmlTable<OperationLine> table = new HtmlTable<OperationLine>("operations-table")
                .most(MOST_ROWS)
                .text("Time", "时间", done -> text.time(done.at()))
                .text("Who", "操作人", done -> HtmlText.foreign(done.who()))
                .text("What", "操作", done -> SaleWords.operation(done.what(), text))
                .text("Item", "商品", done -> items.named(done.sku()))
                .text("Channel", "渠道", done -> HtmlText.channel(done.channel()))
                .figure("Units", "件数", done -> done.units() == null ? "\u2013" : HtmlText.number(done.units()))
                .text("Why", "原因", done -> HtmlText.foreign(done.why()));
        return HtmlText.heading("operations", "Operations", "操作记录")
                + table(table, report.operations(), "No operations.", "没有操作。");
    }

    String delays() {
        HtmlTable<FeedDelay> delays = new HtmlTable<FeedDelay>("delays-table")
                .text("Feed", "通道", delay -> HtmlText.foreign(delay.feed()))
                .number("Messages", "消息", FeedDelay::messages)
                .figure("Median, ms", "中位数（毫秒）", delay -> millis(delay.median()))
                .figure("99% within, ms", "99%（毫秒）", delay -> millis(delay.p99()))
                .figure("Longest, ms", "最长（毫秒）", delay -> millis(delay.longest()));
        return HtmlText.heading("delay", "How soon terminals knew", "终端获知变动的快慢")
                + "<p class=\"note\">"
                + HtmlText.both(
                        "From the moment a change is in the ledger"
                                + " until a terminal, such as the host's screen, has it.",
                        "从变动记入账本，到终端（如主播屏幕）收到为止。")
                + "</p>\n"
                + table(delays, report.feedDelays(), "Not measured.", "未测量。");
    }

    private static String millis(Duration delay) {
        return HtmlText.decimal(delay.toNanos() / 1e6);
    }
}
