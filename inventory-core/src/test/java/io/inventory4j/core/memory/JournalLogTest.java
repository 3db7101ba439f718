package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.rules.Decision;
import io.inventory4j.ledger.rules.LedgerRules;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Together;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Rule 7: the journal in memory, and what it says of the entries that it no longer has. */
class JournalLogTest {
    private static final int ALL = 1_000_000;
    private static final Instant NOW = Instant.EPOCH;
    private static final Table.Hash HASH = KeyedHash.unpredictable();

    private final JournalLog log = new JournalLog(4);

    private static JournalRecord record(String id, int entries) {
        Posting[] postings = new Posting[entries];
        for (int i = 0; i < entries; i++) {
            postings[i] = new Posting(StockKey.of(id + " line " + i), Bucket.OUTSIDE, Bucket.AVAILABLE, 1);
        }
        Decision decision = LedgerRules.decide(Move.of(id, "test", postings), new StoredRows(new Tables(HASH)), NOW);
        return new JournalRecord(CommandKind.MOVE, id, "test", 0, decision.lines());
    }

    private static List<Long> sequences(JournalPage page) {
        return page.entries().stream().map(JournalEntry::sequence).toList();
    }

    private static List<Long> from(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private void append(int records) {
        for (int i = 0; i < records; i++) {
            log.append(record("r" + i, 1));
        }
    }

    @Test
    void rule_7_5_anEmptyJournalHasNothingAndHasLostNothing() {
        assertEquals(new JournalPage(List.of(), 0, 0), log.page(0, 10));
        assertEquals(new JournalPage(List.of(), 7, 0), log.page(7, 10));
    }

    @Test
    void readersAtSeveralPlacesGoOnWhereTheyStopped() {
        JournalLog large = new JournalLog(10_000);
        long[] places = {0, 2_000, 4_000, 6_000};
        for (int i = 0; i < 8_000; i++) {
            large.append(record("r" + i, 1));
        }
        for (int round = 0; round < 10; round++) {
            for (int reader = 0; reader < places.length; reader++) {
                JournalPage page = large.page(places[reader], 10);
                assertEquals(from(places[reader] + 1, places[reader] + 10), sequences(page));
                places[reader] = page.next();
            }
        }
        for (long place : places) {
            assertEquals(0, large.stepsTo(place));
        }
    }

    @Test
    void rule_7_5_whatFitsIsAllThere() {
        append(4);
        JournalPage page = log.page(0, ALL);
        assertEquals(from(1, 4), sequences(page));
        assertEquals(4, page.next());
        assertEquals(0, page.lost());
        assertEquals(new JournalPage(List.of(), 4, 0), log.page(4, ALL));
    }

    @Test
    void rule_7_5_theOldestGoFirstAndAreCountedAsLost() {
        append(10);
        JournalPage page = log.page(0, ALL);
        assertEquals(from(7, 10), sequences(page));
        assertEquals(6, page.lost());
        assertEquals(2, log.page(4, ALL).lost());
        assertEquals(0, log.page(6, ALL).lost());
        assertEquals(from(10, 10), sequences(log.page(9, ALL)));
        assertEquals(0, log.page(9, ALL).lost());
    }

    @Test
    void rule_7_5_theEntriesOfOneCommandGoTogether() {
        log.append(record("a", 3));
        log.append(record("b", 3));
        assertEquals(from(1, 6), sequences(log.page(0, ALL)), "without the first command there would be three");
        log.append(record("c", 1));
        JournalPage page = log.page(0, ALL);
        assertEquals(from(4, 7), sequences(page));
        assertEquals(3, page.lost());
    }

    @Test
    void rule_7_5_pagesJoinWithoutGapOrRepeatAlsoWithinACommand() {
        JournalLog roomy = new JournalLog(100);
        for (int i = 0; i < 10; i++) {
            roomy.append(record("r" + i, 1 + i % 3));
        }
        long last = IntStream.range(0, 10).map(i -> 1 + i % 3).sum();
        for (int max = 1; max <= 5; max++) {
            List<Long> seen = new ArrayList<>();
            long after = 0;
            for (JournalPage page = roomy.page(0, max); !page.entries().isEmpty(); page = roomy.page(after, max)) {
                assertTrue(page.entries().size() <= max);
                assertEquals(0, page.lost());
                seen.addAll(sequences(page));
                after = page.next();
            }
            assertEquals(from(1, last), seen);
        }
        assertEquals(from(5, last), sequences(roomy.page(4, ALL)), "a reader may also go back");
        assertEquals(from(1, last), sequences(roomy.page(0, ALL)));
    }

    @Test
    void rule_7_5_aReaderWhoWasOvertakenGoesOnAtTheOldest() {
        append(2);
        assertEquals(2, log.page(0, ALL).next());
        append(20);
        JournalPage page = log.page(2, ALL);
        assertEquals(from(19, 22), sequences(page));
        assertEquals(16, page.lost());
    }

    @Test
    void rule_7_1_helpersWriteARecordOnce() {
        JournalLog roomy = new JournalLog(ALL);
        List<JournalRecord> records =
                IntStream.range(0, 5_000).mapToObj(i -> record("r" + i, 1)).toList();
        Together.run(4, thread -> {
            records.forEach(roomy::append);
            return thread;
        });
        assertEquals(from(1, 5_000), sequences(roomy.page(0, ALL)));
        assertTrue(records.stream().allMatch(JournalRecord::written));
        assertFalse(record("other", 1).written());
    }

    @Test
    void rule_7_5_writersAndReadersAgree() {
        JournalLog small = new JournalLog(64);
        List<List<Long>> read = Together.run(4, thread -> {
            List<Long> seen = new ArrayList<>();
            long after = 0;
            for (int i = 0; i < 20_000; i++) {
                if (thread < 2) {
                    small.append(record("r" + thread, 1 + i % 2));
                } else {
                    JournalPage page = small.page(after, 16);
                    seen.addAll(sequences(page));
                    after = page.next();
                }
            }
            return seen;
        });
        for (List<Long> seen : read) {
            List<Long> sorted = new ArrayList<>(seen);
            Collections.sort(sorted);
            assertEquals(sorted, seen);
            assertEquals(seen.size(), seen.stream().distinct().count());
        }
        JournalPage rest = small.page(0, ALL);
        assertEquals(60_000, rest.next());
        assertTrue(
                rest.entries().size() >= 64 && rest.entries().size() < 70,
                () -> rest.entries().size() + " entries");
        assertEquals(60_000, rest.lost() + rest.entries().size());
    }
}
