package io.inventory4j.examples.replay;

import io.inventory4j.examples.replay.orders.Goods;
import io.inventory4j.examples.replay.orders.Shown;
import io.inventory4j.examples.replay.plan.PlanTerms;
import io.inventory4j.examples.replay.report.SkuRow;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What the user may choose. */
@Command(
        name = "live-sale-replay",
        sortOptions = false,
        usageHelpWidth = 110,
        description = {
            "Replays real order files as one live sale, by a plan: every invoice is a cart, reserved, paid for,",
            "shipped, cancelled or left to expire by buyers in many threads, on three channels; an operator reacts to",
            "alerts. Without --orders it replays a bundled day.",
            ""
        },
        footer = {"", SkuRow.MEANING, "", ExitCode.MEANING})
final class SaleOptions {
    static final int MAX_THREADS = 1_024;
    static final int MAX_PERCENT = 10_000;
    static final long MAX_UNITS = 1_000_000;
    static final int MAX_SPEED = 1_000_000;
    static final int MAX_PORT = 65_535;

    @Option(
            names = "--orders",
            arity = "1..*",
            paramLabel = "FILE",
            description = "Order files (UCI Online Retail, as CSV), replayed in this order, as one sale.")
    private List<Path> orders = new ArrayList<>();

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            converter = CharsetReader.class,
            description = "What the order files are written in, such as GBK; for files without a byte order mark."
                    + " Default UTF-8.")
    private @Nullable Charset charset;

    @Option(
            names = "--no-goods",
            paramLabel = "CODE,…",
            split = ",",
            description = {
                "Stock codes that are no goods, and are left out; one that ends with * stands for all that begin so."
                        + " Default: those of the data set,",
                Goods.STANDARD_EXCEPTIONS
            })
    private @Nullable List<String> noGoods;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "The plan of the sale, as CSV, in place of the one that is derived from the orders;"
                    + " --opening, --buyer-limit and --live-room-limit then say nothing.")
    private @Nullable Path plan;

    @Option(names = "--plan-out", paramLabel = "FILE", description = "Writes the plan there: to be edited, for --plan.")
    private @Nullable Path planOut;

    @Option(
            names = "--opening",
            paramLabel = "PERCENT",
            description =
                    "Opening stock of each article, in percent of what the files ask for, rounded up. Default 80.")
    private int opening = 80;

    @Option(names = "--threads", paramLabel = "N", description = "How many buyers act at once. Default 8.")
    private int threads = 8;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Decides what each buyer does: pay, pay late, pay half, cancel, … Default 2011.")
    private long seed = 2011;

    @Option(
            names = "--buyer-limit",
            paramLabel = "UNITS",
            description = "Most units of one article that one buyer may have; 0 for no limit. Default 200.")
    private long buyerLimit = 200;

    @Option(
            names = "--live-room-limit",
            paramLabel = "PERCENT",
            description = "What the live room gets of the articles that have units of their own for each channel, in"
                    + " percent; 100 for one pool of all channels, and no limit. Default 30.")
    private int liveRoomLimit = 30;

    @Option(
            names = "--speed",
            paramLabel = "N",
            converter = SpeedReader.class,
            description = "How many times as fast as the day: 1 is real time, 600 makes ten hours a minute."
                    + " Default max, as fast as it goes.")
    private int speed;

    @Option(
            names = "--store",
            paramLabel = "STORE",
            converter = StoreChoice.Reader.class,
            description = {
                "Where the sale is kept. Default memory.",
                "  memory    gone with this process",
                "  file      target/live-sale.db; file:PATH for another",
                "  jdbc:URL  a database of H2, MariaDB, MySQL, PostgreSQL or SQLite",
                "  redis://HOST:PORT  a Redis, 6.2 or later",
                "  postgres, mariadb, redis  a server that is started for the run; needs -Pservers",
                "A sale that was cut off goes on where it was, when started again with the same options and the"
                        + " same file or URL. Its orders are in a file *.orders: beside the file of the store, or in"
                        + " target."
            })
    private StoreChoice store = new StoreChoice.Memory();

    @Option(
            names = "--archive",
            paramLabel = "jdbc:URL",
            converter = JdbcUrl.Reader.class,
            description = {
                "Copies a Redis into a database while it sells, and compares both at the end. An empty Redis comes back"
                        + " from it and the sale goes on; what Redis had acknowledged after the archive's last call is"
                        + " lost then, and named when Redis fails."
            })
    private @Nullable JdbcUrl archive;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Writes the report there, in place of that of an earlier run: report.html, report.zh.html,"
                    + " report.json, plan.csv and more CSV files.")
    private @Nullable Path report;

    @Option(
            names = "--page",
            arity = "0..1",
            fallbackValue = "8080",
            paramLabel = "PORT",
            description = "Shows the sale at http://localhost:PORT, 8080 unless said, for this machine only: to look at"
                    + " it, and to press what an operator may. 0 takes any free port.")
    private @Nullable Integer page;

    @Option(names = "--stay", description = "Keeps the page after the sale, until Ctrl-C.")
    private boolean stay;

    @Option(names = "--help", usageHelp = true, description = "Prints this.")
    private boolean help;

    private Tempo.Passing passing = Tempo.REAL;

    @Spec
    private @Nullable CommandSpec spec;

    /** Reads how fast the day passes. */
    static final class SpeedReader implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (text.equals("max")) {
                return 0;
            }
            try {
                int times = Integer.parseInt(text);
                if (times >= 1 && times <= MAX_SPEED) {
                    return times;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new TypeConversionException(
                    Shown.quoted(text) + " is neither max nor a whole number from 1 to " + MAX_SPEED);
        }
    }

    /** Reads the name of a charset. */
    static final class CharsetReader implements ITypeConverter<Charset> {
        @Override
        public Charset convert(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(Shown.quoted(name)
                        + " is no charset that this Java knows;"
                        + " it knows UTF-8, GBK, GB18030, Big5, windows-1252, UTF-16LE");
            }
        }
    }

    /** What the types alone do not say. */
    void check() {
        within("--opening", opening, 1, MAX_PERCENT);
        within("--threads", threads, 1, MAX_THREADS);
        within("--buyer-limit", buyerLimit, 0, MAX_UNITS);
        within("--live-room-limit", liveRoomLimit, 0, 100);
        if (report != null && report.toString().isEmpty()) {
            throw wrong("--report is empty; the name of a folder was expected");
        }
        if (page != null) {
            within("--page", page, 0, MAX_PORT);
        } else if (stay) {
            throw wrong("--stay keeps the page; it needs --page");
        }
        if (archive != null && !store.isRedis()) {
            throw wrong("--archive is a copy of a Redis; it needs --store redis or redis://HOST:PORT");
        }
    }

    /** The port of the page; null for no page. */
    @Nullable
    Integer page() {
        return page;
    }

    boolean stay() {
        return stay;
    }

    /** Says of an option what could not be known before. */
    ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw wrong(option + " is " + value + "; it must be from " + least + " to " + most);
        }
    }

    List<Path> orders() {
        return orders;
    }

    @Nullable
    Charset charset() {
        return charset;
    }

    Goods goods() {
        return noGoods == null ? Goods.standard() : Goods.allBut(noGoods);
    }

    /** What a plan is derived by. */
    PlanTerms terms() {
        return new PlanTerms(opening, buyerLimit, liveRoomLimit);
    }

    /** The plan of the user; null for a derived one. */
    @Nullable
    Path plan() {
        return plan;
    }

    @Nullable
    Path planOut() {
        return planOut;
    }

    Tempo tempo() {
        return speed == 0 ? Tempo.UNBOUNDED : new Tempo(speed, passing);
    }

    /** How often the operator looks: about once a second of real time, but at least once a minute of the sale's. */
    Duration roundEvery() {
        Duration second = Duration.ofSeconds(speed);
        return speed == 0 || second.compareTo(SaleRules.ROUND_EVERY) > 0 ? SaleRules.ROUND_EVERY : second;
    }

    int threads() {
        return threads;
    }

    long seed() {
        return seed;
    }

    StoreChoice store() {
        return store;
    }

    @Nullable
    JdbcUrl archive() {
        return archive;
    }

    boolean help() {
        return help;
    }

    @Nullable
    Path report() {
        return report;
    }
}
