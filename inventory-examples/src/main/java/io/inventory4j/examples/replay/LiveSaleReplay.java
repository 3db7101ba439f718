package io.inventory4j.examples.replay;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.examples.replay.audit.Findings;
import io.inventory4j.examples.replay.orders.InputException;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.ledger.StockLedger;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine;

/**
 * Replays real order files as one live sale, and audits it: the first thing to run.
 *
 * <p>{@code mvn -q -DskipTests -DnoServers -pl inventory-examples -am package exec:java}, with options in
 * {@code -Dexec.args="--threads 64 --seed 7"}.
 */
public final class LiveSaleReplay {
    static final int CLEAN = 0;
    static final int BROKEN = 1;
    static final int UNUSABLE = 2;

    private LiveSaleReplay() {}

    /**
     * Runs the replay and ends the process: 0 if all books agree, 1 if oversold or with discrepancies, 2 for wrong
     * options or input, or a store that fails.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int code = run(args, out, err, UnaryOperator.identity());
        if (code != CLEAN) {
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
        CommandLine command = new CommandLine(options);
        try {
            command.parseArgs(args);
            if (options.help()) {
                command.usage(out);
                return CLEAN;
            }
            options.check();
            return replay(options, new Screen(out), wrap).clean() ? CLEAN : BROKEN;
        } catch (CommandLine.ParameterException e) {
            err.println("live-sale-replay: " + Screen.firstLine(e) + " (--help lists the options)");
            return UNUSABLE;
        } catch (InputException e) {
            err.println("live-sale-replay: " + Screen.firstLine(e));
            return UNUSABLE;
        } catch (LedgerException e) {
            err.println("live-sale-replay: --store " + options.store().shown() + " has failed: " + Screen.firstLine(e)
                    + "; started again, the sale goes on");
            return UNUSABLE;
        } catch (UncheckedIOException e) {
            err.println("live-sale-replay: " + Screen.firstLine(e) + "; started again, the sale goes on");
            return UNUSABLE;
        }
    }

    private static Findings replay(SaleOptions options, Screen screen, UnaryOperator<Inventory> wrap)
            throws InputException {
        Path directory = options.report();
        Report report = directory == null ? null : Report.into(directory);
        OrderBook book = OrderBook.read(options.orders());
        if (report != null) {
            report.badRows(book.bad());
        }
        Foreword.badRows(book.bad(), directory, screen);
        if (book.orders() == 0) {
            throw new InputException(
                    "no order is left to replay (bad rows: " + book.bad().size() + ")");
        }
        SaleResult result = sell(options, book, screen, wrap);
        if (report != null) {
            report.skus(result.table().rows());
            report.earlierReturns(result.earlierReturns());
        }
        result.print(book, directory, screen);
        return result.findings();
    }

    private static SaleResult sell(SaleOptions options, OrderBook book, Screen screen, UnaryOperator<Inventory> wrap)
            throws InputException {
        SaleClock clock = new SaleClock(book.events().get(0).at());
        String name = SaleName.of(options, book);
        try (Store store = new Store(options, clock);
                OrderTable table = new OrderTable(SaleName.orders(options, name))) {
            StockLedger ledger = store.open();
            Foreword.files(options, book, screen);
            Sale sale = new Sale(options, book, name, clock, table, screen);
            SaleArchive archive = store.archive();
            if (archive == null) {
                return sale.run(ledger, wrap);
            }
            archive.restored().ifPresent(report -> Foreword.restored(report, screen));
            try {
                return sale.run(ledger, wrap).and(archive.compare(screen));
            } catch (LedgerException e) {
                archive.nameMissing(table, screen);
                throw e;
            }
        }
    }
}
