package io.inventory4j.live.feed;

import static io.inventory4j.live.feed.Levels.LIPSTICK;
import static io.inventory4j.live.feed.Levels.PATIENCE;
import static io.inventory4j.live.feed.Levels.SERUM;
import static io.inventory4j.live.feed.Levels.level;
import static io.inventory4j.live.feed.Levels.next;
import static io.inventory4j.live.feed.Levels.stocks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Snapshots, changes, doubtful versions, conflation, callbacks and closing. */
@Timeout(120)
class LevelFeedTest {
    private final ScriptedInventory scripted = new ScriptedInventory();

    private LevelFeed feed(StockKey... lines) {
        return LevelFeed.open(scripted.inventory(), List.of(lines), Duration.ZERO);
    }

    private static ShownStock units(long units) {
        return new ShownStock.Units(units);
    }

    @Test
    void aReaderGetsASnapshotAndThenChangesFromOneSubscription() throws Exception {
        scripted.ledger.put(LIPSTICK, level(LIPSTICK, 5, 3));
        try (LevelFeed feed = feed(SERUM, LIPSTICK)) {
            LevelReader first = feed.reader(Visibility.units());
            LevelReader second = feed.reader(Visibility.units());
            for (LevelReader reader : List.of(first, second)) {
                LevelBatch snapshot = next(reader);
                assertTrue(snapshot.snapshot());
                assertFalse(snapshot.more());
                assertEquals(List.of(units(5), units(0)), stocks(snapshot));
            }
            scripted.commit(level(LIPSTICK, 4, 4));
            for (LevelReader reader : List.of(first, second)) {
                LevelBatch change = next(reader);
                assertFalse(change.snapshot());
                assertEquals(List.of(units(4)), stocks(change));
                assertEquals(4, change.levels().get(0).version());
            }
            assertEquals(1, scripted.subscriptions.get());
            assertEquals(2, feed.health().readers());
            scripted.commit(level(StockKey.of("OTHER"), 4, 4));
            assertEquals(1, feed.health().changes() - 1, "a line of no terminal counts for nothing");
        }
        assertEquals(0, scripted.subscriptions.get());
    }

    @Test
    void anOlderLevelIsNeverShownAndTheLineIsReadAgain() throws Exception {
        scripted.ledger.put(LIPSTICK, level(LIPSTICK, 5, 5));
        try (LevelFeed feed = feed(LIPSTICK)) {
            LevelReader reader = feed.reader(Visibility.units());
            assertEquals(List.of(units(5)), stocks(next(reader)));
            // The listener comes too late with version 4, while the ledger has 7.
            scripted.ledger.put(LIPSTICK, level(LIPSTICK, 3, 7));
            scripted.tell(level(LIPSTICK, 6, 4));
            assertEquals(List.of(units(3)), stocks(next(reader)));
            assertEquals(1, feed.health().outOfOrder());
            assertEquals(0, feed.health().lostHistories());
        }
    }

    @Test
    void aGapIsCountedAndNeedsNoReading() throws Exception {
        try (LevelFeed feed = feed(LIPSTICK)) {
            LevelReader reader = feed.reader(Visibility.units());
            next(reader);
            scripted.commit(level(LIPSTICK, 9, 1));
            next(reader);
            scripted.commit(level(LIPSTICK, 5, 6));
            assertEquals(List.of(units(5)), stocks(next(reader)));
            assertEquals(1, feed.health().gaps());
            assertEquals(1, scripted.reads.get());
        }
    }

    @Test
    void aLedgerThatHasLostItsNewestChangesIsBelieved() throws Exception {
        scripted.ledger.put(LIPSTICK, level(LIPSTICK, 5, 5));
        try (LevelFeed feed = feed(LIPSTICK)) {
            LevelReader reader = feed.reader(Visibility.units());
            next(reader);
            scripted.commit(level(LIPSTICK, 8, 3));
            assertEquals(List.of(units(8)), stocks(next(reader)));
            // The same version again, with other content.
            scripted.commit(level(LIPSTICK, 7, 3));
            assertEquals(List.of(units(7)), stocks(next(reader)));
            assertEquals(2, feed.health().lostHistories());
            // A line that the ledger has no more.
            scripted.ledger.remove(LIPSTICK);
            feed.refresh();
            assertEquals(List.of(units(0)), stocks(next(reader)));
        }
    }

    @Test
    void aReadingThatIsOvertakenDoesNotShowWhatItFound() throws Exception {
        scripted.ledger.put(LIPSTICK, level(LIPSTICK, 5, 5));
        try (LevelFeed feed = feed(LIPSTICK)) {
            LevelReader reader = feed.reader(Visibility.units());
            next(reader);
            AtomicBoolean once = new AtomicBoolean();
            scripted.beforeAnswer = () -> {
                if (once.compareAndSet(false, true)) {
                    scripted.commit(level(LIPSTICK, 1, 9));
                }
            };
            feed.refresh();
            assertEquals(List.of(units(1)), stocks(next(reader)));
            assertEquals(Optional.empty(), reader.next(Duration.ZERO));
            assertEquals(0, feed.health().lostHistories());
        }
    }

    @Test
    void aDoubtfulLineIsReadUntilTheStoreAnswers() throws Exception {
        scripted.ledger.put(LIPSTICK, level(LIPSTICK, 5, 5));
        try (LevelFeed feed = feed(LIPSTICK)) {
            LevelReader reader = feed.reader(Visibility.units());
            next(reader);
            CountDownLatch failed = new CountDownLatch(1);
            scripted.failure = new IllegalStateException("no answer") {
                private static final long serialVersionUID = 1;

                @Override
                public String getMessage() {
                    failed.countDown();
                    return "no answer";
                }
            };
            scripted.ledger.put(LIPSTICK, level(LIPSTICK, 2, 6));
            scripted.tell(level(LIPSTICK, 6, 4));
            assertTrue(failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            scripted.failure = null;
            assertEquals(List.of(units(2)), stocks(next(reader)));
            assertEquals(1, feed.health().failedReads());
            String said = feed.health().lastFailure();
            assertTrue(said != null && said.endsWith("no answer"), said);
        }
    }

    @Test
    void aFeedThatCannotReadLeavesNoSubscription() {
        scripted.failure = new LedgerException(LedgerException.Effect.NONE, "no answer", null);
        assertThrows(LedgerException.class, () -> feed(LIPSTICK));
        assertEquals(0, scripted.subscriptions.get());
    }

    @Test
    void aReaderThatIsStuckGetsTheNewestLevelOfEachLineAndIsToldHowManyItMissed() throws Exception {
        List<StockKey> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(StockKey.of("SKU-" + i));
        }
        try (LevelFeed feed = LevelFeed.open(scripted.inventory(), lines, Duration.ZERO)) {
            LevelReader slow = feed.reader(Visibility.units());
            assertEquals(50, next(slow).levels().size());
            // More changes than the ring has places.
            int versions = 1_000;
            for (int version = 1; version <= versions; version++) {
                for (StockKey line : lines) {
                    scripted.commit(level(line, version % 7, version));
                }
            }
            assertTrue(slow.health().lag().compareTo(Duration.ZERO) > 0);
            LevelBatch newest = next(slow);
            assertEquals(50, newest.levels().size());
            newest.levels().forEach(level -> assertEquals(versions, level.version()));
            assertFalse(newest.snapshot());
            assertEquals(50L * (versions - 1), slow.health().conflated());
            assertEquals(Optional.empty(), slow.next(Duration.ZERO));
            assertEquals(Duration.ZERO, slow.health().lag());
        }
    }

    @Test
    void aLineWhosePlaceTheRingHasLostIsStillGiven() throws Exception {
        try (LevelFeed feed = feed(LIPSTICK, SERUM)) {
            LevelReader slow = feed.reader(Visibility.units());
            LevelReader ofOne = feed.reader(Visibility.units(), List.of(LIPSTICK), null);
            next(slow);
            next(ofOne);
            String place = slow.place();
            scripted.commit(level(LIPSTICK, 7, 1));
            for (int version = 1; version <= 5_000; version++) {
                scripted.commit(level(SERUM, version, version));
            }
            LevelReader again = feed.reader(Visibility.units(), feed.lines(), place);
            assertEquals(List.of(units(7), units(5_000)), stocks(next(slow)));
            assertEquals(List.of(units(7), units(5_000)), stocks(next(again)));
            assertEquals(List.of(units(7)), stocks(next(ofOne)));
            assertEquals(4_999, slow.health().conflated());
        }
    }

    @Test
    void aLongSnapshotComesInBoundedBatchesAndThenChanges() throws Exception {
        List<StockKey> lines = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            lines.add(StockKey.of("SKU-" + i));
        }
        try (LevelFeed feed = LevelFeed.open(scripted.inventory(), lines, Duration.ZERO)) {
            LevelReader reader = feed.reader(Visibility.units());
            LevelBatch first = next(reader);
            // Changed while the snapshot is under way: a line that was in the first batch, and one that was not.
            scripted.commit(level(first.levels().get(0).key(), 7, 1));
            LevelBatch second = next(reader);
            LevelBatch third = next(reader);
            assertEquals(
                    List.of(100, 100, 51),
                    List.of(
                            first.levels().size(),
                            second.levels().size(),
                            third.levels().size()));
            assertTrue(first.snapshot() && first.more() && second.more() && !second.snapshot() && !third.more());
            assertEquals(units(7), stocks(third).get(50));
        }
    }

    @Test
    void aTerminalWhoseViewIsTheSameHearsNothingAndKeepsTheVersion() throws Exception {
        scripted.ledger.put(LIPSTICK, level(LIPSTICK, 20, 1));
        try (LevelFeed feed = feed(LIPSTICK)) {
            LevelReader reader = feed.reader(Visibility.yesOrNo());
            assertEquals(List.of(new ShownStock.InStock(true)), stocks(next(reader)));
            for (int version = 2; version <= 20; version++) {
                scripted.commit(level(LIPSTICK, 21 - version, version));
                assertEquals(Optional.empty(), reader.next(Duration.ZERO));
            }
            scripted.commit(level(LIPSTICK, 0, 21));
            LevelBatch soldOut = next(reader);
            assertEquals(List.of(new ShownStock.InStock(false)), stocks(soldOut));
            assertEquals(21, soldOut.levels().get(0).version());
            assertEquals(19, reader.health().unchanged());
        }
    }

    @Test
    void aReaderOfSomeLinesSleepsWhileOthersChange() throws Exception {
        try (LevelFeed feed = feed(LIPSTICK, SERUM)) {
            LevelReader reader = feed.reader(Visibility.units(), List.of(SERUM), null);
            assertEquals(1, next(reader).levels().size());
            for (int version = 1; version <= 10_000; version++) {
                scripted.commit(level(LIPSTICK, version, version));
            }
            assertEquals(Optional.empty(), reader.next(Duration.ZERO));
            scripted.commit(level(SERUM, 4, 1));
            assertEquals(List.of(units(4)), stocks(next(reader)));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> feed.reader(Visibility.units(), List.of(StockKey.of("OTHER")), null));
            assertThrows(IllegalArgumentException.class, () -> feed.reader(Visibility.units(), List.of(), null));
        }
    }

    @Test
    void aTerminalGoesOnWhereItWasCutOff() throws Exception {
        try (LevelFeed feed = feed(LIPSTICK, SERUM)) {
            LevelReader reader = feed.reader(Visibility.units());
            next(reader);
            String atTheBeginning = reader.place();
            scripted.commit(level(LIPSTICK, 4, 1));
            next(reader);
            String place = reader.place();
            reader.close();
            scripted.commit(level(SERUM, 8, 1));

            LevelReader again = feed.reader(Visibility.units(), feed.lines(), place);
            LevelBatch missed = next(again);
            assertFalse(missed.snapshot());
            assertEquals(List.of(units(8)), stocks(missed));
            assertEquals(1, scripted.reads.get());
            // What it has seen before it does not get as a change either.
            scripted.commit(level(LIPSTICK, 4, 2));
            assertEquals(Optional.empty(), again.next(Duration.ZERO));

            LevelReader early = feed.reader(Visibility.units(), feed.lines(), atTheBeginning);
            assertEquals(List.of(units(4), units(8)), stocks(next(early)));
        }
    }

    @Test
    void aPlaceOfAnotherNodeGivesASnapshotThatIsNotOlderThanWhatThatNodeShowed() throws Exception {
        ScriptedInventory other = new ScriptedInventory();
        String place;
        try (LevelFeed there = LevelFeed.open(other.inventory(), List.of(LIPSTICK), Duration.ZERO)) {
            LevelReader reader = there.reader(Visibility.units());
            next(reader);
            place = reader.place();
        }
        try (LevelFeed feed = feed(LIPSTICK)) {
            // Committed, and not yet heard of here.
            scripted.ledger.put(LIPSTICK, level(LIPSTICK, 3, 5));
            for (String unknown : List.of(place, "", "0", "zz".repeat(16), "0".repeat(32), "x".repeat(100_000))) {
                LevelBatch snapshot = next(feed.reader(Visibility.units(), feed.lines(), unknown));
                assertTrue(snapshot.snapshot(), unknown);
                assertEquals(List.of(units(3)), stocks(snapshot));
            }
        }
    }

    @Test
    void placesSayNothingOfThePaceOfTheSale() throws Exception {
        try (LevelFeed feed = feed(LIPSTICK)) {
            LevelReader reader = feed.reader(Visibility.yesOrNo());
            next(reader);
            String before = reader.place();
            for (int version = 1; version <= 300; version++) {
                scripted.commit(level(LIPSTICK, version, version));
            }
            next(reader);
            String after = reader.place();
            assertEquals(32, before.length());
            assertEquals(32, after.length());
            int same = 0;
            for (int i = 0; i < 32; i++) {
                same += before.charAt(i) == after.charAt(i) ? 1 : 0;
            }
            assertTrue(same < 20, before + " " + after);
            assertNotEquals(before, after);
        }
    }

    @Test
    void aCallbackIsCalledOnItsExecutorAndOneThatFailsGoesOn() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        BlockingQueue<LevelBatch> heard = new LinkedBlockingQueue<>();
        try (LevelFeed feed = feed(LIPSTICK)) {
            CountDownLatch twice = new CountDownLatch(2);
            LevelReader bad = feed.listen(Visibility.units(), feed.lines(), executor, batch -> {
                twice.countDown();
                throw new AssertionError("on purpose");
            });
            LevelReader good = feed.listen(Visibility.units(), feed.lines(), executor, heard::add);
            assertTrue(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS).snapshot());
            scripted.commit(level(LIPSTICK, 2, 1));
            assertEquals(List.of(units(2)), stocks(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)));
            assertTrue(twice.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            // The executor has one thread: what comes after a call comes when it has ended.
            executor.submit(() -> {}).get();
            assertEquals(2, bad.health().failures());
            assertEquals("java.lang.AssertionError: on purpose", bad.health().lastFailure());
            assertEquals(0, good.health().failures());
            assertThrows(IllegalStateException.class, () -> good.next(Duration.ZERO));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anExecutorThatRejectsIsAskedAgainAtTheNextChange() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        AtomicBoolean rejecting = new AtomicBoolean(true);
        BlockingQueue<LevelBatch> heard = new LinkedBlockingQueue<>();
        try (LevelFeed feed = feed(LIPSTICK)) {
            LevelReader reader = feed.listen(
                    Visibility.units(),
                    feed.lines(),
                    task -> {
                        if (rejecting.get()) {
                            throw new RejectedExecutionException("full");
                        }
                        executor.execute(task);
                    },
                    heard::add);
            assertEquals(1, reader.health().failures());
            rejecting.set(false);
            scripted.commit(level(LIPSTICK, 2, 1));
            LevelBatch first = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(first.snapshot());
            assertEquals(List.of(units(2)), stocks(first));
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void closingTheFeedEndsAReaderThatWaits() throws Exception {
        ExecutorService waiting = Executors.newSingleThreadExecutor();
        try {
            LevelFeed feed = feed(LIPSTICK);
            LevelReader reader = feed.reader(Visibility.units());
            next(reader);
            Future<Optional<LevelBatch>> next = waiting.submit(() -> reader.next(PATIENCE));
            feed.close();
            feed.close();
            assertEquals(Optional.empty(), next.get());
            assertTrue(reader.closed());
            assertEquals(0, feed.health().readers());
            assertThrows(IllegalStateException.class, () -> feed.reader(Visibility.units()));
        } finally {
            waiting.shutdownNow();
        }
    }
}
