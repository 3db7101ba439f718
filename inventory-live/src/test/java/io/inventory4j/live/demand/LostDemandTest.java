package io.inventory4j.live.demand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.RefusedDemand;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What buyers could not get, counted within bounds. */
@Timeout(120)
class LostDemandTest {
    private static final Instant MINUTE = RandomDemand.START;

    private static RefusedDemand refused(String sku, int minute, long requests) {
        return new RefusedDemand(
                MINUTE.plusSeconds(60L * minute),
                StockKey.of(sku),
                Reason.OUT_OF_STOCK,
                null,
                "room-7",
                null,
                requests,
                requests,
                0);
    }

    private static DemandRow row(Instant minute, String sku, long requests) {
        return new DemandRow(minute, sku, Reason.OUT_OF_STOCK, null, "room-7", requests, requests, 0);
    }

    private static List<Long> sums(LostDemand demand) {
        DemandTotals totals = demand.totals();
        return List.of(totals.requests(), totals.units(), totals.unitsBeside());
    }

    @RepeatedTest(10)
    void withinItsBoundsEveryCountIsKeptApart() {
        long seed = new Random().nextLong();
        List<RefusedDemand> refused = RandomDemand.some(new Random(seed), 5_000, 30, 20);
        LostDemand demand = LostDemand.create(10_000, 20);
        refused.forEach(demand::onRefused);
        assertEquals(RandomDemand.rows(refused), demand.snapshot(), () -> "seed " + seed);
        assertEquals(RandomDemand.sums(RandomDemand.rows(refused)), sums(demand), () -> "seed " + seed);
        assertEquals(0, demand.totals().requestsOfOthers() + demand.totals().requestsEarlier());
    }

    @RepeatedTest(10)
    void beyondItsBoundsNothingIsLostButDetail() {
        long seed = new Random().nextLong();
        List<RefusedDemand> refused = RandomDemand.some(new Random(seed), 5_000, 30, 20);
        LostDemand demand = new LostDemand(10, 5, 40);
        refused.forEach(demand::onRefused);
        List<DemandRow> rows = demand.snapshot();
        assertEquals(RandomDemand.sums(RandomDemand.rows(refused)), sums(demand), () -> "seed " + seed);
        assertEquals(RandomDemand.sums(rows), sums(demand));
        long keys = rows.stream()
                .filter(row -> row.sku() != null)
                .map(row -> row.sku() + row.reason() + row.rule() + row.channel())
                .distinct()
                .count();
        assertEquals(10, keys, () -> "seed " + seed);
        List<DemandRow> dated =
                rows.stream().filter(row -> row.minute() != null).toList();
        assertTrue(dated.size() <= 40
                && dated.stream().map(DemandRow::minute).distinct().count() <= 5);
        long others = rows.stream()
                .filter(row -> row.sku() == null)
                .mapToLong(DemandRow::requests)
                .sum();
        long earlier = rows.stream()
                .filter(row -> row.minute() == null)
                .mapToLong(DemandRow::requests)
                .sum();
        assertTrue(others > 0 && earlier > 0, () -> "seed " + seed);
        assertEquals(others, demand.totals().requestsOfOthers());
        assertEquals(earlier, demand.totals().requestsEarlier());
    }

    @RepeatedTest(10)
    void nodesMergeInAnyOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<RefusedDemand> refused = RandomDemand.some(random, 3_000, 20, 30);
        LostDemand one = LostDemand.create(10_000, 7);
        List<LostDemand> nodes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            nodes.add(LostDemand.create(10_000, 7));
        }
        for (RefusedDemand each : refused) {
            one.onRefused(each);
            nodes.get(random.nextInt(nodes.size())).onRefused(each);
        }
        Collections.shuffle(nodes, random);
        LostDemand all = LostDemand.create(10_000, 7);
        nodes.forEach(node -> all.addAll(node.snapshot()));
        assertEquals(one.snapshot(), all.snapshot(), () -> "seed " + seed);
        assertEquals(true, all.rest().isEmpty(), "what other nodes note is noted again");
    }

    @Test
    void anOldMinuteCountsAmongThoseBeforeAndANewOneMakesRoom() {
        LostDemand demand = LostDemand.create(10, 2);
        demand.onRefused(refused("A", 5, 1));
        demand.onRefused(refused("A", 6, 2));
        demand.onRefused(refused("A", 4, 4));
        assertEquals(4, demand.totals().requestsEarlier());
        demand.onRefused(refused("A", 9, 8));
        demand.onRefused(refused("A", 5, 16));
        Instant six = MINUTE.plusSeconds(360);
        assertEquals(
                List.of(
                        new DemandRow(null, "A", Reason.OUT_OF_STOCK, null, "room-7", 21, 21, 0),
                        row(six, "A", 2),
                        row(MINUTE.plusSeconds(540), "A", 8)),
                demand.snapshot());
    }

    @Test
    void whatTheInventoryCouldNotKeepApartIsOfOthers() {
        LostDemand demand = LostDemand.create();
        demand.onRefused(new RefusedDemand(MINUTE, null, Reason.OUT_OF_STOCK, null, null, null, 7, 9, 1));
        demand.onRefused(refused("live/notes", 0, 3));
        assertEquals(List.of(new DemandRow(MINUTE, null, Reason.OUT_OF_STOCK, null, null, 7, 9, 1)), demand.snapshot());
        assertEquals(new DemandTotals(7, 9, 1, 7, 0), demand.totals());
    }

    @Test
    void boundsAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> LostDemand.create(0, 1));
        assertThrows(IllegalArgumentException.class, () -> LostDemand.create(1, 0));
        assertThrows(IllegalArgumentException.class, () -> LostDemand.create(100_001, 1));
        assertThrows(IllegalArgumentException.class, () -> LostDemand.create(1, 10_081));
        assertThrows(IllegalArgumentException.class, () -> row(MINUTE.plusSeconds(1), "A", 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new DemandRow(MINUTE, null, Reason.NOT_OPEN, null, "room-7", 1, 1, 0));
    }

    /** Eight callers at once, over several SKUs and channels: the counts are those of the callers. */
    @Test
    void aStormIsCountedToTheLastRequest() throws Exception {
        int callers = 8;
        int each = 20_000;
        long seed = new Random().nextLong();
        LostDemand demand = LostDemand.create();
        List<RefusedDemand> own = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try (Inventory shop = InventoryBuilder.inMemory()
                .clock(() -> MINUTE)
                .onRefused(demand)
                .build()) {
            shop.receive("po", "SKU-0", 500).orThrow();
            CountDownLatch start = new CountDownLatch(1);
            List<Callable<List<RefusedDemand>>> tasks = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Random random = new Random(seed + i);
                String name = "caller-" + i;
                tasks.add(() -> {
                    start.await();
                    return storm(shop, name, each, random);
                });
            }
            List<Future<List<RefusedDemand>>> running = new ArrayList<>();
            tasks.forEach(task -> running.add(threads.submit(task)));
            start.countDown();
            for (Future<List<RefusedDemand>> one : running) {
                own.addAll(one.get());
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(RandomDemand.rows(own), demand.snapshot(), () -> "seed " + seed);
        assertEquals(500, callers * each - own.size(), () -> "seed " + seed);
    }

    /** What a caller was refused. */
    private static List<RefusedDemand> storm(Inventory shop, String name, int each, Random random) {
        List<RefusedDemand> refused = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            String sku = "SKU-" + random.nextInt(3);
            String channel = "room-" + random.nextInt(3);
            Outcome outcome = shop.reserve(
                    ReserveRequest.of(name + "-" + i, name).line(sku, 1).channel(channel));
            outcome.refused()
                    .ifPresent(why -> refused.add(
                            new RefusedDemand(MINUTE, StockKey.of(sku), why.reason(), null, channel, null, 1, 1, 0)));
        }
        return refused;
    }
}
