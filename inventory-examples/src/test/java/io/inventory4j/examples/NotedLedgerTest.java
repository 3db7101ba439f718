package io.inventory4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Bucket;
import io.inventory4j.JournalPage;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Move;
import io.inventory4j.ledger.Reserve;
import io.inventory4j.ledger.ReserveLine;
import io.inventory4j.ledger.Settle;
import io.inventory4j.ledger.Transition;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was acknowledged and is not in a copy of the journal. */
class NotedLedgerTest {
    private static final StockKey TEA = StockKey.of("tea");
    private static final StockKey CUP = StockKey.of("cup");

    private final TurnedClock clock = new TurnedClock();
    private final NotedLedger ledger = new NotedLedger(InMemoryLedger.create(clock));

    /** The journal up to a place. */
    private Journaled copy(long upTo) {
        return (after, max) -> JournalPage.of(
                ledger.journal(after, max).entries().stream()
                        .filter(entry -> entry.sequence() <= upTo)
                        .toList(),
                after);
    }

    private void apply(Command... commands) {
        ledger.apply(List.of(commands));
    }

    private static Move receive(String id, long units) {
        return Move.of(
                id,
                "delivery",
                new Posting(TEA, Bucket.OUTSIDE, Bucket.AVAILABLE, units),
                new Posting(CUP, Bucket.OUTSIDE, Bucket.AVAILABLE, units));
    }

    private static Reserve hold(String id, long units) {
        return new Reserve(
                ReservationId.of(id), List.of(ReserveLine.of(TEA, units)), List.of(), Duration.ofMinutes(10), null);
    }

    private static Settle settle(String id, Transition transition) {
        return Settle.all(ReservationId.of(id), transition.name(), transition);
    }

    @Test
    void whatTheCopyLacksIsNamedByOrderAndStep() {
        apply(receive("m1", 20), hold("o1", 2));
        apply(hold("o2", 3), hold("o3", 1));
        // Refused, repeated, and without a change of any line: none of them is in the journal.
        apply(hold("o4", 100), hold("o1", 2), settle("never", Transition.RELEASE));
        apply(settle("o1", Transition.CONFIRM));
        clock.advance(Duration.ofMinutes(11));
        assertEquals(2, ledger.expire(100).size());
        apply(receive("m2", 1));
        assertEquals(
                List.of("order o3: RESERVE, EXPIRE", "order o1: CONFIRM", "order o2: EXPIRE", "move m2: MOVE"),
                ledger.missingIn(copy(4), 0));
        assertEquals(List.of(), ledger.missingIn(copy(Long.MAX_VALUE), 0));
    }

    @Test
    void onlyTheNewestAreKeptAndThatIsSaid() {
        apply(receive("m", 2L * NotedLedger.MOST_NOTES));
        for (int i = 0; i < NotedLedger.MOST_NOTES; i++) {
            apply(hold("o" + i, 1));
        }
        List<String> missing = ledger.missingIn(copy(2), 2);
        assertEquals(NotedLedger.MOST_NOTES + 1, missing.size());
        assertEquals("older ones, which nobody has kept: the copy is more than 10000 calls behind", missing.get(0));
        assertEquals("order o0: RESERVE", missing.get(1));
        assertEquals(NotedLedger.MOST_NOTES - 1, ledger.missingIn(copy(3), 2).size());
    }
}
