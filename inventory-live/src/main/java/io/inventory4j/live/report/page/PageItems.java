package io.inventory4j.live.report.page;

import io.inventory4j.Reason;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.SaleReport;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the page calls items, and why an order for them was refused. */
final class PageItems {
    private final boolean located;
    private final Map<String, String> names;

    PageItems(SaleReport report) {
        located = report.lines().stream()
                        .map(line -> line.key().location())
                        .distinct()
                        .count()
                > 1;
        names = report.lines().stream()
                .collect(Collectors.toMap(line -> line.key().sku(), LineAccount::name, (one, same) -> one));
    }

    /** A line's name, and below it the SKU if that is another text, and the location unless there is only one. */
    String named(LineAccount line) {
        String location = located ? " @ " + HtmlText.foreign(line.key().location()) : "";
        return named(line.name(), line.key().sku(), location);
    }

    String named(@Nullable String sku) {
        return sku == null || sku.isEmpty() ? "" : named(names.getOrDefault(sku, sku), sku, "");
    }

    private static String named(String name, String sku, String location) {
        String below = (name.equals(sku) ? "" : HtmlText.foreign(sku)) + location;
        return HtmlText.foreign(name) + (below.isBlank() ? "" : "<small>" + below + "</small>");
    }

    /** The library's own reasons in words, and those of others as they are. */
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
}
