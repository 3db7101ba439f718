package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Discrepancy;
import io.inventory4j.examples.replay.audit.Findings;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.live.ShopBooks;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.report.EarlierReturn;
import io.inventory4j.examples.replay.report.Report;
import io.inventory4j.examples.replay.report.SaleTable;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.plan.PlanCheck;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.report.SaleReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a sale went.
 *
 * @param earlierReturns what came back without a sale in these files
 * @param entries how many journal entries the audit has read
 * @param alerts how many alerts have fired
 * @param plan what was sold
 * @param operations what was done while it was sold
 * @param report the account of the live sale
 * @param check the plan beside the stock before the opening; null without a report, and for a sale that went on
 */
record SaleResult(
        SaleTable table,
        Findings findings,
        List<EarlierReturn> earlierReturns,
        Tally tally,
        long entries,
        int alerts,
        SalePlan plan,
        List<SaleOperation> operations,
        SaleReport report,
        @Nullable PlanCheck check) {
    private static final int RETURNS_ON_SCREEN = 5;

    /** The same with what else was found to disagree. */
    SaleResult and(List<Discrepancy> more) {
        return new SaleResult(
                table, findings.and(more), earlierReturns, tally, entries, alerts, plan, operations, report, check);
    }

    void print(OrderBook book, @Nullable Path directory, Screen screen) {
        screen.line();
        course(screen);
        refusals(screen);
        earlier(directory, screen);
        screen.line();
        table.print(
                screen, directory == null ? "(--report DIR writes them all)" : "in " + directory.resolve(Report.SKUS));
        screen.line();
        screen.line(ShopBooks.equation(report));
        findings.discrepancies().forEach(discrepancy -> screen.line(discrepancy.toString()));
        screen.line(format(
                "Audited %,d journal entries and %,d alerts against the buyers' own tallies: %s",
                entries, alerts, findings.clean() ? "all books agree." : "THE BOOKS DO NOT AGREE."));
        screen.line(table.lastLine(book.orders(), findings));
    }

    private void course(Screen screen) {
        screen.line(format(
                "Carts: %,d held in full, %,d in part, %,d refused.",
                tally.times("carts held in full"), tally.times("carts held in part"), tally.times("carts refused")));
        screen.line(format(
                "Late payments: %,d took their units again, %,d to refund, %,d before the hold was swept.",
                tally.times(Order.REACQUIRED), tally.times(Order.REFUNDED), tally.times(Order.IN_TIME)));
        kits(screen);
        team(screen);
        long absent = tally.times("missing units that were not on the shelf");
        if (absent > 0) {
            screen.line(format(
                    "Stock corrections: %,d units written off; %,d more were missing that were not on the shelf here.",
                    tally.total(Count.WRITTEN_OFF), absent));
        }
    }

    private void kits(Screen screen) {
        for (PlannedSku kit : plan.lines()) {
            if (kit.isKit()) {
                screen.line(format(
                        "%s: %,d of %,d sold%s.",
                        kit.name().isEmpty() ? kit.sku() : kit.name(),
                        tally.sold(kit.sku()),
                        kit.allotment(),
                        kit.gifts().keySet().stream()
                                .map(gift -> format("; %,d of %s given with kits", tally.of(gift, Count.GIVEN), gift))
                                .collect(Collectors.joining())));
            }
        }
    }

    private void team(Screen screen) {
        Map<String, Long> done = operations.stream()
                .filter(SaleOperation::done)
                .collect(Collectors.groupingBy(
                        operation -> operation.action().getClass().getSimpleName(),
                        TreeMap::new,
                        Collectors.counting()));
        String what = done.entrySet().stream()
                .map(action -> action.getKey() + " " + action.getValue())
                .collect(Collectors.joining(", "));
        long seen = report.alerts().stream()
                .filter(alert -> alert.acknowledgedBy() != null)
                .count();
        screen.line(format(
                "Operations: %s. Alerts of the live sale: %,d, of which %,d acknowledged.",
                what, report.alerts().size(), seen));
        screen.line(format(
                "Taken in the place of what was sold out: %,d units.",
                tally.times("units taken in the place of others")));
    }

    private void refusals(Screen screen) {
        long asked = tally.total(Count.ASKED);
        for (Map.Entry<String, Long> why : tally.refusedBecause().entrySet()) {
            screen.line(format(
                    "Refused: %,d of %,d units asked for (%.1f%%), %s.",
                    why.getValue(), asked, 100.0 * why.getValue() / asked, why.getKey()));
        }
    }

    private void earlier(@Nullable Path directory, Screen screen) {
        if (earlierReturns.isEmpty()) {
            return;
        }
        screen.line(format(
                "Returns without sale in this file: %,d units in %,d rows, sold earlier; taken into quality control%s",
                tally.total(Count.RETURNED_EARLIER),
                earlierReturns.size(),
                directory == null ? ":" : ", listed in " + directory.resolve(Report.EARLIER_RETURNS)));
        if (directory == null) {
            earlierReturns.stream()
                    .limit(RETURNS_ON_SCREEN)
                    .forEach(back -> screen.line(format(
                            "  %s  %,d x %s, buyer %s", back.invoice(), back.units(), back.sku(), back.buyer())));
            if (earlierReturns.size() > RETURNS_ON_SCREEN) {
                screen.line(
                        format("  … and %,d more (--report DIR lists all)", earlierReturns.size() - RETURNS_ON_SCREEN));
            }
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
