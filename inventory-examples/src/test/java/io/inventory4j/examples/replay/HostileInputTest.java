package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.examples.replay.report.Report;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on files that nobody made for it: whole sales, from the command line to the audit. */
@Timeout(300)
class HostileInputTest {
    private static final String MUG = "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17,UK";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String file(String name, String... rows) throws IOException {
        return write(name, SampleOrders.text(rows).getBytes(StandardCharsets.UTF_8));
    }

    private String write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes).toString();
    }

    private static String time(int number) {
        return String.format("2011-11-24 09:00:%02d", number % 60);
    }

    /** More journal entries than a ledger in memory keeps by default, all of them in the last minute. */
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void ordersThatAllComeInOneMinuteAreAudited(int threads) throws IOException {
        List<String> rows = new ArrayList<>();
        for (int order = 0; order < 720; order++) {
            for (int line = 0; line < 100; line++) {
                rows.add((1_000 + order) + "," + (20_000 + line) + ",MUG,1," + time(order / 12) + ",1.0," + order
                        + ",UK");
            }
        }
        String day = file("day.csv", rows.toArray(String[]::new));
        Run run = Run.of("--orders", day, "--opening", "100", "--buyer-limit", "0", "--threads", "" + threads)
                .balanced();
        assertTrue(run.entries() > 2 * 65_536, () -> "entries: " + run.entries());
    }

    /** What a sale asks of its store depends on its orders, and not on the time between them. */
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01 00:00:00", "2999-12-31 23:59:59"})
    void aDateFarAwayCostsNothing(String far) throws IOException {
        List<String> rows = new ArrayList<>(List.of(SampleOrders.crowdedDay(1, 100)));
        rows.add(far.startsWith("1") ? 0 : rows.size(), MUG.replace("2011-11-24 09:00:00", far));
        CutOff near = new CutOff(Integer.MAX_VALUE, true);
        Run.of(near, "--orders", file("near.csv", SampleOrders.crowdedDay(1, 100)), "--threads", "1")
                .balanced();
        CutOff calls = new CutOff(10 * near.calls(), true);
        Run run = Run.of(calls, "--orders", file("day.csv", rows.toArray(String[]::new)), "--threads", "1");
        assertEquals(101, run.balanced().last(Run.ORDERS));
        assertTrue(calls.calls() < 2 * near.calls(), () -> calls.calls() + " calls, near " + near.calls());
    }

    /** As ids, orders and moves are told apart although their texts are alike. */
    @ParameterizedTest
    @ValueSource(strings = {"memory", "file"})
    void invoicesThatAreCalledLikeTheIdsOfOthersAreAudited(String store) throws IOException {
        List<String> rows = new ArrayList<>();
        for (String invoice : List.of("A", "opening", "found", "earlier", "missing", "order")) {
            for (int i = 0; i < 150; i++) {
                rows.add(invoice + "," + (20_000 + i) + ",MUG,1,2011-11-24 09:00:00,1.0,17,UK");
            }
        }
        for (int i = 0; i < 40; i++) {
            rows.add("X" + i + ",20001,MUG,1,2011-11-24 09:30:00,1.0,18,UK");
            rows.add("X" + i + "/late,20001,MUG,2,2011-11-24 09:30:00,1.0,19,UK");
            rows.add("X" + i + "/1,20001,MUG,2,2011-11-24 09:30:00,1.0,20,UK");
        }
        for (String invoice : List.of("A/1", "A/2", "opening/1", "found/1", "missing/X/1", "earlier/C1/1")) {
            rows.add(invoice + ",20001,MUG,5,2011-11-24 10:00:00,1.0,21,UK");
        }
        rows.add("X,20001,found,50,2011-11-24 11:00:00,0.0,,UK");
        rows.add("X,20001,missing,-5,2011-11-24 11:00:00,0.0,,UK");
        rows.add("C1,20001,MUG,-1,2011-11-24 12:00:00,1.0,99,UK");
        rows.add("opening,20001,late,3,2011-11-24 12:30:00,1.0,guest/1,UK");
        rows.add("later,20001,last,1,2011-11-24 18:00:00,1.0,22,UK");
        String day = file("day.csv", rows.toArray(String[]::new));
        for (int seed = 1; seed <= 5; seed++) {
            String where = store.equals("file") ? "file:" + directory.resolve("sale-" + seed + ".db") : store;
            String[] arguments = {"--orders", day, "--seed", "" + seed, "--store", where, "--buyer-limit", "0"};
            Run run = Run.of(arguments).balanced();
            if (store.equals("file")) {
                assertEquals(run.last(), Run.of(arguments).balanced().last(), "it goes on, and nothing changes");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1,20001,MUG,2,2011-11-24 09:00:00,1E999999999,17,UK  | column UnitPrice: '1E999999999' is not a price like 2.55
            1,20001,MUG,2,2011-11-24 09:00:00,-1E999999999,17,UK | column UnitPrice: '-1E999999999' is not a price like 2.55
            1,20001,MUG,2,+999999999-11-24 09:00:00,1.0,17,UK    | column InvoiceDate: '+999999999-11-24 09:00:00' is not a date
            """)
    void aValueThatNoNumberHoldsIsABadRow(String row, String message) throws IOException {
        Run run = Run.of("--orders", file("day.csv", row, MUG)).balanced();
        assertTrue(run.out().get(0).startsWith("bad row: "), run.out().get(0));
        assertTrue(
                run.out().get(0).contains("day.csv, row 2, " + message),
                run.out().get(0));
        Run.of("--orders", file("only.csv", row)).wrongFiles("no order is left to replay (bad rows: 1)");
    }

    @Test
    void aLongReasonOfACorrectionIsShortened() throws IOException {
        String reason = "wet ".repeat(100);
        Run run = Run.of("--orders", file("day.csv", MUG, "2,20001," + reason + ",-1,2011-11-24 09:30:00,0.0,,UK"));
        assertEquals(1, run.balanced().last(Run.ORDERS));
    }

    @Test
    void aFileInGbkIsRefusedAndReadWhenItsCharsetIsNamed() throws IOException {
        byte[] bytes = SampleOrders.text(MUG.replace("MUG", "红色马克杯")).getBytes(Charset.forName("GBK"));
        String day = write("gbk.csv", bytes);
        Run.of("--orders", day).wrongFiles("gbk.csv, row 2, column Description: ");
        Run.of("--orders", day).wrongFiles(" is not UTF-8 text; name the charset of the file, such as --charset GBK");
        Run run = Run.of("--orders", day, "--charset", "GBK").balanced();
        assertTrue(run.said("红色马克杯"));
    }

    @Test
    void whatIsLeftOutOrTakenOtherwiseIsSaidWithItsPlace() throws IOException {
        String a = file("a.csv", MUG, MUG.replace(",17,", ",18,"), "2,POST,POSTAGE,1,2011-11-24 09:00:00,1.0,17,UK");
        String b = write("copy.csv", Files.readAllBytes(Path.of(a)));
        Path report = directory.resolve("report");
        Run run = Run.of("--orders", a, b, "--report", report.toString()).balanced();
        assertEquals(2, run.last(Run.ORDERS));
        for (String said : List.of(
                "1  are no goods: POST 1",
                "left out; --no-goods names the codes; the first: " + a + ", row 4",
                "3  are in an earlier file, letter for letter",
                "left out; the first: " + b + ", row 2",
                "2  orders by an invoice of several customers or days",
                "an order for each customer and day; the first: " + a + ", row 2",
                "remarks.csv")) {
            assertTrue(run.said(said), () -> said + "\n" + String.join("\n", run.out()));
        }
        assertEquals(7, Files.readAllLines(report.resolve(Report.REMARKS)).size());
        assertEquals(
                1 + 2, Run.of("--orders", a, "--no-goods", "NONE").balanced().last(Run.ORDERS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --charset=klingon | Invalid value for option '--charset': 'klingon' is no charset that this Java knows
            --charset=        | Invalid value for option '--charset': '' is no charset that this Java knows
            --charset=a/b     | Invalid value for option '--charset': 'a/b' is no charset that this Java knows
            --report=         | --report is empty
            --threads=1e3     | Invalid value for option '--threads': '1e3' is not an int
            --seed=99999999999999999999 | Invalid value for option '--seed': '99999999999999999999' is not a long
            """)
    void aWrongOptionIsOneLineWithItsOwnCode(String option, String message) {
        Run.of(option).wrongOptions(message);
    }

    @Test
    void optionsAreNotReadFromFilesOfTheUser() throws IOException {
        Run.of("--orders", "@" + file("day.csv", "--threads=0")).wrongFiles("no such file");
    }

    @Test
    void nothingOfAFileOrItsNameReachesTheTerminalAsACommand() throws IOException {
        String day = file(
                "d\u001b[2Jay.csv",
                MUG.replace("MUG", "M\u001b[31mUG\u202e"),
                MUG.replace("1,2", "2,\u001b]0;x\u0007"));
        Run run = Run.of("--orders", day, "--opening", "50").balanced();
        for (String line : run.out()) {
            assertTrue(line.chars().noneMatch(Character::isISOControl), line);
            assertTrue(line.indexOf('\u202e') < 0, line);
        }
        assertTrue(run.said("M?[31mUG"));
    }
}
