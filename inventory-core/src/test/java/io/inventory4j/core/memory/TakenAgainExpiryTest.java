package io.inventory4j.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 1.12 and 5: what is taken again is held no longer than its time, whatever sweeps while it is taken. */
class TakenAgainExpiryTest {
    private static final StockKey A = StockKey.of("A");
    private static final ReservationId ID = ReservationId.of("r");
    private static final Duration HOLD = Duration.ofMinutes(15);

    private final TurnedClock clock = new TurnedClock();
    private Runnable beforeSwap = () -> {};
    private final InMemoryLedger ledger = new InMemoryLedger(
            clock,
            100,
            swap -> {
                Runnable once = beforeSwap;
                beforeSwap = () -> {};
                once.run();
                return swap.run();
            },
            new Tables());

    private void apply(Command command) {
        assertTrue(ledger.apply(List.of(command)).get(0).applied());
    }

    private void hold(boolean again) {
        apply(new Reserve(ID, null, List.of(ReserveLine.of(A, 1)), List.of(), HOLD, false, null, again));
    }

    private void takeAgainWhile(Runnable meanwhile) {
        apply(Move.of("stock", "opening", new Posting(A, Bucket.OUTSIDE, Bucket.AVAILABLE, 1)));
        hold(false);
        clock.advance(HOLD);
        assertEquals(1, ledger.expire(10, null).size());
        beforeSwap = meanwhile;
        hold(true);
        assertEquals(1, ledger.levels(List.of(A)).get(0).reserved());
        clock.advance(HOLD);
        assertEquals(1, ledger.expire(10, null).size());
        assertEquals(1, ledger.levels(List.of(A)).get(0).available());
        assertEquals(0, ledger.expiries().waiting());
    }

    @Test
    void whileTheIndexIsCompacted() {
        takeAgainWhile(() -> ledger.expiries().compact());
    }

    @Test
    void whileASweepFindsThatItsTimeHasCome() {
        takeAgainWhile(() -> {
            clock.advance(HOLD.multipliedBy(2));
            assertEquals(0, ledger.expire(10, null).size());
        });
    }
}
