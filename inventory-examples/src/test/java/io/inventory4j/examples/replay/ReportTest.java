package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.examples.replay.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report's files, as a spreadsheet and a program see them. */
@Timeout(120)
class ReportTest {
    private static final String MUG = "1,20001,MUG,2,2011-11-24 09:00:00,1.0,17,UK";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String day(String... rows) throws IOException {
        return Files.writeString(directory.resolve("day.csv"), SampleOrders.text(rows))
                .toString();
    }

    private static List<NamedCsvRecord> read(Path csv) throws IOException {
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(csv)) {
            return rows.stream().toList();
        }
    }

    @Test
    void namesOfOthersAreNoFormulasInAnyFileAndChineseIsReadBack() throws IOException {
        Path report = directory.resolve("report");
        String day = day(
                MUG.replace("MUG", "\"=HYPERLINK(\"\"http://x\"\",\"\"红\"\")\""),
                MUG.replace("1,20001,MUG", "1,20002,红色马克杯"),
                "C9,=20003,-,-3,2011-11-24 09:30:00,1.0,@17,UK",
                MUG.replace(",2,", ",=2,"),
                MUG.replace("20001", "POST"));
        Run.of("--orders", day, "--report", report.toString()).balanced();
        for (String name : List.of(Report.SKUS, Report.BAD_ROWS, Report.REMARKS, Report.EARLIER_RETURNS)) {
            byte[] bytes = Files.readAllBytes(report.resolve(name));
            assertEquals("[-17, -69, -65]", Arrays.toString(Arrays.copyOf(bytes, 3)), name);
            for (NamedCsvRecord row : read(report.resolve(name))) {
                for (String cell : row.getFields()) {
                    assertFalse(runs(cell), () -> name + ": " + cell);
                }
            }
        }
        List<NamedCsvRecord> skus = read(report.resolve(Report.SKUS));
        assertEquals("'=HYPERLINK(\"http://x\",\"红\")", named(skus, "20001").getField("name"));
        assertEquals("红色马克杯", named(skus, "20002").getField("name"));
        assertEquals("3", named(skus, "'=20003").getField("returned"));
        NamedCsvRecord back = read(report.resolve(Report.EARLIER_RETURNS)).get(0);
        assertEquals(List.of("C9", "'@17", "'=20003", "3"), back.getFields());
    }

    /** Whether a spreadsheet may take a cell for a formula. */
    private static boolean runs(String cell) {
        return cell.matches("(?s)[\\s\\h]*[=+\\-@＝＋－＠].*") && !cell.matches("-?[0-9.]+");
    }

    private static NamedCsvRecord named(List<NamedCsvRecord> skus, String sku) {
        return skus.stream()
                .filter(row -> row.getField("sku").equals(sku))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aReportReplacesAnEarlierOneAndNoOtherFile() throws IOException {
        Path report = directory.resolve("report");
        String day = day(MUG);
        Run.of("--orders", day, "--report", report.toString()).balanced();
        Run.of("--orders", day, "--report", report.toString(), "--opening", "100")
                .balanced();
        assertEquals("2", named(read(report.resolve(Report.SKUS)), "20001").getField("opening"));

        Path own = Files.writeString(report.resolve(Report.SKUS), "my,own,table\n");
        Run.of("--orders", day, "--report", report.toString())
                .wrongFiles("--report " + report
                        + ": has a file skus.csv that is not of a report; a folder that has none was expected");
        assertEquals("my,own,table\n", Files.readString(own));
        assertTrue(Files.exists(report.resolve(Report.BAD_ROWS)));
    }

    @Test
    void ofARunThatFailsNoEarlierResultIsLeft() throws IOException {
        Path report = directory.resolve("report");
        Run.of("--orders", day(MUG), "--report", report.toString()).balanced();
        Run.of("--orders", day("noise"), "--report", report.toString()).wrongFiles("no order is left");
        assertTrue(Files.notExists(report.resolve(Report.SKUS)));
        assertEquals(
                "1 fields where 8 were expected",
                read(report.resolve(Report.BAD_ROWS)).get(0).getField("reason"));
    }

    @ParameterizedTest
    @CsvSource({"day.csv, it is a file", "day.csv/below, Not a directory"})
    void aFolderThatCannotBeMadeIsOneLine(String name, String reason) throws IOException {
        String day = day(MUG);
        Run.of("--orders", day, "--report", directory.resolve(name).toString())
                .wrongFiles("cannot be made a directory");
        Run.of("--orders", day, "--report", directory.resolve(name).toString()).wrongFiles(reason);
    }

    @Test
    void aFolderInPlaceOfAFileIsRefused() throws IOException {
        Files.createDirectories(directory.resolve("report").resolve(Report.REMARKS));
        Run.of("--orders", day(MUG), "--report", directory.resolve("report").toString())
                .wrongFiles("has a file remarks.csv that is not of a report");
    }

    @Test
    void theHeaderIsWholeInUtf8() throws IOException {
        Path report = directory.resolve("report");
        Run.of("--orders", day(MUG), "--report", report.toString()).balanced();
        assertEquals(
                "\uFEFFfile,row,column,remark\r\n",
                Files.readString(report.resolve(Report.REMARKS), StandardCharsets.UTF_8));
    }
}
