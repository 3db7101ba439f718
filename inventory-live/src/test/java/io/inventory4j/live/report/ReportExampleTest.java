package io.inventory4j.live.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.report.books.ReportBuilder;
import io.inventory4j.live.report.books.SaleBooks;
import io.inventory4j.live.report.page.HtmlReport;
import io.inventory4j.live.text.SaleLanguage;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/live-report.md, and that the page has the same lines. */
class ReportExampleTest {
    @Test
    void theExampleDoesWhatThePageSays(@TempDir Path directory) throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream screen = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            example(directory);
        } finally {
            System.setOut(screen);
        }
        assertEquals(
                "COUNT_DIFFERS: Counted 97, the books have 98: 1 missing. As many are sold and not reported as shipped:"
                        + " they may have left.",
                printed.toString(StandardCharsets.UTF_8).strip());
        assertTrue(Files.readString(directory.resolve("report.html")).contains("Lipstick, red"));
        assertEquals(
                97,
                JsonReport.read(Files.newInputStream(directory.resolve("report.json")))
                        .total()
                        .remaining());
        assertTrue(Files.exists(directory.resolve("closing.csv")));
    }

    private static void example(Path directory) throws IOException {
        Instant begin = Instant.now();
        // begin
        try (Inventory inventory = InventoryBuilder.inMemory().build()) {
            inventory.receive("po-1", "LIPSTICK-01", 100).orThrow();

            SaleBooks before = SaleBooks.from(0);
            before.catchUp(inventory);
            SaleBooks books = SaleBooks.from(before.next())
                    .opening(inventory.levels(List.of(StockKey.of("LIPSTICK-01"))))
                    .comparingOrders();

            inventory
                    .sell(ReserveRequest.of("order-1", "buyer-1").line("LIPSTICK-01", 2))
                    .orThrow();
            inventory
                    .sell(ReserveRequest.of("order-2", "buyer-2").line("LIPSTICK-01", 1))
                    .orThrow();
            inventory.ship("order-1").orThrow();

            books.catchUp(inventory);
            SaleReport report = ReportBuilder.of("Room 7", books, begin, Instant.now())
                    .levels(inventory.levels(List.of(StockKey.of("LIPSTICK-01"))))
                    .counts(Map.of(StockKey.of("LIPSTICK-01"), 97L))
                    .platformOrders(List.of(
                            new PlatformOrder("order-1", "LIPSTICK-01", 2),
                            new PlatformOrder("order-2", "LIPSTICK-01", 1)))
                    .reservations(inventory::reservation)
                    .names(Map.of("LIPSTICK-01", "Lipstick, red"))
                    .build();
            report.discrepancies().forEach(System.out::println);

            CsvReport.write(report, directory);
            try (OutputStream json = Files.newOutputStream(directory.resolve("report.json"));
                    OutputStream page = Files.newOutputStream(directory.resolve("report.html"))) {
                JsonReport.write(report, json);
                HtmlReport.write(report, SaleLanguage.CHINESE, ZoneId.of("Asia/Shanghai"), page);
            }
            // end
        }
    }

    @Test
    void thePageHasTheSameLines() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/inventory4j/live/report/ReportExampleTest.java"));
        String code = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("            // end\n"))
                .indent(-8);
        String page = Files.readString(Path.of("../docs/live-report.md"));
        assertTrue(page.contains("```java\n" + code + "}\n```"), "docs/live-report.md has not:\n" + code);
    }
}
