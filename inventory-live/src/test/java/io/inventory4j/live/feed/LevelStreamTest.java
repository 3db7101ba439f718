package io.inventory4j.live.feed;

import static io.inventory4j.live.feed.Levels.LIPSTICK;
import static io.inventory4j.live.feed.Levels.PATIENCE;
import static io.inventory4j.live.feed.Levels.SERUM;
import static io.inventory4j.live.feed.Levels.level;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.StockKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-Sent Events, over streams that the test holds. */
@Timeout(120)
class LevelStreamTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final StreamTerms TERMS =
            new StreamTerms(LONG, Duration.ofSeconds(3), Duration.ZERO, Duration.ofMillis(1));

    private final ScriptedInventory scripted = new ScriptedInventory();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** Hands each flushed part to the test. */
    private static final class Parts extends OutputStream {
        private final BlockingQueue<String> parts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private volatile boolean gone;

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (gone) {
                throw new IOException("gone");
            }
            part.append(new String(bytes, from, count, StandardCharsets.UTF_8));
        }

        @Override
        public void flush() {
            parts.add(part.toString());
            part.setLength(0);
        }

        String next() throws InterruptedException {
            String next = parts.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(next != null, "nothing was written");
            return next;
        }
    }

    /** Blocks in a write until it is interrupted or closed, as a full TCP window does. */
    private static final class Full extends OutputStream {
        private final CountDownLatch blocked = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);
        private final boolean hearsInterrupts;

        Full(boolean hearsInterrupts) {
            this.hearsInterrupts = hearsInterrupts;
        }

        @Override
        public void write(int b) throws IOException {
            blocked.countDown();
            while (closed.getCount() > 0) {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    if (hearsInterrupts) {
                        throw new IOException(e);
                    }
                    Thread.interrupted();
                }
            }
            throw new IOException("closed");
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            write(0);
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private LevelFeed feed() {
        return LevelFeed.open(scripted.inventory(), List.of(LIPSTICK, SERUM), Duration.ZERO);
    }

    @Test
    void aStreamHasRetryASnapshotAndChangesWithIds() throws Exception {
        scripted.ledger.put(LIPSTICK, level(LIPSTICK, 5, 3));
        Parts out = new Parts();
        try (LevelFeed feed = feed()) {
            LevelReader reader = feed.reader(Visibility.units());
            Future<StreamEnd> end = threads.submit(() -> new LevelStream(reader, out, TERMS).write());
            assertEquals("retry: 3000\n\n", out.next());
            String snapshot = out.next();
            assertTrue(
                    snapshot.matches("event: snapshot\nid: [0-9a-f]{32}\ndata: \\["
                            + "\\{\"sku\":\"LIPSTICK-01\",\"location\":\"main\",\"state\":\"OPEN\",\"units\":5,"
                            + "\"version\":3},\\{\"sku\":\"SERUM-02\",.*\"units\":0,\"version\":0}]\n\n"),
                    snapshot);
            scripted.commit(level(LIPSTICK, 4, 4));
            String change = out.next();
            assertTrue(
                    change.matches("event: levels\nid: [0-9a-f]{32}\ndata: \\[\\{\"sku\":\"LIPSTICK-01\",.*"
                            + "\"units\":4,\"version\":4}]\n\n"),
                    change);
            // The id of the last event makes another stream go on there.
            String id = change.substring(change.indexOf("id: ") + 4, change.indexOf("\ndata"));
            scripted.commit(level(SERUM, 8, 1));
            out.next();
            // The delay of a part is counted after it was written, so before the next one.
            assertFalse(feed.delays().nodeToStream().count() == 0);
            Parts again = new Parts();
            LevelReader resumed = feed.reader(Visibility.units(), feed.lines(), id);
            Future<StreamEnd> second = threads.submit(() -> new LevelStream(resumed, again, TERMS).write());
            again.next();
            String missed = again.next();
            assertTrue(missed.startsWith("event: levels\n") && !missed.contains("LIPSTICK"), missed);
            reader.close();
            resumed.close();
            assertEquals(StreamEnd.CLOSED, end.get());
            assertEquals(StreamEnd.CLOSED, second.get());
        }
    }

    @Test
    void aLongSnapshotHasItsIdOnTheLastEventOnly() throws Exception {
        List<StockKey> lines = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            lines.add(StockKey.of("SKU-" + i));
        }
        Parts out = new Parts();
        try (LevelFeed feed = LevelFeed.open(scripted.inventory(), lines, Duration.ZERO)) {
            LevelReader reader = feed.reader(Visibility.yesOrNo());
            var unused = threads.submit(() -> new LevelStream(reader, out, TERMS).write());
            out.next();
            assertTrue(out.next().startsWith("event: snapshot\ndata: ["));
            assertTrue(out.next().startsWith("event: levels\nid: "));
        }
    }

    @Test
    void heartbeatsAreCommentsAndFindAClientThatHasGone() throws Exception {
        Parts out = new Parts();
        try (LevelFeed feed = feed()) {
            LevelReader reader = feed.reader(Visibility.units());
            StreamTerms quick = new StreamTerms(Duration.ofMillis(1), LONG, Duration.ZERO, LONG);
            Future<StreamEnd> end = threads.submit(() -> new LevelStream(reader, out, quick).write());
            out.next();
            out.next();
            assertEquals(":\n\n", out.next());
            assertEquals(":\n\n", out.next());
            out.gone = true;
            assertEquals(StreamEnd.GONE, end.get());
            assertEquals(0, feed.health().readers());
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndNobodyElse() throws Exception {
        Parts good = new Parts();
        Full deaf = new Full(false);
        Full full = new Full(true);
        try (LevelFeed feed = feed()) {
            StreamTerms patient = new StreamTerms(LONG, LONG, Duration.ZERO, LONG);
            LevelReader reading = feed.reader(Visibility.units());
            var unused = threads.submit(() -> new LevelStream(reading, good, patient).write());
            LevelReader first = feed.reader(Visibility.units());
            LevelReader second = feed.reader(Visibility.units());
            Future<Boolean> stuck = threads.submit(() -> {
                StreamEnd end = new LevelStream(first, full, TERMS).write();
                return end == StreamEnd.STUCK && !Thread.currentThread().isInterrupted();
            });
            Future<Boolean> stuckToo = threads.submit(() -> {
                StreamEnd end = new LevelStream(second, deaf, TERMS, deaf).write();
                return end == StreamEnd.STUCK && !Thread.currentThread().isInterrupted();
            });
            assertTrue(stuck.get());
            assertTrue(stuckToo.get());
            good.next();
            good.next();
            scripted.commit(level(LIPSTICK, 4, 1));
            assertTrue(good.next().contains("\"units\":4"));
            assertEquals(1, feed.health().readers());
        }
    }

    @Test
    void aFeedThatIsClosedDuringAWriteEndsWithTheWrite() throws Exception {
        Full full = new Full(false);
        StreamTerms patient = new StreamTerms(LONG, LONG, Duration.ZERO, LONG);
        LevelFeed feed = feed();
        LevelReader reader = feed.reader(Visibility.units());
        Future<StreamEnd> end = threads.submit(() -> new LevelStream(reader, full, patient).write());
        assertTrue(full.blocked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        feed.close();
        assertTrue(reader.closed());
        full.close();
        assertEquals(StreamEnd.GONE, end.get());
    }

    @Test
    void aWriteIsCutOffAtItsTimeAndNotBefore() {
        // Nobody looks but this test.
        var nobody = new ScheduledThreadPoolExecutor(0);
        nobody.shutdown();
        nobody.setRejectedExecutionHandler((task, pool) -> {});
        StuckWrites.Writes writes = new StuckWrites.Writes(Duration.ofNanos(100), null);
        StuckWrites stuck = new StuckWrites(nobody);
        stuck.watch(writes);
        writes.begin(1_000);
        stuck.look(1_099);
        assertFalse(Thread.currentThread().isInterrupted());
        stuck.look(1_100);
        assertTrue(Thread.currentThread().isInterrupted());
        assertTrue(writes.end());
        assertFalse(Thread.currentThread().isInterrupted(), "the interrupt was for the write");
        // A write that has ended is left alone.
        StuckWrites.Writes other = new StuckWrites.Writes(Duration.ofNanos(100), null);
        stuck.watch(other);
        other.begin(1_000);
        assertFalse(other.end());
        stuck.look(9_000);
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aThreadThatIsInterruptedEndsItsStreamAndStaysInterrupted() throws Exception {
        try (LevelFeed feed = feed()) {
            LevelReader reader = feed.reader(Visibility.units());
            Future<Boolean> end = threads.submit(() -> {
                Thread.currentThread().interrupt();
                return new LevelStream(reader, new Parts(), TERMS).write() == StreamEnd.INTERRUPTED
                        && Thread.currentThread().isInterrupted();
            });
            assertTrue(end.get());
        }
    }

    @Test
    void termsHaveBounds() {
        Duration day = Duration.ofDays(1);
        Duration more = day.plusNanos(1);
        new StreamTerms(day, day, day, day);
        assertThrows(IllegalArgumentException.class, () -> new StreamTerms(Duration.ZERO, day, day, day));
        assertThrows(IllegalArgumentException.class, () -> new StreamTerms(day, more, day, day));
        assertThrows(IllegalArgumentException.class, () -> new StreamTerms(day, day, Duration.ofMillis(-1), day));
        assertThrows(IllegalArgumentException.class, () -> new StreamTerms(day, day, day, Duration.ZERO));
    }
}
