package io.inventory4j.live.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of docs/live-feed.md, over an inventory in memory. */
@Timeout(120)
class LiveFeedDocTest {
    private final StockKey lipstick = StockKey.of("LIPSTICK-01");
    private final StockKey serum = StockKey.of("SERUM-02");
    private final List<LevelBatch> shown = new ArrayList<>();

    private void show(LevelBatch... batches) {
        shown.addAll(List.of(batches));
    }

    private Inventory inventory() {
        Inventory inventory = InventoryBuilder.inMemory().build();
        inventory.receive("delivery-1", lipstick, 10).orThrow();
        return inventory;
    }

    @Test
    void thePageHasTheLinesOfThisTest() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "live-feed.md"));
        String test = blanks(Files.readString(
                Path.of("src", "test", "java", "io", "inventory4j", "live", "feed", "LiveFeedDocTest.java")));
        List<String> blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> blanks(block.group(1)))
                .toList();
        assertEquals(4, blocks.size());
        blocks.forEach(block -> assertTrue(test.contains(block), block));
    }

    private static String blanks(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void aReader() throws Exception {
        try (Inventory inventory = inventory()) {
            try (LevelFeed feed = LevelFeed.open(inventory, List.of(lipstick, serum))) {
                LevelReader reader = feed.reader(Visibility.units());
                LevelBatch snapshot = reader.next(Duration.ofSeconds(5)).orElseThrow();

                inventory
                        .reserve(ReserveRequest.of("order-1", "buyer-1").line("LIPSTICK-01", 2))
                        .orThrow();
                LevelBatch change = reader.next(Duration.ofSeconds(5)).orElseThrow();
                show(snapshot, change);
            }
        }
        assertEquals(List.of(new ShownStock.Units(10), new ShownStock.Units(0)), Levels.stocks(shown.get(0)));
        assertEquals(List.of(new ShownStock.Units(8)), Levels.stocks(shown.get(1)));
    }

    @Test
    void aCallback() throws Exception {
        Map<StockKey, ShownStock> screen = new ConcurrentHashMap<>();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Inventory inventory = inventory();
                LevelFeed feed = LevelFeed.open(inventory, List.of(lipstick, serum))) {
            LevelReader callback = feed.listen(
                    Visibility.yesOrNo(),
                    feed.lines(),
                    executor,
                    batch -> batch.levels().forEach(level -> screen.put(level.key(), level.stock())));
            inventory.receive("delivery-2", serum, 1).orThrow();
            while (!new ShownStock.InStock(true).equals(screen.get(serum))) {
                Thread.onSpinWait();
            }
            assertEquals(0, callback.health().failures());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aStream() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Inventory inventory = inventory();
                LevelFeed feed = LevelFeed.open(inventory, List.of(lipstick, serum))) {
            Visibility forBuyers = Visibility.bands(List.of(
                            new StockBand(0, "sold out"), new StockBand(1, "few left"), new StockBand(10, "in stock")))
                    .withBuffer(3);
            LevelStreamHandler handler =
                    new LevelStreamHandler(feed, forBuyers, StreamTerms.USUAL, Executors.newCachedThreadPool(), 1_000);
            server.createContext("/levels", handler);
            server.start();
            URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/levels");
            StringBuilder text = new StringBuilder();
            try (InputStream in = uri.toURL().openStream()) {
                while (!text.toString().contains("]\n\n")) {
                    text.append(new String(in.readNBytes(1), StandardCharsets.UTF_8));
                }
            }
            assertTrue(text.toString().contains("\"band\":\"few left\""), text.toString());
            assertFalse(text.toString().contains("version"), text.toString());
        } finally {
            server.stop(0);
        }
    }
}
