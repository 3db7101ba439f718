package io.inventory4j.core.listeners;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Health;
import io.inventory4j.alert.AlertLevels;
import io.inventory4j.core.HandExecutor;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Alerts that wait for a slow listener, and what it is told of the journal once it has caught up (rules 11.3, 11.8). */
@Timeout(60)
class AlertMailboxTest {
    private static final StockKey A = StockKey.of("A");

    private final HandExecutor hand = new HandExecutor();
    private final Set<StockKey> doubted = new HashSet<>();

    private static StockLevel level(long version, long available) {
        return new StockLevel(A, available, 0, 0, 0, 0, 0, 0, version, SaleState.OPEN, Window.NONE, 100, false);
    }

    /** The change to version n of a line that sells out with each even version. */
    private static JournalEntry flip(long sequence, long version) {
        StockLevel before = level(version - 1, version % 2 == 0 ? 1 : 0);
        LevelChange change = new LevelChange(before, level(version, version % 2 == 0 ? 0 : 1));
        return new JournalEntry(sequence, Instant.EPOCH, CommandKind.MOVE, "m", null, null, change);
    }

    private AlertMailbox mailbox(@Nullable Journaled journal, List<Long> heard) {
        WorkRecord record = new WorkRecord(Health.ALERT_LISTENERS, InstantSource.system());
        return new AlertMailbox(
                AlertLevels.percentOfOpening(0),
                alert -> heard.add(alert.level().version()),
                Duration.ZERO,
                journal,
                doubted::addAll,
                new CallbackThreads(hand, Alarm.SYSTEM),
                record);
    }

    /** Whatever a store's journal throws, it is asked again after a pause, and not at once for ever. */
    @Test
    void rule_11_8_aJournalThatThrowsIsAskedAgainAfterAPause() {
        AtomicInteger asked = new AtomicInteger();
        List<Long> heard = new ArrayList<>();
        int bound = EventMailbox.CAPACITY;
        AlertMailbox mailbox = mailbox(
                (after, max) -> {
                    if (asked.incrementAndGet() < 1_000) {
                        throw new IllegalStateException("planted: a journal that throws");
                    }
                    return new JournalPage(List.of(), after, 0);
                },
                heard);
        for (int i = 1; i <= bound + 10; i++) {
            mailbox.offer(flip(i, i + 1));
        }
        hand.runAll();
        assertEquals(bound, heard.size());
        assertEquals(1, asked.get());
        assertEquals(1, mailbox.health().failuresInARow());
        assertEquals(10, mailbox.health().waiting());
    }

    @Test
    void rule_11_3_whatIsLostOfTheJournalIsCountedAndItsLinesAreReadAnew() {
        List<JournalEntry> journal = new ArrayList<>();
        List<Long> heard = new ArrayList<>();
        int bound = EventMailbox.CAPACITY;
        // Two entries cannot be read: a page of nothing but one is empty.
        AlertMailbox mailbox = mailbox(
                (after, max) -> after == bound || after == bound + 1
                        ? new JournalPage(List.of(), after + 1, 1)
                        : page(journal, after, max),
                heard);
        for (int i = 1; i <= bound + 10; i++) {
            journal.add(flip(i, i + 1));
            mailbox.offer(journal.get(i - 1));
        }
        hand.runAll();
        List<Long> expected = LongStream.rangeClosed(2, bound + 11)
                .filter(version -> version != bound + 2 && version != bound + 3)
                .boxed()
                .toList();
        assertEquals(expected, heard);
        assertEquals(2, mailbox.health().dropped());
        assertEquals(Set.of(A), doubted);
    }

    @Test
    void rule_11_8_withoutAJournalAlertsBeyondTheBoundAreDroppedAndCountedUntilTheListenerCatchesUp() {
        List<Long> heard = new ArrayList<>();
        AlertMailbox mailbox = mailbox(null, heard);
        int bound = EventMailbox.CAPACITY;
        for (int i = 2; i < 2 + bound + 7; i++) {
            mailbox.offer(flip(0, i));
        }
        assertEquals(7, mailbox.health().dropped());
        assertEquals(bound, mailbox.health().waiting());
        hand.runAll();
        assertEquals(bound, heard.size());
        mailbox.offer(flip(0, 2 + bound + 7));
        hand.runAll();
        assertEquals(bound + 1, heard.size());
        assertEquals(7, mailbox.health().dropped());
        assertEquals(0, mailbox.health().waiting());
    }

    @Test
    void rule_11_8_alertsBeyondTheBoundAreReadFromTheJournalWhenTheListenerCatchesUp() {
        List<JournalEntry> journal = new ArrayList<>();
        List<Long> heard = new ArrayList<>();
        AlertMailbox mailbox = mailbox((after, max) -> page(journal, after, max), heard);
        int all = 3 * EventMailbox.CAPACITY;
        for (int i = 1; i <= all; i++) {
            journal.add(flip(i, i + 1));
            mailbox.offer(journal.get(i - 1));
        }
        assertEquals(all, mailbox.health().waiting());
        hand.runAll();
        journal.add(flip(all + 1, all + 2));
        mailbox.offer(journal.get(all));
        hand.runAll();
        assertEquals(LongStream.rangeClosed(2, all + 2).boxed().toList(), heard);
        assertEquals(0, mailbox.health().dropped());
    }

    private static JournalPage page(List<JournalEntry> journal, long after, int max) {
        return JournalPage.of(journal.subList((int) after, (int) Math.min(journal.size(), after + max)), after);
    }
}
