package io.inventory4j.live.report.page;

import io.inventory4j.live.report.DiscrepancyKind;

/** What each kind of discrepancy is called, and what to do about it. */
enum KindWords {
    JOURNAL_INCOMPLETE(
            "Journal incomplete",
            "The store has thrown old entries away before these books read them. Keep the journal for longer than the"
                    + " sale, and compare with a count what is left.",
            "流水不完整",
            "存储在本账读取之前已清除旧流水。请让流水保留时间长于直播，并以盘点核对结余。"),
    VERSION_GAP(
            "Entry missing or there twice",
            "Each change of a stock line has the next number. For whoever runs the store: look for the entries between"
                    + " those that are named.",
            "流水缺失或重复",
            "库存行每次变动都有连续编号。请存储维护人员查找所列编号之间的流水。"),
    LEVEL_CHANGED(
            "Changed without an entry",
            "Somebody or something has changed the stock past the ledger. For whoever runs the store: find out who"
                    + " writes to it.",
            "无流水的变动",
            "有人或程序绕过账本改动了库存。请存储维护人员查明写入来源。"),
    IMPOSSIBLE_CHANGE(
            "Entry that cannot be right",
            "An entry of this kind never moves such units. For whoever runs the store: the entry was changed, or not"
                    + " written by the library.",
            "流水内容异常",
            "这类流水不会产生此种变动。请存储维护人员检查：流水被改动，或并非由本系统写入。"),
    BELOW_ZERO(
            "Promised more than there was",
            "Somebody waits for goods. If it ended below zero, bring units in, or refund the latest orders.",
            "承诺超出库存",
            "有买家在等货。若最终仍为负数，请补货，或为最近的订单退款。"),
    OVERSOLD(
            "Oversold",
            "Bring in as many units as are missing, or refund as many, the latest orders first.",
            "超卖",
            "请补足缺少的件数，或从最近的订单起退款。"),
    UNBALANCED(
            "The equation does not balance",
            "Units came or went that no entry explains. The other findings about this line say where.",
            "账不平",
            "有件数的增减没有流水可以说明。该库存行的其他差异指出了位置。"),
    SETTLED_TWICE(
            "Booked twice",
            "Check the parcel and the money of this order: one of them may have gone out twice.",
            "重复记账",
            "请核对该订单的包裹与款项，其中之一可能重复发出。"),
    SHIPPED_TOO_MUCH(
            "Shipped more than was sold",
            "Ask the warehouse what has left. Get back what was too much, or have it paid.",
            "超发",
            "请向仓库核实实际发出的件数，追回多发部分或补收货款。"),
    RETURNED_TOO_MUCH(
            "More came back than was shipped",
            "Count what came back. It may belong to another order.",
            "退货超量",
            "请清点退回的商品，可能属于其他订单。"),
    LEDGER_DIFFERS(
            "Ledger and journal differ",
            "The stock as it is now is not what its own history gives. For whoever runs the store: find out who writes"
                    + " to it past the ledger.",
            "账本与流水不符",
            "现有库存与其历史流水不一致。请存储维护人员查明是谁绕过账本写入。"),
    COUNT_DIFFERS(
            "Count differs",
            "Count again. Then look at the entries below and at parcels that left unreported. Then book the difference"
                    + " as a stocktake.",
            "盘点差异",
            "请先复盘；再核对下列流水及未登记的发货；最后以盘点单调整差异。"),
    COUNT_UNKNOWN_LINE(
            "Counted, and not in the books",
            "Is it a line of this sale? If so, look for its name or location under another spelling.",
            "盘点的库存行不在账内",
            "请确认是否属于本场；若是，请检查商品编码或位置的写法。"),
    ORDER_ONLY_THERE(
            "Order that only the platform has",
            "Its buyer has paid and gets nothing yet. Sell it here, or refund it there.",
            "仅平台有的订单",
            "买家已付款但不会收到货。请在本方补录售出，或在平台退款。"),
    ORDER_ONLY_HERE(
            "Order that the platform does not have",
            "Look for it at the platform. If it was cancelled there, give its units back here.",
            "平台没有的订单",
            "请在平台查找该订单；若已在平台取消，请在本方退回库存。"),
    ORDER_QUANTITY_DIFFERS(
            "Order of another quantity", "Agree on one quantity before it is shipped.", "订单数量不一致", "请在发货前与平台核定数量。");

    private final String english;
    private final String adviceInEnglish;
    private final String chinese;
    private final String adviceInChinese;

    KindWords(String english, String adviceInEnglish, String chinese, String adviceInChinese) {
        this.english = english;
        this.adviceInEnglish = adviceInEnglish;
        this.chinese = chinese;
        this.adviceInChinese = adviceInChinese;
    }

    static KindWords of(DiscrepancyKind kind) {
        return valueOf(kind.name());
    }

    String title() {
        return HtmlText.both(english, chinese);
    }

    String advice() {
        return HtmlText.both(adviceInEnglish, adviceInChinese);
    }
}
