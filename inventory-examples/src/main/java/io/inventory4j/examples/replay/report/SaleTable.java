package io.inventory4j.examples.replay.report;

import io.inventory4j.examples.replay.audit.Findings;
import io.inventory4j.examples.replay.orders.Shown;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The result per article, and the last line of a run. */
public final class SaleTable {
    private static final int ON_SCREEN = 20;

    private final List<SkuRow> rows;

    /**
     * A table of all articles.
     *
     * @param rows one per article, in any order
     */
    public SaleTable(List<SkuRow> rows) {
        this.rows = rows.stream()
                .sorted(Comparator.comparingLong(SkuRow::sold).reversed().thenComparing(SkuRow::sku))
                .toList();
    }

    /**
     * One row for each article.
     *
     * @return most sold first
     */
    public List<SkuRow> rows() {
        return rows;
    }

    long total(ToLongFunction<SkuRow> of) {
        return rows.stream().mapToLong(of).sum();
    }

    /**
     * Prints the first rows.
     *
     * @param screen where to
     * @param whereTheRestIs said where there are more
     */
    public void print(Screen screen, String whereTheRestIs) {
        screen.line(SkuRow.MEANING);
        screen.line();
        screen.line(String.format(
                Locale.ROOT,
                "%-8s  %-30s %7s %8s %7s %7s %7s %9s %8s %9s  %s",
                "article",
                "name",
                "opening",
                "received",
                "sold",
                "refused",
                "expired",
                "cancelled",
                "returned",
                "remaining",
                "sold out at"));
        rows.stream().limit(ON_SCREEN).forEach(row -> screen.line(line(row)));
        if (rows.size() > ON_SCREEN) {
            screen.line(
                    String.format(Locale.ROOT, "… and %,d more articles %s", rows.size() - ON_SCREEN, whereTheRestIs));
        }
    }

    private static String line(SkuRow row) {
        Instant soldOut = row.soldOutAt();
        return String.format(
                Locale.ROOT,
                "%-8s  %-30s %,7d %,8d %,7d %,7d %,7d %,9d %,8d %,9d  %s",
                row.sku(),
                Shown.shortened(row.name(), 30),
                row.opening(),
                row.received(),
                row.sold(),
                row.refused(),
                row.expired(),
                row.cancelled(),
                row.returned(),
                row.remaining(),
                soldOut == null ? "-" : Screen.time(soldOut));
    }

    /**
     * The line that scripts read.
     *
     * @param orders how many the files have
     * @param findings of the audit
     * @return the sums over all articles, and what the audit has found
     */
    public String lastLine(int orders, Findings findings) {
        return String.format(
                Locale.ROOT,
                "orders=%d sold=%d refused=%d expired=%d returned=%d remaining=%d oversold=%d discrepancies=%d",
                orders,
                total(SkuRow::sold),
                total(SkuRow::refused),
                total(SkuRow::expired),
                total(SkuRow::returned),
                total(SkuRow::remaining),
                findings.oversold(),
                findings.discrepancies().size());
    }
}
