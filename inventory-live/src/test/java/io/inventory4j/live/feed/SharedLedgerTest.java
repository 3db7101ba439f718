package io.inventory4j.live.feed;

import static io.inventory4j.live.feed.Levels.LIPSTICK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two inventories over one ledger: the feed of one shows what both sell. */
@Timeout(120)
class SharedLedgerTest {
    private static final int ORDERS = 2_000;
    private static final int LINES = 5;

    @Test
    void whatBothSellIsShownToTheLastUnit() throws Exception {
        long seed = System.nanoTime();
        List<StockKey> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(StockKey.of("SKU-" + i));
        }
        ExecutorService sellers = Executors.newFixedThreadPool(2);
        try (InMemoryLedger ledger = InMemoryLedger.create();
                Inventory here = InventoryBuilder.over(ledger).build();
                Inventory there = InventoryBuilder.over(ledger).build();
                LevelFeed feed = LevelFeed.open(there, lines)) {
            for (StockKey line : lines) {
                here.receive("opening-" + line.sku(), line, ORDERS / LINES).orThrow();
            }
            LevelReader reader = feed.reader(Visibility.buckets());
            List<Future<?>> selling = new ArrayList<>();
            for (Inventory shop : List.of(here, there)) {
                String name = shop == here ? "here" : "there";
                Random random = new Random(seed + name.length());
                selling.add(sellers.submit(() -> sell(shop, name, random)));
            }
            for (Future<?> done : selling) {
                done.get();
            }
            Terminal terminal = new Terminal();
            for (StockKey line : lines) {
                StockLevel held = here.level(line).orElseThrow();
                assertEquals(held, terminal.awaitVersion(reader, line, held.version()), "seed " + seed);
            }
        } finally {
            sellers.shutdownNow();
        }
    }

    private static void sell(Inventory shop, String name, Random random) {
        for (int i = 0; i < ORDERS; i++) {
            String order = name + "-" + i;
            var request = ReserveRequest.of(order, "buyer").line("SKU-" + random.nextInt(LINES), 1);
            if (shop.reserve(request).applied() && random.nextBoolean()) {
                shop.confirm(order).orThrow();
            }
        }
    }

    /** What was shown last of each line. */
    private static final class Terminal {
        private final Map<StockKey, StockLevel> shown = new HashMap<>();

        StockLevel awaitVersion(LevelReader reader, StockKey line, long version) throws InterruptedException {
            while (!shown.containsKey(line) || shown.get(line).version() < version) {
                for (ShownLevel level : Levels.next(reader).levels()) {
                    shown.put(level.key(), ((ShownStock.Buckets) level.stock()).level());
                }
            }
            return shown.get(line);
        }
    }

    @Test
    void aLineThatComesIntoBeingIsShown() throws Exception {
        try (InMemoryLedger ledger = InMemoryLedger.create();
                Inventory here = InventoryBuilder.over(ledger).build();
                Inventory there = InventoryBuilder.over(ledger).build();
                LevelFeed feed = LevelFeed.open(there, List.of(LIPSTICK))) {
            LevelReader reader = feed.reader(Visibility.yesOrNo());
            assertEquals(List.of(new ShownStock.InStock(false)), Levels.stocks(Levels.next(reader)));
            here.receive("delivery", LIPSTICK, 1).orThrow();
            assertEquals(List.of(new ShownStock.InStock(true)), Levels.stocks(Levels.next(reader)));
        }
    }
}
