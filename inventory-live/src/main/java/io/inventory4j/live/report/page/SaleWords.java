package io.inventory4j.live.report.page;

import io.inventory4j.Reason;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a live sale calls refusals, alerts, roles and operations, in both languages. Words of others stay as they are.
 */
final class SaleWords {
    private static final Pattern LEVEL = Pattern.compile("(low|risen) ([0-9]{1,2})%");
    private static final Pattern PACE = Pattern.compile("pace ([0-9]{1,4}) min");
    private static final Pattern OPERATION = Pattern.compile("([A-Z][A-Za-z]{1,30}): (\\w.*)");

    private SaleWords() {}

    static String reason(String name) {
        for (Reason reason : Reason.values()) {
            if (reason.name().equals(name)) {
                return words(reason);
            }
        }
        return HtmlText.foreign(name);
    }

    private static String words(Reason reason) {
        return switch (reason) {
            case OUT_OF_STOCK -> HtmlText.both("out of stock", "缺货");
            case LIMIT_REACHED -> HtmlText.both("limit reached", "超出限购");
            case NOT_OPEN -> HtmlText.both("not open", "未开售");
            case NOT_ALLOWED -> HtmlText.both("not allowed", "不允许");
            case UNKNOWN_LINE -> HtmlText.both("not sold here", "无此商品");
            case EXPIRED -> HtmlText.both("hold ran out", "预占超时");
            default -> HtmlText.foreign(reason.name());
        };
    }

    static String alert(String what) {
        Matcher pace = PACE.matcher(what);
        if (pace.matches()) {
            return HtmlText.both(
                    "sold out within " + pace.group(1) + " min at this pace", "按此速度 " + pace.group(1) + " 分钟内售罄");
        }
        Matcher level = LEVEL.matcher(what);
        if (level.matches()) {
            String percent = level.group(2);
            return level.group(1).equals("low")
                    ? HtmlText.both("low: " + percent + "% left", "库存低：剩 " + percent + "%")
                    : HtmlText.both("above " + percent + "% again", "回升至 " + percent + "% 以上");
        }
        return switch (what) {
            case "sold out" -> HtmlText.both(what, "售罄");
            case "back in stock" -> HtmlText.both(what, "恢复有货");
            default -> HtmlText.foreign(what);
        };
    }

    static String roles(String told) {
        return Arrays.stream(told.split(", ", -1))
                .map(role -> switch (role) {
                    case "host" -> HtmlText.both(role, "主播");
                    case "operations" -> HtmlText.both(role, "运营");
                    case "everybody" -> HtmlText.both(role, "所有人");
                    default -> HtmlText.foreign(role);
                })
                .collect(Collectors.joining(", "));
    }

    static String operation(String what) {
        Matcher parts = OPERATION.matcher(what);
        if (!parts.matches()) {
            return HtmlText.foreign(what);
        }
        String outcome = switch (parts.group(2)) {
            case "done" -> HtmlText.both("done", "已完成");
            case "under way" -> HtmlText.both("under way", "进行中");
            default -> reason(parts.group(2));
        };
        return switch (parts.group(1)) {
                    case "Freeze" -> HtmlText.both("stop selling", "暂停销售");
                    case "Thaw" -> HtmlText.both("sell again", "恢复销售");
                    case "TopUp" -> HtmlText.both("add stock", "追加库存");
                    case "Transfer" -> HtmlText.both("move to another channel", "渠道调拨");
                    case "ReleaseSafety" -> HtmlText.both("release safety stock", "释放安全库存");
                    case "Announce" -> HtmlText.both("announce stock", "预告到货");
                    case "SwitchToBackup" -> HtmlText.both("switch to the backup", "切换备用商品");
                    case "End" -> HtmlText.both("end the sale", "结束销售");
                    default -> HtmlText.foreign(parts.group(1));
                }
                + ": " + outcome;
    }
}
