package io.inventory4j.live.report.page;

import io.inventory4j.live.report.CountedLine;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.stock.StockKey;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the page calls items. */
final class PageItems {
    private final boolean located;
    private final Map<String, String> names;

    PageItems(SaleReport report) {
        located = Stream.concat(
                                report.lines().stream().map(LineAccount::key),
                                report.counted().stream().map(CountedLine::key))
                        .map(StockKey::location)
                        .distinct()
                        .count()
                > 1;
        names = report.lines().stream()
                .collect(Collectors.toMap(line -> line.key().sku(), LineAccount::name, (one, same) -> one));
    }

    /** A line's name, and below it the SKU if that is another text, and the location unless there is only one. */
    String named(LineAccount line) {
        String location = located ? " @ " + HtmlText.foreign(line.key().location()) : "";
        String kit = line.kit() ? " " + HtmlText.both("(kit)", "（套装）") : "";
        return named(line.name(), line.key().sku(), location + kit);
    }

    String named(@Nullable String sku) {
        return sku == null || sku.isEmpty() ? "" : named(names.getOrDefault(sku, sku), sku, "");
    }

    /** The same in one line; with the location if a line is meant, and there are several locations. */
    String inline(String sku, @Nullable StockKey line) {
        String name = names.getOrDefault(sku, sku);
        return HtmlText.foreign(name)
                + (name.equals(sku) ? "" : " (" + HtmlText.foreign(sku) + ")")
                + (line != null && located ? " @ " + HtmlText.foreign(line.location()) : "");
    }

    private static String named(String name, String sku, String location) {
        String below = (name.equals(sku) ? "" : HtmlText.foreign(sku)) + location;
        return HtmlText.foreign(name) + (below.isBlank() ? "" : "<small>" + below + "</small>");
    }
}
