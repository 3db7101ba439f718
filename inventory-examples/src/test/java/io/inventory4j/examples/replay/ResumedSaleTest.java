package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.orders.Goods;
import io.inventory4j.examples.replay.orders.OrderBook;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.examples.replay.plan.DayPlan;
import io.inventory4j.examples.replay.plan.PlanSheet;
import io.inventory4j.testkit.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A sale that is cut off between any two steps, or within one, goes on in the same store and ends balanced. */
@Timeout(600)
class ResumedSaleTest {
    private static final int ORDERS = 60;
    private static final int SMALL = 12;

    private final long seed = Effort.seed();
    private final SplittableRandom random = new SplittableRandom(seed);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String[] arguments(int day, String url, int threads, String... more) throws IOException {
        Path file = directory.resolve("day-" + day + ".csv");
        Files.writeString(file, SampleOrders.text(SampleOrders.crowdedDay(day, ORDERS)));
        return arguments(file, url, threads, more);
    }

    private static String[] arguments(Path file, String url, int threads, String... more) {
        List<String> all =
                new ArrayList<>(List.of("--orders", file.toString(), "--store", url, "--threads", "" + threads));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private static String url(String name) {
        return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
    }

    private static void sql(String name, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(name));
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static void forget(String name) throws SQLException {
        sql(name, "SHUTDOWN");
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "8, 6"})
    void aSaleThatIsCutOffAnywhereGoesOnAndEndsBalanced(int threads, int sales) throws Exception {
        System.out.println("ResumedSaleTest: seed " + seed + ", threads " + threads);
        int calls = calls(threads);
        int cutOff = 0;
        for (int i = 0; i < sales * Effort.scale(); i++) {
            String name = "cut-" + threads + "-" + i;
            String[] arguments = arguments(1 + i % 5, url(name), threads, "--seed", "" + (1 + i));
            String story = "";
            int cuts = random.nextInt(1, 4);
            for (int cut = 0; cut < cuts; cut++) {
                CutOff process = new CutOff(random.nextInt(1, calls), random.nextBoolean());
                Run run = Run.of(process, arguments);
                if (run.code() != ExitCode.CLEAN) {
                    run.unusable("has failed: cut off; started again, the sale goes on");
                    cutOff++;
                }
                story += " " + process.calls();
            }
            System.out.println("  " + name + " cut off after" + story + " calls");
            Run end = Run.of(arguments).balanced();
            Run again = Run.of(arguments).balanced();
            assertEquals(end.entries(), again.entries(), "a sale that has ended is not changed");
            assertEquals(end.last(), again.last());
            assertTrue(again.said("This sale was begun before and goes on"));
            forget(name);
        }
        assertTrue(cutOff > sales / 2, cutOff + " times cut off");
    }

    /** By one buyer and in a small sale, so that every kind of call has its turn. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSmallSaleThatIsCutOffAtAnyCallGoesOnAndEndsBalanced(boolean done) throws Exception {
        Path day = Files.writeString(directory.resolve("small.csv"), SampleOrders.text(smallDay()));
        String plans = seedOfEveryFate();
        CutOff whole = new CutOff(Integer.MAX_VALUE, true);
        Run.of(whole, arguments(day, url("whole-" + done), 1, "--seed", plans)).balanced();
        forget("whole-" + done);
        int step = Math.max(1, whole.calls() / (60 * Effort.scale()));
        int calls = Integer.MAX_VALUE;
        int sales = 0;
        for (int last = 1 + random.nextInt(step); last < calls; last += step) {
            String name = "any-" + done + "-" + last;
            String[] arguments = arguments(day, url(name), 1, "--seed", plans);
            CutOff process = new CutOff(last, done);
            if (Run.of(process, arguments).code() == ExitCode.CLEAN) {
                calls = process.calls();
            }
            Run.of(arguments).balanced();
            forget(name);
            sales++;
        }
        System.out.println("ResumedSaleTest: seed " + seed + ", done " + done + ": cut off " + sales + " times in "
                + calls + " calls");
        assertTrue(sales > 20, sales + " sales");
    }

    /** Units are missed that are not there, some are found, and an order is taken back before it is paid for. */
    private static String[] smallDay() {
        List<String> rows = new ArrayList<>(List.of(SampleOrders.crowdedDay(3, SMALL)));
        rows.add("1,20014,check,-400,2011-11-24 16:30:00,0.0,,UK");
        rows.add("2,20014,check,50,2011-11-24 16:30:00,0.0,,UK");
        rows.add("3,20014,ARTICLE,9,2011-11-24 16:31:00,1.0,17,UK");
        rows.add("C4,20014,ARTICLE,-30,2011-11-24 16:31:00,1.0,17,UK");
        return rows.toArray(String[]::new);
    }

    private static String seedOfEveryFate() {
        for (long candidate = 1; ; candidate++) {
            Set<BuyerPlan.Fate> fates = EnumSet.noneOf(BuyerPlan.Fate.class);
            for (int cart = 0; cart < SMALL; cart++) {
                fates.add(BuyerPlan.draw(candidate, cart).fate());
            }
            if (fates.size() == BuyerPlan.Fate.values().length) {
                return Long.toString(candidate);
            }
        }
    }

    /** As a Redis or a file without a disk may, and an archive that was a little late. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whatAStoreHasLostIsAskedForAgain(int threads) throws Exception {
        int calls = calls(threads);
        int lost = 0;
        for (int i = 0; i < 4 * Effort.scale(); i++) {
            String name = "lost-" + threads + "-" + i;
            String[] arguments = arguments(1 + i, url(name), threads);
            Run.of(new CutOff(random.nextInt(20, calls / 2), random.nextBoolean()), arguments);
            Path copy = directory.resolve(name + ".sql");
            sql(name, "SCRIPT TO '" + copy + "'");
            Run.of(new CutOff(random.nextInt(20, calls / 2), random.nextBoolean()), arguments);
            sql(name, "DROP ALL OBJECTS");
            sql(name, "RUNSCRIPT FROM '" + copy + "'");
            Run end = Run.of(arguments).balanced();
            lost += end.said("The store has lost ") ? 1 : 0;
            assertEquals(end.last(), Run.of(arguments).balanced().last());
            forget(name);
        }
        System.out.println(
                "ResumedSaleTest: seed " + seed + ", threads " + threads + ": lost something " + lost + " times");
        assertTrue(lost > 0);
    }

    @Test
    void ordersThatAreMissingAreAskedFor() throws Exception {
        String[] arguments = arguments(1, url("alone"), 4);
        Run.of(arguments).balanced();
        SaleOptions options = new SaleOptions();
        new CommandLine(options).parseArgs(arguments);
        OrderBook book = OrderBook.read(List.of(directory.resolve("day-1.csv")), null, Goods.standard());
        String sale = SaleName.of(options, book, PlanSheet.bytes(DayPlan.of(book, options.terms())));
        Files.delete(Objects.requireNonNull(SaleName.orders(options, sale)));
        Run.of(arguments)
                .unusable("the orders of this sale are missing: it goes on only with the file target/live-sale.");
        forget("alone");
        assertFalse(Run.of(arguments).balanced().said("goes on"), "an empty store begins anew");
        forget("alone");
    }

    private int calls(int threads) throws Exception {
        CutOff never = new CutOff(Integer.MAX_VALUE, true);
        Run.of(never, arguments(1, url("whole"), threads)).balanced();
        forget("whole");
        return never.calls();
    }

    @Test
    void anotherSaleIsRefusedAndChangesNothing() throws Exception {
        String[] arguments = arguments(1, url("other"), 4);
        long entries = Run.of(arguments).balanced().entries();
        for (String[] other : new String[][] {
            arguments(1, url("other"), 4, "--seed", "7"),
            arguments(1, url("other"), 4, "--opening", "60"),
            arguments(1, url("other"), 4, "--buyer-limit", "0"),
            arguments(1, url("other"), 4, "--live-room-limit", "100"),
            arguments(2, url("other"), 4)
        }) {
            Run.of(other).unusable("--store jdbc:h2:mem:other holds another sale: the sale of 60 orders (");
        }
        assertEquals(entries, Run.of(arguments).balanced().entries());
        forget("other");
    }

    @Test
    void aJournalThatIsNotWholeOrNotOfASaleIsRefused() throws Exception {
        String[] arguments = arguments(1, url("odd"), 1);
        Run.of(arguments).balanced();
        sql("odd", "DELETE FROM inventory_journal WHERE place <= 7");
        Run.of(arguments).unusable("no longer has the first 7 entries of its journal");
        sql("odd", "DELETE FROM inventory_journal");
        Run.of(arguments).unusable("has stock of these articles, and no journal");
        forget("odd");
    }
}
