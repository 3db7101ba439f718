package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.examples.replay.orders.SampleOrders;
import io.inventory4j.examples.replay.plan.SaleChannels;
import io.inventory4j.live.report.JsonReport;
import io.inventory4j.live.report.LineAccount;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report of the live sale, as the main job writes it. */
@Timeout(120)
class SaleReportTest {
    private static final List<String> FILES = List.of(
            "alerts.csv",
            "bad-rows.csv",
            "closing.csv",
            "counts.csv",
            "curves.csv",
            "discrepancies.csv",
            "feed-delay.csv",
            "limits.csv",
            "lost-demand.csv",
            "operations.csv",
            "pace.csv",
            "plan-check.csv",
            "plan.csv",
            "remarks.csv",
            "report.html",
            "report.json",
            "report.zh.html",
            "returns-without-sale.csv",
            "skus.csv",
            "sold-out.csv");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private Path report() {
        return directory.resolve("report");
    }

    private Run run(UnaryOperator<Inventory> wrap, String... more) throws IOException {
        Path day = Files.writeString(directory.resolve("day.csv"), SampleOrders.text(SampleOrders.crowdedDay(6, 150)));
        List<String> all = new ArrayList<>(List.of("--orders", day.toString(), "--report", report().toString()));
        all.addAll(Arrays.asList(more));
        return Run.of(wrap, all.toArray(String[]::new));
    }

    private SaleReport json() throws IOException {
        try (InputStream in = Files.newInputStream(report().resolve("report.json"))) {
            return JsonReport.read(in);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(report())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theReportHasAllFilesAndIsReplaced() throws IOException {
        for (int run = 1; run <= 2; run++) {
            run(UnaryOperator.identity()).balanced();
            assertEquals(FILES, files());
        }
        assertTrue(Files.readString(report().resolve("report.html")).contains("<html lang=\"en\""));
        assertTrue(Files.readString(report().resolve("report.zh.html")).contains("<html lang=\"zh"));
        Path foreign = report().resolve("report.html");
        Files.writeString(foreign, "<!DOCTYPE html>\n<html lang=\"en\"><p>mine</p></html>");
        run(UnaryOperator.identity()).wrongFiles("has a file report.html that is not of a report");
        assertTrue(Files.readString(foreign).contains("mine"));
    }

    /** Each line is compared with what the replay's own books have: orders as a platform lists them, and a count. */
    @Test
    void theEquationBalancesForEveryArticleAndBothListsAreCompared() throws IOException {
        Run run = run(UnaryOperator.identity(), "--threads", "4", "--buyer-limit", "20")
                .balanced();
        SaleReport report = json();
        assertEquals(List.of(), report.discrepancies());
        report.termsBySku().forEach((sku, terms) -> assertEquals(0, terms.unexplained(), sku));
        assertTrue(run.said("it balances for all " + report.termsBySku().size() + " SKUs."));
        assertTrue(report.checks().orders(), "orders were compared");
        assertFalse(report.counted().isEmpty());
        report.counted().forEach(line -> assertEquals(line.books(), line.counted(), () -> line.key() + ""));
        assertFalse(report.limits().isEmpty());
        assertFalse(report.lostDemand().isEmpty());
        assertTrue(report.operations().stream().anyMatch(done -> done.what().startsWith("End")));
        assertTrue(report.alerts().stream().anyMatch(alert -> "operator".equals(alert.acknowledgedBy())));
    }

    @Test
    void allChannelsSell() throws IOException {
        run(UnaryOperator.identity()).balanced();
        Set<String> sold = new HashSet<>();
        for (LineAccount line : json().lines()) {
            if (line.terms().sold() > 0) {
                sold.add(line.key().location());
            }
        }
        Set<String> own = new HashSet<>();
        SaleChannels.ALL.forEach(channel -> own.add("live/day-2011-11-24/" + channel));
        assertTrue(sold.containsAll(own), sold::toString);
    }

    /** A shop that ships an order without telling: its own books are right, and the ledger's list is not. */
    @Test
    void anOrderOfWhichTheLedgerKnowsNothingIsADiscrepancy() throws IOException {
        UnaryOperator<Inventory> forgetful = inventory -> Between.over(inventory, (method, given, call) -> {
            Object truth = call.make();
            if (!(truth instanceof Optional<?> some && some.orElse(null) instanceof JournalPage page)) {
                return truth;
            }
            List<JournalEntry> entries = new ArrayList<>(page.entries());
            entries.removeIf(entry -> entry.kind() == CommandKind.CONFIRM && entry.sequence() % 7 == 0);
            return Optional.of(new JournalPage(entries, page.next(), page.lost()));
        });
        Run run = run(forgetful);
        assertEquals(ExitCode.BROKEN, run.code());
        assertTrue(run.said("the report: "), () -> String.join("\n", run.out()));
        assertFalse(json().discrepancies().isEmpty());
    }
}
