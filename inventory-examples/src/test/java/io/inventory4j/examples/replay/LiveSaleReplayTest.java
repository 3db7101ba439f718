package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.examples.replay.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class LiveSaleReplayTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String file(String name, String... rows) throws IOException {
        return Files.writeString(directory.resolve(name), SampleOrders.text(rows))
                .toString();
    }

    private static Map<String, Long> sums(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv, StandardCharsets.UTF_8);
        List<String> titles = List.of(lines.get(0).substring(1).split(",", -1));
        return titles.stream()
                .filter(title -> !List.of("sku", "name", "sold_out_at").contains(title))
                .collect(Collectors.toMap(
                        title -> title,
                        title -> lines.stream()
                                .skip(1)
                                .mapToLong(line -> Long.parseLong(line.split(",", -1)[titles.indexOf(title)]))
                                .sum()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void aCrowdedDayEndsWithBooksThatAgree(int threads) throws IOException {
        for (int seed = 1; seed <= 3; seed++) {
            String day = file("day.csv", SampleOrders.crowdedDay(seed, 200));
            Path report = directory.resolve("report-" + seed);
            Run run = Run.of(
                    "--orders", day, "--threads", "" + threads, "--seed", "" + seed, "--report", report.toString());
            assertEquals(ExitCode.CLEAN, run.code(), () -> String.join("\n", run.out()));
            assertEquals(List.of(), run.err());
            assertEquals(200, run.last(1));
            assertEquals(0, run.last(7));
            assertEquals(0, run.last(8));
            for (int field = 2; field <= 6; field++) {
                assertTrue(run.last(field) > 0, run::last);
            }
            Map<String, Long> sums = sums(report.resolve(Report.SKUS));
            assertEquals(run.last(2), sums.get("sold"));
            assertEquals(run.last(3), sums.get("refused"));
            assertEquals(run.last(4), sums.get("expired"));
            assertEquals(run.last(5), sums.get("returned"));
            assertEquals(run.last(6), sums.get("remaining"));
            assertEquals(
                    of(sums, "opening") + of(sums, "received") + of(sums, "returned"),
                    of(sums, "sold") + of(sums, "written_off") + of(sums, "remaining"));
        }
    }

    private static long of(Map<String, Long> sums, String title) {
        return sums.getOrDefault(title, 0L);
    }

    @Test
    void withOneThreadTheSameSeedGivesTheSameSale() throws IOException {
        String day = file("day.csv", SampleOrders.crowdedDay(5, 100));
        Run first = Run.of("--orders", day, "--threads", "1", "--seed", "5");
        assertEquals(
                first.last(),
                Run.of("--orders", day, "--threads", "1", "--seed", "5").last());
        assertTrue(first.out().stream().anyMatch(line -> line.contains("seed 5")), "the seed is printed");
    }

    @Test
    void theBundledDayReplaysWithProgressAlertsAndTable() {
        Run run = Run.of("--threads", "4");
        assertEquals(ExitCode.CLEAN, run.code(), () -> String.join("\n", run.out()));
        assertEquals(112, run.last(1));
        assertEquals(
                10, run.out().stream().filter(line -> line.contains("  == ")).count());
        assertTrue(run.out().stream().anyMatch(line -> line.contains("20%, 10%, sold out")));
        assertTrue(run.out().stream().anyMatch(line -> line.contains("  back in stock  ")));
        assertTrue(run.out().stream().anyMatch(line -> line.startsWith("… and 1,503 more articles")));
        assertTrue(run.out().stream().anyMatch(line -> line.startsWith("Returns without sale in this file: ")));
    }

    @Test
    void aSaleSellsToTheLastUnit() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add((1_000 + i) + ",20001,MUG,7,2011-11-24 09:" + (10 + i / 2) + ":00,1.0," + i + ",UK");
        }
        Run run = Run.of("--orders", file("day.csv", rows.toArray(String[]::new)), "--opening", "50", "--seed", "3");
        assertEquals(ExitCode.CLEAN, run.code(), () -> String.join("\n", run.out()));
        assertTrue(run.out().stream().anyMatch(line -> line.contains("sold out") && line.contains("  0 of ")));
        assertTrue(run.last(Run.REFUSED) > 100, run::last);
    }

    @Test
    void goodsThatComeBackOnTheSameDayAreCancelledOrReturned() throws IOException {
        String day = file(
                "day.csv",
                "1,20001,MUG,10,2011-11-24 09:00:00,1.0,17.0,UK",
                "C2,20001,MUG,-4,2011-11-24 14:00:00,1.0,17.0,UK",
                "C2,20001,MUG,-20,2011-11-24 14:00:00,1.0,17.0,UK",
                "C3,20009,CUP,-2,2011-11-24 14:00:00,1.0,18.0,UK");
        Run run = Run.of(
                "--orders",
                day,
                "--opening",
                "150",
                "--live-room-limit",
                "100",
                "--threads",
                "1",
                "--seed",
                seedThatPays());
        assertEquals(ExitCode.CLEAN, run.code(), () -> String.join("\n", run.out()));
        assertEquals(
                "orders=1 sold=10 refused=0 expired=0 returned=26 remaining=31 oversold=0 discrepancies=0", run.last());
        assertTrue(run.out().contains("  C2  14 x 20001, buyer 17"), () -> String.join("\n", run.out()));
        assertTrue(run.out().contains("  C3  2 x 20009, buyer 18"), () -> String.join("\n", run.out()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16})
    void anOrderThatIsTakenBackAtOnceSellsToTheNext(int threads) throws IOException {
        String day = file(
                "day.csv",
                "1,20001,MUG,10,2011-11-24 09:00:00,1.0,17.0,UK",
                "C2,20001,MUG,-10,2011-11-24 09:00:00,1.0,17.0,UK",
                "3,20001,MUG,10,2011-11-24 09:01:00,1.0,18.0,UK");
        Run run = Run.of("--orders", day, "--opening", "75", "--live-room-limit", "100", "--threads", "" + threads);
        assertEquals(ExitCode.CLEAN, run.code(), () -> String.join("\n", run.out()));
        assertEquals(0, run.last(Run.REFUSED), run::last);
        assertEquals(0, run.last(5), "nothing is left over that nobody bought");
    }

    private static String seedThatPays() {
        for (long seed = 1; ; seed++) {
            if (BuyerPlan.draw(seed, 0).fate() == BuyerPlan.Fate.PAYS) {
                return Long.toString(seed);
            }
        }
    }

    @Test
    void badRowsAreListedAndTheRestIsSold() throws IOException {
        String day = file(
                "day.csv",
                "1,20001,MUG,x,2011-11-24 09:00:00,1.0,17.0,UK",
                "2,20001,MUG,2,2011-11-24 09:00:00,1.0,17.0,UK",
                "3,20001,MUG");
        Path report = directory.resolve("report");
        Run run = Run.of("--orders", day, "--report", report.toString());
        assertEquals(ExitCode.CLEAN, run.code());
        assertEquals(
                "bad row: " + day + ", row 2, column Quantity: 'x' is not a whole number like 12",
                run.out().get(0));
        assertEquals(
                "bad row: " + day + ", row 4: 3 fields where 8 were expected",
                run.out().get(1));
        assertEquals(1, run.last(1));
        assertEquals(
                List.of(
                        "\uFEFFfile,row,column,reason",
                        day + ",2,Quantity,'x' is not a whole number like 12",
                        day + ",4,,3 fields where 8 were expected"),
                Files.readAllLines(report.resolve(Report.BAD_ROWS)));
    }

    @Test
    void severalFilesAreOneSale() throws IOException {
        String first = file("a.csv", "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17.0,UK");
        String second = file("b.csv", "2,20001,MUG,3,2011-11-25 09:00:00,1.0,18.0,UK");
        Run run = Run.of("--orders", first, second, "--opening", "100");
        assertEquals(ExitCode.CLEAN, run.code());
        assertEquals(2, run.last(1));
    }

    @Test
    void wrongInputIsOneLineAndHasACodeOfItsOwn() throws IOException {
        String day = file("day.csv", "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17.0,UK");
        assertWrong("none.csv: no such file", "--orders", "none.csv");
        assertWrong("is given twice", "--orders", day, day);
        assertWrong("'a,b' has no column InvoiceNo, StockCode, ", "--orders", write("x.csv", "a,b\n"));
        assertWrong(
                "no order is left to replay (bad rows: 0)",
                "--orders",
                write("empty.csv", SampleOrders.text().strip()));
        assertWrong("no order is left to replay (bad rows: 1)", "--orders", file("bad.csv", "1"));
        assertWrong("cannot be made a directory", "--orders", day, "--report", day);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --threads=0         | --threads is 0; it must be from 1 to 1024
            --threads=1025      | --threads is 1025; it must be from 1 to 1024
            --threads=many      | Invalid value for option '--threads': 'many' is not an int
            --opening=0         | --opening is 0; it must be from 1 to 10000
            --seed=             | Invalid value for option '--seed': '' is not a long
            --buyer-limit=-1    | --buyer-limit is -1; it must be from 0 to 1000000
            --live-room-limit=101 | --live-room-limit is 101; it must be from 0 to 100
            --orders            | Missing required parameter for option '--orders' at index 0 (FILE)
            --colour            | Unknown option: '--colour'
            leftover            | Unmatched argument at index 0: 'leftover'
            """)
    void wrongOptionsAreOneLineAndCodeTwo(String option, String message) {
        Run.of(option).wrongOptions(message);
    }

    private static void assertWrong(String message, String... args) {
        Run.of(args).wrongFiles(message);
    }

    @Test
    void helpNamesEveryOptionAndCode() {
        Run run = Run.of("--help");
        assertEquals(ExitCode.CLEAN, run.code());
        String help = String.join("\n", run.out());
        for (String word : List.of(
                "--orders",
                "--opening",
                "--threads",
                "--seed",
                "--store",
                "--report",
                "--help",
                "Exit codes",
                "oversold")) {
            assertTrue(help.contains(word), word);
        }
    }

    @Test
    void anInventoryThatSellsWhatItDoesNotHaveIsCaught() throws IOException {
        String day = file("day.csv", SampleOrders.crowdedDay(1, 50));
        Run run = Run.of(LyingInventory::sellingEverything, "--orders", day);
        assertEquals(ExitCode.BROKEN, run.code());
        assertTrue(run.last(7) > 0, run::last);
        assertTrue(run.last(8) > 0, run::last);
        assertTrue(run.out().stream().anyMatch(line -> line.startsWith("DISCREPANCY 200")));
    }

    @Test
    void anInventoryThatForgetsWhatItDidIsCaught() throws IOException {
        String day = file("day.csv", SampleOrders.crowdedDay(1, 50));
        Run run = Run.of(LyingInventory::forgettingJournal, "--orders", day);
        assertEquals(ExitCode.BROKEN, run.code());
        assertTrue(run.last(8) > 0, run::last);
        assertFalse(run.out().stream().anyMatch(line -> line.contains("all books agree")));
    }
}
