package io.inventory4j.examples.replay;

import io.inventory4j.archive.RestoreReport;
import io.inventory4j.examples.replay.orders.BadRow;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.plan.PlanTerms;
import io.inventory4j.examples.replay.plan.SaleChannels;
import io.inventory4j.examples.replay.report.Report;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is printed before the sale begins: what is in the files, and what becomes of it. */
final class Foreword {
    private static final int BAD_ROWS_ON_SCREEN = 20;

    private Foreword() {}

    /** All of them; with a report, the first ones, as the report has all. */
    static void badRows(List<BadRow> bad, @Nullable Path report, Screen screen) {
        int shown = report == null ? bad.size() : Math.min(bad.size(), BAD_ROWS_ON_SCREEN);
        bad.stream().limit(shown).forEach(row -> screen.line("bad row: " + row));
        if (shown < bad.size()) {
            screen.line(String.format(
                    Locale.ROOT, "… and %,d more bad rows in %s", bad.size() - shown, report + "/" + Report.BAD_ROWS));
        }
    }

    static void files(SaleOptions options, OrderBook book, SalePlan plan, Screen screen) {
        String files = options.orders().isEmpty()
                ? OrderBook.BUNDLED + ", bundled (UCI Online Retail, D. Chen 2015, CC BY 4.0)"
                : OrderBook.names(options.orders());
        screen.line("A live sale, replayed from " + files);
        screen.line();
        screen.line("Rows in the files, and what becomes of them:");
        int width = book.notes().stream()
                .mapToInt(note -> note.what().length())
                .max()
                .orElse(0);
        for (OrderBook.Note note : book.notes()) {
            String padding = " ".repeat(width - note.what().length());
            screen.line(String.format(Locale.ROOT, "%,8d  %s%s  %s", note.rows(), note.what(), padding, note.fate()));
        }
        if (!book.remarks().isEmpty()) {
            Path report = options.report();
            screen.line(String.format(
                    Locale.ROOT,
                    "%,8d  remarks on rows, %s",
                    book.remarks().size(),
                    report == null
                            ? "which --report DIR writes down one by one"
                            : "one by one in " + report.resolve(Report.REMARKS)));
        }
        screen.line();
        conditions(options, plan, screen);
        screen.line();
    }

    private static void conditions(SaleOptions options, SalePlan plan, Screen screen) {
        Path own = options.plan();
        screen.line(String.format(
                Locale.ROOT,
                "Plan    %s: %,d lines, of which %s",
                own == null ? "derived from the orders" : own,
                plan.lines().size(),
                tiers(plan)));
        screen.line(String.format(
                Locale.ROOT,
                "Stock   %,d units, of which %,d are withheld and %,d allotted; %s",
                sum(plan, line -> line.supply().onHand()),
                sum(plan, line -> line.supply().safetyUnits()),
                sum(plan, line -> line.isKit() ? 0 : line.allotment()),
                own == null
                        ? options.terms().opening() + "% of what the files ask for, of each article"
                        : "by the plan"));
        screen.line("Sale    " + plan.name() + ", on the channels " + String.join(", ", SaleChannels.ALL));
        screen.line("Buyers  " + options.threads() + " threads, seed " + options.seed() + "; a hold lasts "
                + SaleRules.HOLD.toMinutes() + " minutes of the sale's time");
        if (own == null) {
            limits(options.terms(), screen);
        }
        if (!(options.store() instanceof StoreChoice.Memory)) {
            screen.line("Store   " + options.store().shown());
        }
        JdbcUrl archive = options.archive();
        if (archive != null) {
            screen.line("Archive " + archive.shown());
        }
    }

    private static String tiers(SalePlan plan) {
        Map<Tier, Long> tiers = plan.lines().stream()
                .filter(line -> !line.isKit())
                .collect(Collectors.groupingBy(PlannedSku::tier, TreeMap::new, Collectors.counting()));
        long kits = plan.lines().stream().filter(PlannedSku::isKit).count();
        return tiers.entrySet().stream()
                        .map(tier -> String.format(Locale.ROOT, "%s %,d", tier.getKey(), tier.getValue()))
                        .collect(Collectors.joining(", "))
                + ", kits " + kits;
    }

    private static long sum(SalePlan plan, ToLongFunction<PlannedSku> units) {
        return plan.lines().stream().mapToLong(units).sum();
    }

    private static void limits(PlanTerms terms, Screen screen) {
        String buyer = terms.buyerLimit() == 0
                ? "none per buyer"
                : String.format(Locale.ROOT, "%,d units of an article per buyer", terms.buyerLimit());
        String liveRoom = terms.liveRoom() == 100
                ? "none in the live room"
                : terms.liveRoom() + "% of what is kept apart for channels in the live room";
        screen.line("Limits  " + buyer + "; " + liveRoom);
    }

    /** For a Redis that had lost all that the archive has. */
    static void restored(RestoreReport report, Screen screen) {
        screen.line(String.format(
                Locale.ROOT,
                "Redis had lost this sale, and the archive has brought it back: %,d calls and %,d journal entries%s",
                report.calls(),
                report.entries(),
                report.upTo() == null ? "" : ", up to " + Screen.time(report.upTo())));
    }

    /**
     * For a store that has a sale which was begun before.
     *
     * @param carts how many have held something
     * @param lost how many steps the store has lost
     * @param entries how many the journal has
     */
    static void goesOn(long carts, int lost, long entries, Instant until, Screen screen) {
        screen.line(String.format(
                Locale.ROOT,
                "This sale was begun before and goes on: %,d carts and %,d journal entries, up to %s",
                carts,
                entries,
                Screen.time(until)));
        if (lost > 0) {
            screen.line(String.format(
                    Locale.ROOT, "The store has lost %,d steps of its orders, which are taken again", lost));
        }
        screen.line();
    }
}
