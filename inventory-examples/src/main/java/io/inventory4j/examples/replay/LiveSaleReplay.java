package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.examples.replay.audit.Findings;
import io.inventory4j.examples.replay.live.SalePage;
import io.inventory4j.examples.replay.orders.InputException;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.orders.Shown;
import io.inventory4j.examples.replay.plan.DayPlan;
import io.inventory4j.examples.replay.plan.PlanSheet;
import io.inventory4j.examples.replay.report.Report;
import io.inventory4j.examples.replay.report.Screen;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.live.plan.SalePlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Replays real order files as one live sale, and audits it: the first thing to run. docs/replay.md describes it.
 *
 * <p>{@code mvn -q -DskipTests -DnoServers -pl inventory-examples -am package exec:java}, with options in
 * {@code -Dexec.args="--threads 64 --seed 7"}.
 */
public final class LiveSaleReplay {
    private static final String NAME = "live-sale-replay: ";

    private LiveSaleReplay() {}

    /**
     * Runs the replay and ends the process.
     *
     * @param args see {@code --help}, which lists the exit codes too
     */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int code = run(args, out, err, UnaryOperator.identity());
        if (code != ExitCode.CLEAN) {
            System.exit(code);
        }
    }

    /**
     * All of {@link #main} but the end of the process.
     *
     * @param wrap lets a test put something between the buyers and the inventory
     * @return the exit code
     */
    static int run(String[] args, PrintWriter out, PrintWriter err, UnaryOperator<Inventory> wrap) {
        SaleOptions options = new SaleOptions();
        // A file may be called @day.csv, which picocli takes for a file of options.
        CommandLine command = new CommandLine(options).setExpandAtFiles(false);
        try {
            command.parseArgs(args);
            if (options.help()) {
                command.usage(out);
                return ExitCode.CLEAN;
            }
            options.check();
            return replay(options, new Screen(out), wrap).clean() ? ExitCode.CLEAN : ExitCode.BROKEN;
        } catch (CommandLine.ParameterException e) {
            say(err, Screen.firstLine(e) + " (--help lists the options)");
            return ExitCode.WRONG_OPTIONS;
        } catch (InputException e) {
            say(err, Screen.firstLine(e));
            return ExitCode.WRONG_FILES;
        } catch (StoreException e) {
            say(err, Screen.firstLine(e));
            return ExitCode.STORE_FAILED;
        } catch (LedgerException e) {
            say(
                    err,
                    "--store " + options.store().shown() + " has failed: " + Screen.firstLine(e)
                            + "; started again, the sale goes on");
            return ExitCode.STORE_FAILED;
        } catch (UncheckedIOException e) {
            say(err, Screen.firstLine(e) + "; started again, the sale goes on");
            return ExitCode.STORE_FAILED;
        } catch (OutOfMemoryError e) {
            say(
                    err,
                    "there is too little memory for these orders; give Java more than "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MB, by -Xmx, or replay fewer");
            return ExitCode.FAULT;
        } catch (RuntimeException | Error e) {
            say(err, "has a fault, and this is what to report of it: " + e);
            e.printStackTrace(err);
            return ExitCode.FAULT;
        }
    }

    private static void say(PrintWriter err, String sentence) {
        err.println(NAME + Shown.printable(sentence));
    }

    private static Findings replay(SaleOptions options, Screen screen, UnaryOperator<Inventory> wrap)
            throws InputException, StoreException {
        Path directory = options.report();
        Report report = directory == null ? null : Report.into(directory, options.plan());
        OrderBook book = OrderBook.read(options.orders(), options.charset(), options.goods());
        if (report != null) {
            report.begin();
            report.badRows(book.bad());
            report.remarks(book.remarks());
        }
        Foreword.badRows(book.bad(), directory, screen);
        book.checkNotEmpty();
        byte[] sheet = plan(options, book, report, screen);
        Integer port = options.page();
        if (port == null) {
            return sell(options, book, sheet, report, null, screen, wrap);
        }
        try (SalePage page = SalePage.at(port)) {
            return sell(options, book, sheet, report, page, screen, wrap);
        } catch (BindException e) {
            throw options.wrong("--page " + port + " is in use, or not yours to take: " + e.getMessage());
        } catch (IOException e) {
            throw options.wrong("--page " + port + " cannot be shown: " + e.getMessage());
        }
    }

    /** The plan as it is in its file: also a derived one is read back from what a user would edit. */
    private static byte[] plan(SaleOptions options, OrderBook book, @Nullable Report report, Screen screen)
            throws InputException {
        String sale = DayPlan.name(book);
        Path own = options.plan();
        byte[] sheet =
                PlanSheet.bytes(own == null ? DayPlan.of(book, options.terms()) : PlanSheet.read(own, sale, screen));
        Path out = options.planOut();
        if (out != null) {
            sheet = PlanSheet.writeAndRead(sheet, out);
        }
        if (report != null) {
            report.plan(sheet);
        }
        return sheet;
    }

    private static Findings sell(
            SaleOptions options,
            OrderBook book,
            byte[] sheet,
            @Nullable Report report,
            @Nullable SalePage page,
            Screen screen,
            UnaryOperator<Inventory> wrap)
            throws InputException, StoreException {
        SalePlan plan = PlanSheet.parse(sheet, DayPlan.name(book));
        SaleClock clock = new SaleClock(book.events().get(0).at());
        String name = SaleName.of(options, book, sheet);
        try (Store store = new Store(options, clock, screen);
                OrderTable table = new OrderTable(SaleName.orders(options, name))) {
            StockLedger ledger = store.open();
            Foreword.files(options, book, plan, screen);
            try (Sale sale = new Sale(options, book, plan, name, clock, table, screen, page, store::check)) {
                SaleResult result = run(sale, ledger, store.archive(), table, screen, wrap);
                if (report != null) {
                    write(result, report);
                }
                result.print(book, options.report(), screen);
                if (page != null && options.stay()) {
                    stay(page, screen);
                }
                return result.findings();
            }
        }
    }

    /** Until somebody ends the process. */
    private static void stay(SalePage page, Screen screen) {
        screen.line("The page stays at " + page.address() + " until Ctrl-C.");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SaleResult run(
            Sale sale,
            StockLedger ledger,
            @Nullable SaleArchive archive,
            OrderTable table,
            Screen screen,
            UnaryOperator<Inventory> wrap)
            throws InputException, StoreException {
        if (archive == null) {
            return sale.run(ledger, wrap);
        }
        archive.restored().ifPresent(restored -> Foreword.restored(restored, screen));
        try {
            return sale.run(ledger, wrap).and(archive.compare(screen));
        } catch (LedgerException e) {
            archive.nameMissing(table, screen);
            throw e;
        }
    }

    private static void write(SaleResult result, Report report) throws InputException {
        report.skus(result.table().rows());
        report.earlierReturns(result.earlierReturns());
        report.sale(result.report());
        if (result.check() != null) {
            report.check(result.check());
        }
    }
}
