package io.inventory4j.live.report;

import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Function;

/** Says in a sentence what a discrepancy is, and in words what an entry did. */
final class Explanations {
    private Explanations() {}

    static String of(SaleDiscrepancy it, SaleLanguage language) {
        return language == SaleLanguage.ENGLISH ? english(it) : chinese(it);
    }

    static String of(EntryEvidence entry, SaleLanguage language) {
        String changes = entry.changes().isEmpty()
                ? language.pick("no units", "数量不变")
                : joined(entry.changes(), bucket -> bucket(bucket, language), language);
        return kind(entry.kind(), language) + language.pick(": ", "：") + changes;
    }

    private static String english(SaleDiscrepancy it) {
        long difference = it.found() - it.expected();
        return switch (it.kind()) {
            case JOURNAL_INCOMPLETE ->
                entries(it.found()) + " could not be read: the journal no longer keeps them. What they did is not in"
                        + " these books.";
            case VERSION_GAP ->
                "After version " + it.expected() + " the next entry, or the ledger, is at version " + it.found() + ": "
                        + (difference > 0 ? missing(difference) : "a change is there twice") + ". What differs: "
                        + figures(it, SaleLanguage.ENGLISH) + ".";
            case LEVEL_CHANGED ->
                "The level changed between two entries and nothing says why: " + figures(it, SaleLanguage.ENGLISH)
                        + ".";
            case IMPOSSIBLE_CHANGE ->
                "An entry moved units that this kind of entry cannot move: " + figures(it, SaleLanguage.ENGLISH)
                        + appeared(it.found(), SaleLanguage.ENGLISH) + ".";
            case BELOW_ZERO ->
                "More was promised than was there: available went down to " + minus(it.found()) + ", and ended at "
                        + minus(it.figures().getOrDefault("AVAILABLE", 0L)) + ".";
            case OVERSOLD ->
                it.found() + " units were sold, and only " + it.expected() + " were there: " + difference
                        + " too many.";
            case UNBALANCED ->
                "The closing equation is out by " + Math.abs(difference) + ": what was there and came is "
                        + it.expected() + ", what was sold, went and is left is " + it.found() + ".";
            case SETTLED_TWICE -> "One and the same step of the order was booked " + it.found() + " times.";
            case SHIPPED_TOO_MUCH ->
                it.found() + " units of the order were shipped, and " + it.expected() + " were sold.";
            case RETURNED_TOO_MUCH ->
                it.found() + " units of the order came back, and " + it.expected() + " were shipped.";
            case LEDGER_DIFFERS ->
                "The ledger has another level than its journal gives: " + figures(it, SaleLanguage.ENGLISH) + ".";
            case COUNT_DIFFERS ->
                "Counted " + it.found() + ", the books have " + it.expected() + ": " + Math.abs(difference)
                        + (difference < 0 ? " missing" : " too many") + hint(it, -difference, SaleLanguage.ENGLISH);
            case COUNT_UNKNOWN_LINE ->
                "Counted " + it.found()
                        + ". These books do not have this line, so there is nothing to compare it with.";
            case ORDER_ONLY_THERE ->
                "The platform has this order with " + units(it.expected()) + ". Nothing of it is sold here.";
            case ORDER_ONLY_HERE -> "Sold here: " + units(it.found()) + ". The platform does not have this order.";
            case ORDER_QUANTITY_DIFFERS ->
                "The platform has " + units(it.expected()) + " of this order. Sold here: " + it.found() + ".";
        };
    }

    private static String chinese(SaleDiscrepancy it) {
        long difference = it.found() - it.expected();
        return switch (it.kind()) {
            case JOURNAL_INCOMPLETE -> "有 " + it.found() + " 条流水已不再保留，无法读取，其变动未计入本账。";
            case VERSION_GAP ->
                "版本 " + it.expected() + " 之后，下一条流水（或账本）的版本是 " + it.found() + "："
                        + (difference > 0 ? "缺少 " + difference + " 次变动" : "有变动重复出现") + "。差异："
                        + figures(it, SaleLanguage.CHINESE) + "。";
            case LEVEL_CHANGED -> "两条流水之间库存发生变化，没有任何流水说明原因：" + figures(it, SaleLanguage.CHINESE) + "。";
            case IMPOSSIBLE_CHANGE ->
                "该类流水不应变动这些库存：" + figures(it, SaleLanguage.CHINESE) + appeared(it.found(), SaleLanguage.CHINESE) + "。";
            case BELOW_ZERO ->
                "承诺数量超过实有数量：可售最低为 " + minus(it.found()) + "，最终为 "
                        + minus(it.figures().getOrDefault("AVAILABLE", 0L)) + "。";
            case OVERSOLD -> "售出 " + it.found() + " 件，实有仅 " + it.expected() + " 件，超卖 " + difference + " 件。";
            case UNBALANCED ->
                "平衡等式相差 " + Math.abs(difference) + " 件：期初与转入共 " + it.expected() + "，售出、转出与结余共 " + it.found() + "。";
            case SETTLED_TWICE -> "该订单的同一笔处理被记录了 " + it.found() + " 次。";
            case SHIPPED_TOO_MUCH -> "该订单发货 " + it.found() + " 件，售出仅 " + it.expected() + " 件。";
            case RETURNED_TOO_MUCH -> "该订单退回 " + it.found() + " 件，发货仅 " + it.expected() + " 件。";
            case LEDGER_DIFFERS -> "账本库存与流水不符：" + figures(it, SaleLanguage.CHINESE) + "。";
            case COUNT_DIFFERS ->
                "盘点 " + it.found() + " 件，账面 " + it.expected() + " 件，" + (difference < 0 ? "盘亏 " : "盘盈 ")
                        + Math.abs(difference) + " 件" + hint(it, -difference, SaleLanguage.CHINESE);
            case COUNT_UNKNOWN_LINE -> "盘点 " + it.found() + " 件；本账没有此库存行，无从核对。";
            case ORDER_ONLY_THERE -> "平台有此订单，" + it.expected() + " 件；本方没有售出记录。";
            case ORDER_ONLY_HERE -> "本方售出 " + it.found() + " 件；平台没有此订单。";
            case ORDER_QUANTITY_DIFFERS -> "平台记录 " + it.expected() + " 件，本方售出 " + it.found() + " 件。";
        };
    }

    private static String units(long number) {
        return number + (number == 1 ? " unit" : " units");
    }

    private static String entries(long number) {
        return number + (number == 1 ? " journal entry" : " journal entries");
    }

    private static String missing(long changes) {
        return changes == 1 ? "1 change is missing" : changes + " changes are missing";
    }

    private static String hint(SaleDiscrepancy it, long missing, SaleLanguage language) {
        long unshipped = it.figures().getOrDefault("notYetShipped", 0L);
        if (missing > 0 && missing == unshipped) {
            return language.pick(
                    ". As many are sold and not reported as shipped: they may have left.", "；与已售未发货数量相同，可能已发货但未登记。");
        }
        return unshipped == 0
                ? language.pick(".", "。")
                : language.pick(
                        ". By the books, " + unshipped + " of them are sold and not yet shipped.",
                        "；其中已售未发货 " + unshipped + " 件。");
    }

    private static String appeared(long units, SaleLanguage language) {
        if (units == 0) {
            return "";
        }
        return units > 0
                ? language.pick("; " + units + " came from nowhere", "；凭空多出 " + units + " 件")
                : language.pick("; " + -units + " were lost", "；丢失 " + -units + " 件");
    }

    private static String figures(SaleDiscrepancy it, SaleLanguage language) {
        return it.figures().isEmpty()
                ? language.pick("no units, but the sale state, window or opening", "数量无差异，销售状态、时段或期初值不同")
                : joined(it.figures(), name -> bucket(name, language), language);
    }

    private static <K> String joined(Map<K, Long> changes, Function<K, String> name, SaleLanguage language) {
        StringJoiner text = new StringJoiner(language.pick(", ", "，"));
        changes.forEach((key, units) -> text.add(name.apply(key) + " " + signed(units)));
        return text.toString();
    }

    private static String minus(long units) {
        return Long.toString(units).replace('-', '\u2212');
    }

    private static String signed(long units) {
        return String.format(Locale.ROOT, "%+,d", units).replace('-', '\u2212');
    }

    private static String bucket(String name, SaleLanguage language) {
        for (Bucket bucket : Bucket.values()) {
            if (bucket.name().equals(name)) {
                return bucket(bucket, language);
            }
        }
        return name;
    }

    private static String bucket(Bucket bucket, SaleLanguage language) {
        return switch (bucket) {
            case AVAILABLE -> language.pick("available", "可售");
            case RESERVED -> language.pick("held", "预占");
            case COMMITTED -> language.pick("sold and not shipped", "已售未发");
            case SAFETY -> language.pick("safety stock", "安全库存");
            case QUALITY_CONTROL -> language.pick("under inspection", "质检中");
            case DAMAGED -> language.pick("damaged", "残次");
            case INCOMING -> language.pick("incoming", "在途");
            case OUTSIDE -> language.pick("outside", "外部");
        };
    }

    private static String kind(CommandKind kind, SaleLanguage language) {
        return switch (kind) {
            case RESERVE -> language.pick("held", "预占");
            case SELL -> language.pick("sold", "售出");
            case CONFIRM -> language.pick("paid", "付款");
            case RELEASE -> language.pick("hold released", "释放预占");
            case CANCEL -> language.pick("cancelled", "取消");
            case GIVE_BACK -> language.pick("given back", "退回");
            case SHIP -> language.pick("shipped", "发货");
            case RETURN -> language.pick("returned", "退货");
            case EXPIRE -> language.pick("hold ran out", "预占超时");
            case MOVE -> language.pick("moved", "移动");
            case SALE_STATE -> language.pick("sale opened or stopped", "销售状态变更");
        };
    }
}
