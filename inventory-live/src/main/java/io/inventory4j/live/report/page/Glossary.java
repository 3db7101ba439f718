package io.inventory4j.live.report.page;

/** The words of the page that not everybody knows, at its end. */
final class Glossary {
    private static final String[][] WORDS = {
        {"available", "may be sold now", "可售", "现在可以销售的数量"},
        {
            "held",
            "kept for a buyer who has not paid yet; available again when his time runs out",
            "预占",
            "为尚未付款的买家保留；超时后恢复可售"
        },
        {"sold", "ordered and paid, less what was given back before it left", "售出", "已下单付款，扣除发货前退回的数量"},
        {"safety stock", "withheld from sale on purpose", "安全库存", "特意留出、不参与销售的数量"},
        {"under inspection", "came back, and nobody has checked it yet", "质检中", "已退回、尚未检验的数量"},
        {"remaining", "available, held, safety stock and under inspection", "结余", "可售、预占、安全库存与质检中之和"},
        {
            "journal, entry",
            "the list of all changes of stock, one entry each; # is an entry's number",
            "流水",
            "库存变动的逐条记录；# 后为流水编号"
        },
        {"ledger", "the stock as the store has it now", "账本", "存储中现有的库存"},
        {"books", "what this report has added up of the journal", "账面", "本报告由流水累计的数量"},
        {"platform", "where orders come from, and whose list was compared", "平台", "订单来源，其订单清单用于核对"},
        {"@", "stands before the location of a stock line, where there are several", "@", "后接库存所在位置（有多个位置时）"},
        {"units a minute", "sold, from the first sale to the last one", "件/分钟", "从首笔到末笔销售之间每分钟售出的数量"},
    };

    private Glossary() {}

    static String html() {
        StringBuilder html =
                new StringBuilder(HtmlText.heading("words", "Words on this page", "名词解释") + "<dl class=\"words\">\n");
        for (String[] word : WORDS) {
            html.append("<div><dt>")
                    .append(HtmlText.both(word[0], word[2]))
                    .append("</dt><dd>")
                    .append(HtmlText.both(word[1], word[3]))
                    .append("</dd></div>\n");
        }
        return html.append("</dl>\n").toString();
    }
}
