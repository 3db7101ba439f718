package io.inventory4j.live.feed;

import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.util.List;

/** Levels for tests, and how long they are patient. */
final class Levels {
    /** What is waited for and comes; a test that waits so long has failed. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static final StockKey LIPSTICK = StockKey.of("LIPSTICK-01");
    static final StockKey SERUM = StockKey.of("SERUM-02");

    private Levels() {}

    static StockLevel level(StockKey key, long available, long version) {
        return new StockLevel(key, available, 0, 0, 0, 0, 0, 0, version, SaleState.OPEN, Window.NONE, 0, false);
    }

    static LevelBatch next(LevelReader reader) throws InterruptedException {
        return reader.next(PATIENCE).orElseThrow();
    }

    static List<ShownStock> stocks(LevelBatch batch) {
        return batch.levels().stream().map(ShownLevel::stock).toList();
    }
}
