package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A node is killed in the middle of a sale, several times, and started again. In the end each thing was done once: the
 * same as where nobody was killed.
 */
@Timeout(600)
class KilledSaleTest {
    private static final int SEEDS = 1;
    private static final int KILLS = 3;
    private static final List<String> LOCATIONS = List.of("main", "live/friday", "live/friday/x", "live/friday/y");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void aSaleWhoseNodeIsKilledEndsLikeAnyOther(SaleStore store) throws Exception {
        long seed = Effort.seed();
        System.out.println("killed sales: store=" + store + " seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int killed = 0;
        for (int round = 0; round < SEEDS * Effort.scale(); round++) {
            long work = random.nextLong();
            String name = "sale-" + Integer.toHexString(random.nextInt());
            String place = store.place(directory, name);
            for (int kill = 0; kill < KILLS; kill++) {
                killed += run(store, place, work, 1 + random.nextInt(SaleNode.STEPS)) ? 1 : 0;
            }
            run(store, place, work, Integer.MAX_VALUE);
            try (Inventory inventory = store.open(place)) {
                check(inventory, "seed " + seed + ", round " + round);
            }
        }
        System.out.println("killed sales: store=" + store + " rounds=" + SEEDS * Effort.scale() + " kills=" + killed);
        assertTrue(killed > 0, "no process was killed");
    }

    /** Runs a node, and kills it once it has printed so many lines; whether it was killed. */
    private boolean run(SaleStore store, String place, long work, int lines) throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SaleNode.class.getName(),
                        store.name(),
                        place,
                        Long.toString(work))
                .redirectInput(new File("/dev/null"))
                .redirectError(errors.toFile())
                .start();
        String last = "";
        try (BufferedReader reader = process.inputReader()) {
            int printed = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = line;
                if (++printed == lines) {
                    return true;
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertTrue(last.equals(SaleNode.ENDED + " 0"), "it said '" + last + "', and " + Files.readString(errors));
        return false;
    }

    private static void check(Inventory inventory, String where) {
        LiveSale sale = SaleShop.open(inventory);
        List<SaleOperation> operations = sale.operations();
        long toA = 50;
        long toB = 40;
        for (SaleOperation operation : operations) {
            assertTrue(operation.outcome() != null, where + ": " + operation);
            if (operation.done() && operation.action() instanceof Action.TopUp topUp) {
                toA += topUp.sku().equals("A") ? topUp.units() : 0;
                toB += topUp.sku().equals("B") ? topUp.units() : 0;
            }
        }
        Map<StockKey, Long> received = received(inventory);
        assertEquals(
                toA,
                received.getOrDefault(SaleNode.A_X, 0L) + received.getOrDefault(StockKey.of("A", "live/friday/y"), 0L),
                where);
        assertEquals(toB, received.getOrDefault(SaleNode.B_SALE, 0L), where);
        for (String sku : List.of("A", "B", "C")) {
            assertEquals(
                    100,
                    LOCATIONS.stream()
                            .mapToLong(at -> onHand(inventory, sku, at))
                            .sum(),
                    where);
        }
        assertEquals(List.of(), sale.waitingList().waiting("B"), where + ": nobody waits for what has ended");
        assertEquals(0, onHand(inventory, "B", "live/friday"), where + ": all that was held was given back");
    }

    private static long onHand(Inventory inventory, String sku, String location) {
        return inventory
                .level(StockKey.of(sku, location))
                .map(StockLevel::onHand)
                .orElse(0L);
    }

    /** Units that came to each line from elsewhere, less what went to another line of the sale, by the journal. */
    private static Map<StockKey, Long> received(Inventory inventory) {
        Map<StockKey, Long> units = new HashMap<>();
        long place = 0;
        JournalPage page;
        do {
            page = inventory.journal(place, 1_000).orElseThrow();
            place = page.next();
            for (JournalEntry entry : page.entries()) {
                long delta = entry.change().after().onHand()
                        - entry.change().before().onHand();
                if (!entry.command().startsWith("live/friday/back/")) {
                    units.merge(entry.change().key(), delta, Long::sum);
                }
            }
        } while (!page.entries().isEmpty());
        return units;
    }
}
