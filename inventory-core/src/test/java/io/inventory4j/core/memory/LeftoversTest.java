package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Memory is bounded by what is stored: commands that store nothing, and rows that are forgotten, leave nothing in it.
 */
class LeftoversTest {
    private static final Duration HOLD = Duration.ofMinutes(15);

    private final TurnedClock clock = new TurnedClock();
    private final InMemoryLedger ledger = InMemoryLedger.create(clock);

    private boolean applied(Command command) {
        return ledger.apply(List.of(command)).get(0).applied();
    }

    private void receive(String sku, long units) {
        Posting posting = new Posting(StockKey.of(sku), Bucket.OUTSIDE, Bucket.AVAILABLE, units);
        assertTrue(applied(Move.of("stock of " + sku, "opening", posting)));
    }

    private static Reserve reserve(String id, String sku, Duration hold) {
        ReserveLine line = new ReserveLine(StockKey.of(sku), 1, 0, List.of(Charge.of("buyer of " + id, 1)));
        return new Reserve(ReservationId.of(id), List.of(line), List.of(), hold, null);
    }

    private boolean release(String id) {
        return applied(Settle.all(ReservationId.of(id), "release", Transition.RELEASE));
    }

    private static int cells(Table table) {
        int cells = 0;
        Walk walk = table.after(null);
        for (Cell at = walk.next(); at != null; at = walk.next()) {
            cells++;
        }
        return cells;
    }

    @Test
    void aCallerWhoComesTooLateLeavesNoRows() {
        int rounds = 20_000;
        for (int i = 0; i < rounds; i++) {
            receive("sku-" + i, 1);
        }
        List<Integer> sold = Together.run(2, thread -> {
            int mine = 0;
            for (int i = 0; i < rounds; i++) {
                mine += applied(reserve("r-" + thread + "-" + i, "sku-" + i, HOLD)) ? 1 : 0;
            }
            return mine;
        });
        assertEquals(rounds, sold.get(0) + sold.get(1));
        assertEquals(rounds, cells(ledger.tables().reservations));
        assertEquals(rounds, cells(ledger.tables().counters));
        assertEquals(rounds, cells(ledger.tables().lines));
    }

    @Test
    void aRefusalLeavesNoRows() {
        receive("A", 1);
        assertTrue(applied(reserve("r1", "A", HOLD)));
        for (int i = 2; i < 100; i++) {
            assertTrue(!applied(reserve("r" + i, "A", HOLD)));
            assertTrue(!applied(reserve("r" + i, "unknown " + i, HOLD)));
        }
        assertEquals(1, cells(ledger.tables().reservations));
        assertEquals(1, cells(ledger.tables().counters));
        assertEquals(1, cells(ledger.tables().lines));
    }

    @Test
    void aPurgeInRoundsForgetsAllOfIt() {
        int count = 200;
        receive("A", count);
        for (int i = 0; i < count; i++) {
            assertTrue(applied(reserve("r" + i, "A", HOLD)));
            assertTrue(i % 2 == 1 || release("r" + i));
        }
        int forgotten = 0;
        for (int purged = 10; purged == 10; forgotten += purged) {
            purged = ledger.purge(Duration.ZERO, 10);
        }
        // 100 reservations, 100 counters that count nothing, and the move.
        assertEquals(201, forgotten);
        assertEquals(0, ledger.purge(Duration.ZERO, 10));
        assertEquals(100, cells(ledger.tables().reservations));
        assertEquals(100, cells(ledger.tables().counters));
        assertEquals(0, cells(ledger.tables().moves));
    }

    @Test
    void whatIsPurgedIsNotKeptAliveByItsHold() {
        int count = 10_001;
        receive("A", count + 1);
        assertTrue(applied(reserve("open", "A", HOLD)));
        for (int i = 0; i < count; i++) {
            assertTrue(applied(reserve("r" + i, "A", Duration.ofDays(300))));
            assertTrue(release("r" + i));
        }
        assertTrue(ledger.expiries().waiting() > count);
        assertTrue(ledger.purge(Duration.ZERO, Integer.MAX_VALUE) > count);
        assertEquals(1, ledger.expiries().waiting());
        clock.advance(HOLD);
        assertEquals(1, ledger.expire(10).size());
        assertEquals(0, ledger.expiries().waiting());
    }

    @Test
    void anExtensionAndARepeatFileAHoldOnce() {
        receive("A", 2);
        assertTrue(applied(reserve("r1", "A", HOLD)));
        assertTrue(applied(reserve("r1", "A", HOLD)));
        assertEquals(1, ledger.expiries().waiting());
        assertTrue(applied(Settle.extend(ReservationId.of("r1"), "s1", HOLD)));
        assertEquals(1, ledger.expiries().waiting(), "the expiry is the same");
        assertTrue(applied(Settle.extend(ReservationId.of("r1"), "s2", HOLD.multipliedBy(2))));
        assertEquals(2, ledger.expiries().waiting());
    }

    @Test
    void aHoldThatIsOverWhenItIsFiledIsFound() {
        receive("A", 2);
        assertTrue(applied(reserve("r1", "A", Duration.ofMillis(1))));
        clock.advance(Duration.ofMillis(1));
        assertEquals(1, ledger.expire(10).size());
        assertTrue(applied(reserve("r2", "A", Duration.ofMillis(1))));
        assertTrue(applied(reserve("r3", "A", Duration.ofDays(1))));
        clock.advance(Duration.ofMillis(1));
        List<Outcome.Applied> ended = ledger.expire(10);
        assertEquals(1, ended.size());
        assertEquals(1, ended.get(0).changes().get(0).after().reserved(), "the hold of a day goes on");
        assertEquals(0, ledger.expire(10).size());
    }
}
