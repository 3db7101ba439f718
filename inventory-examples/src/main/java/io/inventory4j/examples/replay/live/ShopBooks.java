package io.inventory4j.examples.replay.live;

import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Discrepancy;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.report.ClosingTerms;
import io.inventory4j.live.report.PlatformOrder;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the replay knows of the sale by its own books, beside the ledger: the orders as a platform would list them, and
 * what a count would find.
 */
public final class ShopBooks {
    private static final List<Count> CAME =
            List.of(Count.OPENING, Count.RECEIVED, Count.ALLOTTED, Count.MOVED, Count.RETURNED, Count.RETURNED_EARLIER);

    private final SalePlan plan;
    private final Tally tally;
    private final List<PlatformOrder> orders;

    /**
     * The books of a sale that is over.
     *
     * @param plan its plan
     * @param tally what buyers and warehouse have counted
     * @param orders what was bought and not given back before shipment
     */
    public ShopBooks(SalePlan plan, Tally tally, List<PlatformOrder> orders) {
        this.plan = plan;
        this.tally = tally;
        this.orders = orders;
    }

    /**
     * Has a report compared with these books.
     *
     * @param report what the sale knows of itself
     * @param lines the lines where it sells
     * @return the report
     */
    public SaleReport compare(ReportBuilder report, Collection<StockLevel> lines) {
        Map<String, PlannedSku> bySku = plan.bySku();
        Map<StockKey, Long> counts = new HashMap<>();
        for (StockLevel level : lines) {
            StockKey key = level.key();
            PlannedSku line = bySku.get(key.sku());
            if (line != null && !line.isKit()) {
                counts.put(key, Math.max(0, onHand(key)));
            }
        }
        return report.counts(counts).platformOrders(orders).build();
    }

    /** What is there, sold and not yet shipped units too. */
    private long onHand(StockKey key) {
        return CAME.stream().mapToLong(count -> tally.of(key, count)).sum()
                - tally.of(key, Count.WRITTEN_OFF)
                - tally.of(key, Count.SHIPPED);
    }

    /**
     * What a report has found, for the audit.
     *
     * @param report any
     * @return its discrepancies, and each article of which the closing equation is not balanced
     */
    public static List<Discrepancy> discrepancies(SaleReport report) {
        List<Discrepancy> found = new ArrayList<>();
        report.discrepancies()
                .forEach(one -> found.add(new Discrepancy(
                        String.valueOf(one.key() != null ? one.key() : one.order()),
                        "the report: " + one,
                        Long.toString(one.expected()),
                        Long.toString(one.found()))));
        report.termsBySku().forEach((sku, terms) -> {
            if (terms.unexplained() != 0) {
                found.add(new Discrepancy(sku, "closing equation", "0", Long.toString(terms.unexplained())));
            }
        });
        return found;
    }

    /**
     * The closing equation of a report in one line.
     *
     * @param report any
     * @return the sums over all articles, and of how many it is balanced
     */
    public static String equation(SaleReport report) {
        Map<String, ClosingTerms> bySku = report.termsBySku();
        long balanced = bySku.values().stream()
                .filter(terms -> terms.unexplained() == 0)
                .count();
        ClosingTerms all = report.total();
        return String.format(
                Locale.ROOT,
                "Closing equation: opening %,d + received %,d + transferred in %,d + returned %,d = sold %,d"
                        + " + transferred out %,d + damaged %,d + remaining %,d; %s",
                all.opening(),
                all.received(),
                all.transferredIn(),
                all.returned(),
                all.sold(),
                all.transferredOut(),
                all.damaged(),
                all.remaining(),
                balanced == bySku.size()
                        ? String.format(Locale.ROOT, "it balances for all %,d SKUs.", balanced)
                        : String.format(
                                Locale.ROOT,
                                "IT DOES NOT BALANCE for %,d of %,d SKUs.",
                                bySku.size() - balanced,
                                bySku.size()));
    }
}
