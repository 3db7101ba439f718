package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.orders.SampleOrders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The plan as a file that is written, edited and read. */
@Timeout(120)
class PlanOptionTest {
    private static final String HEADERS = "sku,tier,on hand,safety stock,allotment,sharing";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String day() throws IOException {
        return Files.writeString(directory.resolve("day.csv"), SampleOrders.text(SampleOrders.crowdedDay(4, 80)))
                .toString();
    }

    private String plan(String... lines) throws IOException {
        return Files.writeString(directory.resolve("plan.csv"), String.join("\n", lines) + "\n")
                .toString();
    }

    private Run run(String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--orders", day(), "--threads", "1"));
        all.addAll(Arrays.asList(options));
        return Run.of(all.toArray(String[]::new));
    }

    @Test
    void theDerivedPlanIsWrittenAndGivesTheSameSale() throws IOException {
        String out = directory.resolve("out.csv").toString();
        Run derived = run("--plan-out", out).balanced();
        Run own = run("--plan", out).balanced();
        assertEquals(derived.last(), own.last());
        assertTrue(own.said(out), "the plan's file is named");
    }

    @Test
    void whatIsEditedIsSold() throws IOException {
        Run run = run("--plan", plan(HEADERS, "20005,HERO,40,0,40,isolated", "20006,LONG_TAIL,9,2,5,shared"))
                .balanced();
        assertTrue(run.last(Run.SOLD) > 0 && run.last(Run.SOLD) <= 45, run::last);
        assertTrue(run.said("not sold here"), () -> String.join("\n", run.out()));
        assertTrue(run.said("by the limit sale-cap"), () -> String.join("\n", run.out()));
    }

    /** What the plan forbids is refused by the shop, and no discrepancy. */
    @Test
    void limitsOfThePlanRefuse() throws IOException {
        Run run = run(
                        "--plan",
                        plan(
                                HEADERS + ",order maximum,multiples of,regions allowed,per identity",
                                "20005,HERO,400,0,400,isolated,3,,,",
                                "20006,HERO,400,0,400,isolated,,4,,",
                                "20007,HERO,400,0,400,isolated,,,CN,",
                                "20008,HERO,400,0,400,shared,,,,device=2"))
                .balanced();
        for (String rule : List.of("per-order", "multiples-of", "region-allowed")) {
            assertTrue(run.said("by the limit " + rule), () -> rule + "\n" + String.join("\n", run.out()));
        }
    }

    @Test
    void everyMistakeIsNamedByRowAndColumn() throws IOException {
        String plan = plan(HEADERS, "20005,HERO,x,0,40,isolated", "20006,LONG_TAIL,9,2,8,shared");
        Run run = run("--plan", plan);
        run.wrongFiles("plan.csv: 2 mistakes; the first: C2 on hand 'x'");
        assertTrue(run.said("wrong in the plan: C2 on hand 'x': expected whole units"));
        assertTrue(run.said("wrong in the plan: E3 allotment '8': 20006: allotment is 8"));
    }

    @Test
    void aPlanThatIsNotThereOrEmptyIsOneSentence() throws IOException {
        run("--plan", directory.resolve("none.csv").toString()).wrongFiles("none.csv: no such file");
        run("--plan", plan("")).wrongFiles("the column 'SKU' is missing");
        run("--plan-out", directory.resolve("no/such/folder.csv").toString()).wrongFiles("cannot be written");
        run("--plan", plan(HEADERS, "20005,HERO,0,0,0,isolated")).wrongFiles("has nothing on hand");
    }

    @Test
    void aPlanInTheReportIsLeftAsTheUserHasWrittenIt() throws IOException {
        Path report = Files.createDirectories(directory.resolve("report"));
        run("--report", report.toString()).balanced();
        Path own = report.resolve("plan.csv");
        Files.writeString(own, Files.readString(own).replace("\r\n", "\n"));
        byte[] before = Files.readAllBytes(own);
        run("--report", report.toString(), "--plan", own.toString()).balanced();
        assertArrayEquals(before, Files.readAllBytes(own));
        run("--report", report.toString()).balanced();
        assertFalse(Arrays.equals(before, Files.readAllBytes(own)));
        assertTrue(new String(before, StandardCharsets.UTF_8).startsWith("\uFEFFSKU,"));
    }
}
