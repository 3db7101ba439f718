package io.inventory4j.examples.replay;

import io.inventory4j.archive.RestoreReport;
import io.inventory4j.examples.replay.orders.BadRow;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.report.Report;
import io.inventory4j.examples.replay.report.Screen;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

    static void files(SaleOptions options, OrderBook book, Screen screen) {
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
        conditions(options, screen);
        screen.line();
    }

    private static void conditions(SaleOptions options, Screen screen) {
        screen.line("Stock   " + options.opening() + "% of what the files ask for, of each article");
        screen.line("Buyers  " + options.threads() + " threads, seed " + options.seed() + "; a hold lasts "
                + SaleRules.HOLD.toMinutes() + " minutes of the sale's time");
        String buyer = options.buyerLimit() == 0
                ? "none per buyer"
                : String.format(Locale.ROOT, "%,d units of an article per buyer", options.buyerLimit());
        String liveRoom = options.liveRoomLimit() == 100
                ? "none in the live room"
                : options.liveRoomLimit() + "% of each of the " + SaleRules.LARGEST
                        + " largest articles through the live room";
        screen.line("Limits  " + buyer + "; " + liveRoom);
        if (!(options.store() instanceof StoreChoice.Memory)) {
            screen.line("Store   " + options.store().shown());
        }
        JdbcUrl archive = options.archive();
        if (archive != null) {
            screen.line("Archive " + archive.shown());
        }
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
