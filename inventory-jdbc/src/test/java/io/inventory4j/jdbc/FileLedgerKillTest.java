package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Charge;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.testkit.Conservation;
import io.inventory4j.testkit.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that sells from a file and is killed in the middle of it: what it acknowledged is there, and nothing by half. */
class FileLedgerKillTest {
    private static final int STOCK = 100_000;
    private static final int THREADS = 4;

    @TempDir
    Path folder;

    /** The process that is killed: sells as fast as it can, and says each order that was acknowledged. */
    static final class Seller {
        private Seller() {}

        public static void main(String[] args) {
            JdbcLedger ledger = JdbcLedger.inFile(Path.of(args[0]));
            for (int thread = 0; thread < THREADS; thread++) {
                String name = args[1] + "-" + thread + "-";
                new Thread(() -> sell(ledger, name)).start();
            }
        }

        private static void sell(JdbcLedger ledger, String name) {
            for (int i = 0; i < STOCK; i++) {
                String order = name + i;
                if (Shelf.one(ledger, Shelf.reserve(order, "A", 1, Charge.of("buyer/" + order, 1)))
                        .applied()) {
                    System.out.println(order);
                }
            }
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesTheProcess() throws IOException, InterruptedException {
        long seed = Effort.seed();
        System.out.println("file ledger killed: seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve("shop.db");
        try (JdbcLedger ledger = JdbcLedger.inFile(file)) {
            Shelf.stock(ledger, "A", STOCK);
        }
        List<String> acknowledged = new ArrayList<>();
        for (int run = 0; run < 2 * Effort.scale(); run++) {
            acknowledged.addAll(killed(file, "run" + run, 20 + random.nextInt(200)));
        }
        try (JdbcLedger ledger = JdbcLedger.inFile(file);
                Conservation watched = Conservation.of(ledger)) {
            for (String order : acknowledged) {
                assertTrue(
                        ledger.reservation(ReservationId.of(order)).isPresent(),
                        () -> order + " was acknowledged and is gone; seed " + seed);
            }
            StockLevel level = ledger.levels(List.of(StockKey.of("A"))).get(0);
            assertEquals(STOCK, level.available() + level.reserved());
            assertTrue(level.reserved() >= acknowledged.size(), () -> level + " for " + acknowledged.size());
            assertEquals(level.reserved(), held(ledger), "reservations and line");
            assertEquals(
                    level.version(),
                    ledger.reports().journal(StockKey.of("A"), 0, STOCK).size(),
                    "journal and line");
            // The ledger goes on, and each order is known.
            String first = acknowledged.get(0);
            assertTrue(Shelf.one(watched, Shelf.reserve(first, "A", 1)).applied());
            assertEquals(1, ledger.used("buyer/" + first));
        }
    }

    private static long held(JdbcLedger ledger) {
        return ledger.reports().oldestOpen(STOCK).stream()
                .mapToLong(open -> open.reservation().lines().get(0).reserved())
                .sum();
    }

    /** Sells until so many orders were acknowledged, kills, and returns all that were. */
    private static List<String> killed(Path file, String name, int orders) throws IOException, InterruptedException {
        Process seller = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Seller.class.getName(),
                        file.toString(),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> acknowledged = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(seller.getInputStream(), StandardCharsets.UTF_8))) {
            String order = out.readLine();
            while (order != null) {
                acknowledged.add(order);
                if (acknowledged.size() == orders) {
                    // Not by the process itself, which would close what it has still to say.
                    seller.toHandle().destroyForcibly();
                }
                order = out.readLine();
            }
        } finally {
            seller.destroyForcibly();
            assertTrue(seller.waitFor(60, TimeUnit.SECONDS), "the killed process is still there");
        }
        // The last line may have been cut by the kill.
        return acknowledged.subList(0, Math.max(0, acknowledged.size() - 1));
    }
}
