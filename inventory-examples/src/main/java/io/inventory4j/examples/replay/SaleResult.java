package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Discrepancy;
import io.inventory4j.examples.replay.audit.Findings;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.report.EarlierReturn;
import io.inventory4j.examples.replay.report.Report;
import io.inventory4j.examples.replay.report.SaleTable;
import io.inventory4j.examples.replay.report.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a sale went.
 *
 * @param earlierReturns what came back without a sale in these files
 * @param entries how many journal entries the audit has read
 * @param alerts how many alerts have fired
 * @param specials what was offered besides single articles
 */
record SaleResult(
        SaleTable table,
        Findings findings,
        List<EarlierReturn> earlierReturns,
        Tally tally,
        long entries,
        int alerts,
        Specials specials) {
    private static final int RETURNS_ON_SCREEN = 5;

    /** The same with what else was found to disagree. */
    SaleResult and(List<Discrepancy> more) {
        List<Discrepancy> all = new ArrayList<>(findings.discrepancies());
        all.addAll(more);
        return new SaleResult(
                table, new Findings(findings.oversold(), all), earlierReturns, tally, entries, alerts, specials);
    }

    void print(OrderBook book, @Nullable Path report, Screen screen) {
        screen.line();
        course(screen);
        refusals(screen);
        earlier(report, screen);
        screen.line();
        table.print(screen, report == null ? "(--report DIR writes them all)" : "in " + report.resolve(Report.SKUS));
        screen.line();
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
        specials(screen);
        long absent = tally.times("missing units that were not on the shelf");
        if (absent > 0) {
            screen.line(format(
                    "Stock corrections: %,d units written off; %,d more were missing that were not on the shelf here.",
                    tally.total(Count.WRITTEN_OFF), absent));
        }
    }

    private void specials(Screen screen) {
        for (Specials.Offer kit : specials.kits()) {
            String gift = kit.gift();
            screen.line(format(
                    "Kit of %s and %s%s.",
                    kit.first(),
                    kit.second(),
                    gift == null ? "" : format(", with %s as a gift: %,d given", gift, tally.of(gift, Count.GIVEN))));
        }
        if (specials.late() != null) {
            screen.line(format("%s opened at %s.", specials.late(), Screen.time(specials.opensAt())));
        }
    }

    private void refusals(Screen screen) {
        long asked = tally.total(Count.ASKED);
        for (Map.Entry<String, Long> why : tally.refusedBecause().entrySet()) {
            screen.line(format(
                    "Refused: %,d of %,d units asked for (%.1f%%), %s.",
                    why.getValue(), asked, 100.0 * why.getValue() / asked, why.getKey()));
        }
    }

    private void earlier(@Nullable Path report, Screen screen) {
        if (earlierReturns.isEmpty()) {
            return;
        }
        screen.line(format(
                "Returns without sale in this file: %,d units in %,d rows, sold earlier; taken into quality control%s",
                tally.total(Count.RETURNED_EARLIER),
                earlierReturns.size(),
                report == null ? ":" : ", listed in " + report.resolve(Report.EARLIER_RETURNS)));
        if (report == null) {
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
