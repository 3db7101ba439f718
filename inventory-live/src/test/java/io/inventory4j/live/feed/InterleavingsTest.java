package io.inventory4j.live.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random interleavings: whatever happens in between, what a terminal shows last is what the ledger holds. */
@Timeout(300)
class InterleavingsTest {
    private static final int ROUNDS = 1_000;
    private static final List<Visibility> VISIBILITIES = List.of(
            Visibility.buckets(),
            Visibility.units(),
            Visibility.units().withBuffer(3),
            Visibility.yesOrNo(),
            Visibility.bands(List.of(new StockBand(0, "none"), new StockBand(1, "few"), new StockBand(6, "some"))));

    /** A terminal as a client would write it: what it was sent last of each line, and where it was then. */
    private static final class Terminal {
        private final Visibility visibility;
        private final List<StockKey> lines;
        private final Map<StockKey, ShownLevel> shown = new HashMap<>();
        private LevelReader reader;
        private String place;

        Terminal(LevelFeed feed, Visibility visibility, List<StockKey> lines) {
            this.visibility = visibility;
            this.lines = lines;
            reader = feed.reader(visibility, lines, null);
            place = "";
        }

        /** Takes one batch, if there is one. */
        boolean take(boolean historiesAreLost) throws InterruptedException {
            Optional<LevelBatch> next = reader.next(Duration.ZERO);
            next.ifPresent(batch -> {
                if (batch.snapshot()) {
                    shown.clear();
                }
                for (ShownLevel level : batch.levels()) {
                    ShownLevel before = shown.put(level.key(), level);
                    assertTrue(
                            before == null || historiesAreLost || level.version() >= before.version(),
                            () -> level + " after " + before);
                }
                if (!batch.more()) {
                    place = reader.place();
                }
            });
            return next.isPresent();
        }

        void connectAgain(LevelFeed feed) {
            reader.close();
            reader = feed.reader(visibility, lines, place);
        }
    }

    @Test
    void inOneThreadWithLateLostAndRepeatedCalls() throws Exception {
        long start = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            long seed = start + round;
            try {
                oneRound(new Random(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static void oneRound(Random random) throws Exception {
        ScriptedInventory scripted = new ScriptedInventory();
        List<StockKey> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(130); i++) {
            lines.add(StockKey.of("SKU-" + i));
        }
        boolean losing = random.nextInt(4) == 0;
        try (LevelFeed feed = LevelFeed.open(scripted.inventory(), lines, Duration.ZERO)) {
            List<Terminal> terminals = new ArrayList<>();
            for (Visibility visibility : VISIBILITIES) {
                terminals.add(new Terminal(feed, visibility, some(lines, random)));
            }
            List<StockLevel> late = new ArrayList<>();
            for (int step = random.nextInt(300); step > 0; step--) {
                Terminal terminal = terminals.get(random.nextInt(terminals.size()));
                switch (random.nextInt(8)) {
                    case 0 -> terminal.take(losing);
                    case 1 -> terminal.connectAgain(feed);
                    case 2 -> late.stream().findAny().ifPresent(scripted::tell);
                    default -> change(scripted, lines, losing, late, random);
                }
            }
            // In the end the listener hears of the newest level of each line, as rule 11 says, or it is read again.
            scripted.ledger.values().forEach(scripted::tell);
            feed.refresh();
            for (Terminal terminal : terminals) {
                while (terminal.take(losing)) {}
                agrees(terminal, scripted);
            }
        }
    }

    private static List<StockKey> some(List<StockKey> lines, Random random) {
        List<StockKey> some = new ArrayList<>(lines);
        some.removeIf(line -> random.nextInt(3) == 0);
        return some.isEmpty() || random.nextBoolean() ? lines : some;
    }

    private static void change(
            ScriptedInventory scripted, List<StockKey> lines, boolean losing, List<StockLevel> late, Random random) {
        StockKey line = lines.get(random.nextInt(lines.size()));
        StockLevel now = scripted.ledger.getOrDefault(line, StockLevel.empty(line));
        boolean loses = losing && random.nextInt(10) == 0;
        long version = loses ? Math.max(1, now.version() - random.nextInt(3)) : now.version() + 1;
        StockLevel next = Levels.level(line, random.nextInt(10), version);
        scripted.ledger.put(line, next);
        switch (random.nextInt(4)) {
            case 0 -> late.add(next);
            case 1 -> {
                scripted.tell(next);
                late.add(0, next);
            }
            default -> scripted.tell(next);
        }
    }

    private static void agrees(Terminal terminal, ScriptedInventory scripted) {
        for (StockKey line : terminal.lines) {
            StockLevel held = scripted.ledger.getOrDefault(line, StockLevel.empty(line));
            ShownLevel shown = Objects.requireNonNull(terminal.shown.get(line), () -> line + " is not shown");
            assertEquals(terminal.visibility.show(held), shown.stock(), line.toString());
        }
    }

    @Test
    void withThreadsThatReadAndConnectAgainWhileOthersWrite() throws Exception {
        long start = System.nanoTime();
        for (int round = 0; round < 20; round++) {
            ScriptedInventory scripted = new ScriptedInventory();
            List<StockKey> lines = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                lines.add(StockKey.of("SKU-" + i));
            }
            Random random = new Random(start + round);
            try (LevelFeed feed = LevelFeed.open(scripted.inventory(), lines, Duration.ZERO)) {
                List<Terminal> terminals = new ArrayList<>();
                VISIBILITIES.forEach(visibility -> terminals.add(new Terminal(feed, visibility, lines)));
                readWhile(terminals, feed, () -> {
                    for (int i = 0; i < 6_000; i++) {
                        change(scripted, lines, false, new ArrayList<>(), random);
                    }
                });
                scripted.ledger.values().forEach(scripted::tell);
                for (Terminal terminal : terminals) {
                    while (terminal.take(false)) {}
                    agrees(terminal, scripted);
                }
            } catch (AssertionError e) {
                throw new AssertionError("seed " + (start + round), e);
            }
        }
    }

    private static void readWhile(List<Terminal> terminals, LevelFeed feed, Runnable writing) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(terminals.size() + 1);
        try {
            Future<?> written = threads.submit(writing);
            List<Future<Integer>> readers = new ArrayList<>();
            for (Terminal terminal : terminals) {
                readers.add(threads.submit(() -> {
                    int batches = 0;
                    while (!written.isDone()) {
                        batches += terminal.take(false) ? 1 : 0;
                        if (batches % 100 == 99) {
                            terminal.connectAgain(feed);
                        }
                    }
                    return batches;
                }));
            }
            written.get();
            for (Future<Integer> reader : readers) {
                assertTrue(reader.get() >= 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
