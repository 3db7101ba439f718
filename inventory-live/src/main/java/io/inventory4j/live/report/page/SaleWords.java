package io.inventory4j.live.report.page;

import io.inventory4j.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a live sale calls refusals, alerts, roles and operations, in both languages. Words of others stay as they are.
 */
final class SaleWords {
    private static final Pattern LEVEL = Pattern.compile("(low|risen) ([0-9]{1,2})%");
    private static final Pattern PACE = Pattern.compile("pace ([0-9]{1,4}) min");
    private static final Pattern OPERATION = Pattern.compile("([A-Z][A-Za-z]{1,30})(?:\\(([^)]{1,40})\\))?: (\\w.*)");

    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-[0-9:TZ-]{6,20}");
    private static final String REFUSED = "refused ";

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
            case OUT_OF_STOCK -> HtmlText.both("out of stock", "库存不足");
            case LIMIT_REACHED -> HtmlText.both("limit reached", "达到限购");
            case NOT_OPEN -> HtmlText.both("not on sale", "未在售卖");
            case NOT_ALLOWED -> HtmlText.both("not allowed", "不符合规则");
            case UNKNOWN_LINE -> HtmlText.both("not sold here", "无此商品");
            case EXPIRED -> HtmlText.both("hold ran out", "预占已过期");
            case INSUFFICIENT -> HtmlText.both("not enough units there", "数量不足");
            case OVERFLOW -> HtmlText.both("too many units", "数量超限");
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

    static String operation(String what, HtmlText text) {
        Matcher parts = OPERATION.matcher(what);
        if (!parts.matches()) {
            return HtmlText.foreign(what);
        }
        String outcome = outcome(parts.group(3));
        return switch (parts.group(1)) {
                    case "Freeze" -> HtmlText.both("freeze", "冻结");
                    case "Thaw" -> HtmlText.both("thaw", "解冻");
                    case "TopUp" -> HtmlText.both("top up", "补货");
                    case "Transfer" -> HtmlText.both("move to another channel", "调拨");
                    case "ReleaseSafety" -> HtmlText.both("release safety stock", "释放安全库存");
                    case "ChangeLimit" -> HtmlText.both("change a limit", "调整限购");
                    case "Announce" -> HtmlText.both("announce", "预告到货");
                    case "SwitchToBackup" -> HtmlText.both("switch to the backup", "切换备品");
                    case "End" -> HtmlText.both("end the sale", "结束售卖");
                    default -> HtmlText.foreign(parts.group(1));
                }
                + detail(parts.group(2), text) + ": " + outcome;
    }

    private static String outcome(String outcome) {
        return switch (outcome) {
            case "done" -> HtmlText.both("done", "已完成");
            case "under way" -> HtmlText.both("under way", "进行中");
            default ->
                outcome.startsWith(REFUSED)
                        ? HtmlText.both("refused, ", "被拒：") + reason(outcome.substring(REFUSED.length()))
                        : HtmlText.foreign(outcome);
        };
    }

    /** What becomes of holds, which limit, or when units are expected. */
    private static String detail(@Nullable String detail, HtmlText text) {
        if (detail == null) {
            return "";
        }
        return ", "
                + switch (detail) {
                    case "HONOUR" -> HtmlText.both("holds may be paid", "预占可付款");
                    case "STOP" -> HtmlText.both("holds may not be paid", "预占不可付款");
                    case "RELEASE" -> HtmlText.both("holds are given back", "释放预占");
                    case "PER_BUYER" -> HtmlText.both("units a buyer", "每人限购");
                    case "ORDER_MAXIMUM" -> HtmlText.both("units an order", "每单限购");
                    case "CHANNEL" -> HtmlText.both("units on a channel", "渠道上限");
                    case "CAP" -> HtmlText.both("units in the sale", "本场上限");
                    default -> INSTANT.matcher(detail).matches() ? time(detail, text) : HtmlText.foreign(detail);
                };
    }

    private static String time(String detail, HtmlText text) {
        try {
            return text.time(Instant.parse(detail));
        } catch (DateTimeException e) {
            return HtmlText.foreign(detail);
        }
    }
}
