package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.Effort;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two nodes tick at the same sale, as processes, and one of them is killed at any moment. An alert, a planned step and an
 * offer happen once, whichever of the two does them.
 */
@Timeout(600)
class KilledTwinTest {
    private static final int LINES = 60;
    private static final StockKey A_X = StockKey.of("A", "live/friday/x");
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");
    private static final List<String> WAITING = List.of("w0", "w1", "w2");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "REDIS"})
    void whicheverNodeDiesEachThingHappensOnce(SaleStore store) throws Exception {
        long seed = Effort.seed();
        System.out.println("killed twins: store=" + store + " seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        int twice = 0;
        for (int round = 0; round < Effort.scale(); round++) {
            String place = store.place(directory, "twin-" + Integer.toHexString(random.nextInt()));
            try (Inventory inventory = store.open(place)) {
                twice += round(store, place, inventory, 1 + random.nextInt(LINES), "seed " + seed + ", round " + round);
            }
        }
        System.out.println("killed twins: store=" + store + " rounds=" + Effort.scale() + " toldTwice=" + twice);
    }

    private int round(SaleStore store, String place, Inventory inventory, int deadly, String where) throws Exception {
        for (String sku : List.of("A", "B", "C")) {
            inventory.receive("po-" + sku, sku, 100).orThrow();
        }
        LiveSale sale = SaleShop.open(inventory);
        Process victim = start(store, place);
        Process survivor = start(store, place);
        try {
            CompletableFuture<List<String>> ofVictim = CompletableFuture.supplyAsync(() -> read(victim, deadly));
            CompletableFuture<List<String>> ofSurvivor =
                    CompletableFuture.supplyAsync(() -> read(survivor, Integer.MAX_VALUE));
            evening(inventory, sale);
            List<String> dead = ofVictim.get();
            victim.destroyForcibly().waitFor();
            try (Writer end = survivor.outputWriter()) {
                end.write("finish\n");
            }
            List<String> living = ofSurvivor.get();
            assertTrue(living.contains(TickingNode.ENDED), () -> where + ": " + living + errors());
            check(inventory, sale, where);
            return told(sale, dead, living, where);
        } finally {
            victim.destroyForcibly().waitFor();
            survivor.destroyForcibly().waitFor();
        }
    }

    /** B passes its levels and sells out; three wait for it; a step that waits for sales of A brings six more. */
    private static void evening(Inventory inventory, LiveSale sale) {
        sale.plan("more", SaleShop.ANNA, new Trigger.Sold("A", 5), new Action.TopUp("B", null, 6));
        sell(inventory, "o1", B_SALE, 33);
        sell(inventory, "o2", B_SALE, 7);
        for (String order : WAITING) {
            sale.waitingList()
                    .join(ReserveRequest.of(order, "buyer " + order).line(B_SALE, 2))
                    .orThrow();
        }
        sell(inventory, "o3", A_X, 5);
    }

    private static void sell(Inventory inventory, String order, StockKey key, long units) {
        inventory.sell(ReserveRequest.of(order, "buyer").line(key, units)).orThrow();
    }

    private Process start(SaleStore store, String place) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TickingNode.class.getName(),
                        store.name(),
                        place)
                .redirectError(ProcessBuilder.Redirect.appendTo(errorFile()))
                .start();
    }

    private File errorFile() {
        return directory.resolve("errors").toFile();
    }

    private String errors() {
        try {
            return Files.readString(errorFile().toPath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a node prints, up to so many lines. */
    private static List<String> read(Process process, int most) {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            while (line != null) {
                if (!line.startsWith("round ")) {
                    lines.add(line);
                }
                if (--most == 0) {
                    process.destroyForcibly();
                    return lines;
                }
                line = reader.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static void check(Inventory inventory, LiveSale sale, String where) {
        List<SaleOperation> steps = sale.operations();
        assertEquals(1, steps.size(), () -> where + ": " + steps);
        assertTrue(steps.get(0).done(), () -> where + ": " + steps);
        StockLevel level = inventory.level(B_SALE).orElseThrow();
        assertEquals(46, level.onHand(), where);
        assertEquals(0, level.available(), where);
        assertEquals(6, level.reserved(), where);
        for (String order : WAITING) {
            assertEquals(
                    2, inventory.reservation(order).orElseThrow().lines().get(0).reserved(), where + ": " + order);
        }
        assertEquals(List.of(), sale.waitingList().waiting("B"), where);
    }

    /** Each was told, and twice only by the node that died before it could note that; gives how many were. */
    private static int told(LiveSale sale, List<String> dead, List<String> living, String where) {
        List<String> expected = new ArrayList<>();
        sale.alerts().forEach(alert -> expected.add(TickingNode.ALERT + alert.id()));
        WAITING.forEach(order -> expected.add(TickingNode.OFFER + order + " Offered"));
        assertTrue(expected.size() >= 5, () -> where + ": " + expected);
        List<String> told = new ArrayList<>(dead);
        told.addAll(living);
        int twice = 0;
        for (String one : expected) {
            long by = told.stream().filter(one::equals).count();
            assertTrue(by >= 1, () -> where + ": nobody told " + one + ": " + told);
            assertTrue(by == 1 || (by == 2 && dead.contains(one)), () -> where + ": " + one + " in " + told);
            twice += by == 2 ? 1 : 0;
        }
        assertTrue(twice <= 1, () -> where + ": a node that dies does one thing at a time: " + told);
        return twice;
    }
}
