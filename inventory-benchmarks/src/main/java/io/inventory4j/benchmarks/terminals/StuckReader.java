package io.inventory4j.benchmarks.terminals;

import io.inventory4j.Inventory;
import io.inventory4j.benchmarks.measure.Plan;
import io.inventory4j.benchmarks.measure.Row;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.feed.LevelFeed;
import io.inventory4j.live.feed.LevelReader;
import io.inventory4j.live.feed.Visibility;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a reader costs that has taken its snapshot and never reads again: after it, and after many changes. Between two
 * readers every line changes, so that none shares the levels that it keeps with another one.
 */
final class StuckReader {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private StuckReader() {}

    static Row measure(Plan plan) throws Exception {
        int readers = plan.pick(10, 200, 1_000);
        return Row.of(
                "terminals-stuck",
                "reader-of-100-lines",
                Map.of(
                        "bytes_at_first",
                        held(readers, 0),
                        "bytes_at_last",
                        held(readers, plan.pick(1_000, 100_000, 1_000_000))));
    }

    /** Bytes that are free again when the readers are closed, for each of them. */
    private static double held(int readers, int changes) throws Exception {
        List<LevelReader> stuck = new ArrayList<>();
        try (Inventory inventory = InventoryBuilder.inMemory().build();
                LevelFeed feed = LevelFeed.open(inventory, RoomSale.keys())) {
            int parcels = 0;
            for (int i = 0; i < readers; i++) {
                for (StockKey line : RoomSale.keys()) {
                    inventory.receive("parcel-" + parcels++, line, 1).orThrow();
                }
                feed.refresh();
                LevelReader reader = feed.reader(Visibility.units());
                if (reader.next(PATIENCE).isEmpty()) {
                    throw new IllegalStateException("a reader has no snapshot");
                }
                stuck.add(reader);
            }
            for (int i = 0; i < changes; i++) {
                inventory
                        .receive("parcel-" + parcels++, RoomSale.key(i % RoomSale.LINES), 1)
                        .orThrow();
            }
            feed.refresh();
            long held = usedBytes();
            stuck.forEach(LevelReader::close);
            stuck.clear();
            return (held - usedBytes()) / (double) readers;
        }
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
