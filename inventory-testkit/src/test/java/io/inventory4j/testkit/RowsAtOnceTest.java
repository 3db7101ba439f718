package io.inventory4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rule 10.3: an adapter that bounds the rows of a transaction does a long batch in several, one after the other. */
class RowsAtOnceTest {
    private static final StockKey A = StockKey.of("A");
    private static final Duration HOLD = Duration.ofMinutes(15);
    private static final int ORDERS = 100;

    /** A store whose clock goes on with every look at it. */
    private static final class Bounded extends MapLedger {
        private final int rows;
        private int transactions;
        private int failsAt;

        Bounded(int rows, InstantSource clock) {
            super(clock);
            this.rows = rows;
        }

        @Override
        protected int rowsAtOnce() {
            return rows;
        }

        @Override
        protected StoreTransaction begin() {
            if (++transactions == failsAt) {
                throw new LedgerException(Effect.NONE, "no connection", null);
            }
            return super.begin();
        }
    }

    private final TurnedClock clock = new TurnedClock();
    private final Bounded bounded = new Bounded(40, () -> clock.advance(Duration.ofMillis(1)));

    private static Command receipt() {
        return Move.of("m", "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, ORDERS - 10));
    }

    private static List<Command> orders() {
        List<Command> orders = new ArrayList<>(List.of(receipt()));
        IntStream.range(0, ORDERS)
                .mapToObj(i ->
                        new Reserve(ReservationId.of("r" + i), List.of(ReserveLine.of(A, 1)), List.of(), HOLD, null))
                .forEach(orders::add);
        return orders;
    }

    private static List<Command> payments() {
        return IntStream.range(0, ORDERS)
                .<Command>mapToObj(i -> Settle.all(ReservationId.of("r" + i), "pay", Transition.CONFIRM))
                .toList();
    }

    private int transactions() {
        int count = bounded.transactions;
        bounded.transactions = 0;
        return count;
    }

    @Test
    void theAnswersAreThoseOfOneTransaction() {
        // At one time: that of the first transaction, a millisecond after the start.
        TurnedClock first = new TurnedClock();
        first.advance(Duration.ofMillis(1));
        MapLedger whole = new MapLedger(first);
        assertEquals(whole.apply(orders()), bounded.apply(orders()));
        assertEquals(11, transactions(), "four rows an order, ten orders a transaction");
        first.advance(Duration.ofMillis(11));
        assertEquals(whole.apply(payments()), bounded.apply(payments()));
        assertEquals(20, transactions(), "eight rows a payment, five payments a transaction");
        assertEquals(whole.journal(0, 1_000), bounded.journal(0, 1_000));
    }

    @Test
    void aCommandIsNeverDivided() {
        Bounded tiny = new Bounded(1, clock);
        tiny.apply(orders());
        assertEquals(1 + ORDERS, tiny.transactions);
    }

    @Test
    void withoutABoundACallIsOneTransaction() {
        Bounded unbounded = new Bounded(Integer.MAX_VALUE, clock);
        unbounded.apply(orders());
        unbounded.apply(payments());
        unbounded.purge(Duration.ZERO, 1_000);
        assertEquals(3, unbounded.transactions);
    }

    @Test
    void aSweepAndAPurgeAreInRounds() {
        bounded.apply(orders());
        clock.advance(HOLD);
        transactions();
        assertEquals(ORDERS - 10, bounded.expire(1_000).size());
        assertEquals(19, transactions(), "five a round, and one that finds nothing");
        assertEquals(ORDERS - 10 + 1, bounded.purge(Duration.ZERO, 1_000));
        assertEquals(3, transactions(), "forty a round");
    }

    @Test
    void ifALaterTransactionFailsTheWholeIsUnknown() {
        bounded.failsAt = 1;
        assertEquals(Effect.NONE, failure().effect());
        bounded.failsAt = 5;
        assertEquals(Effect.UNKNOWN, failure().effect());
        bounded.failsAt = 0;
        List<Outcome> again = bounded.apply(orders());
        assertTrue(((Outcome.Applied) again.get(1)).replayed());
        assertEquals(0, bounded.levels(List.of(A)).get(0).available());
    }

    private LedgerException failure() {
        transactions();
        return assertThrows(LedgerException.class, () -> bounded.apply(orders()));
    }

    @Test
    void whatALaterRoundOfAPurgeFailsAtIsLeft() {
        bounded.apply(orders());
        clock.advance(HOLD);
        bounded.expire(1_000);
        transactions();
        bounded.failsAt = 3;
        assertEquals(80, bounded.purge(Duration.ZERO, 1_000));
        transactions();
        bounded.failsAt = 1;
        assertThrows(LedgerException.class, () -> bounded.purge(Duration.ZERO, 1_000));
    }
}
