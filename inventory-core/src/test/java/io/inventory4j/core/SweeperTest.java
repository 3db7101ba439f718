package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SweeperTest {
    private static final Duration OFTEN = Duration.ofMillis(1);
    private static final Duration HOURLY = Duration.ofHours(1);
    private static final Retention WEEK = Retention.ofAll(Duration.ofDays(7));

    private final StockLedger ledger = mock(StockLedger.class);

    private static boolean running() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("inventory4j-"));
    }

    private static List<Outcome.Applied> ended(int count) {
        return Collections.nCopies(count, new Outcome.Applied(null, List.of(), false));
    }

    @Test
    void overdueHoldsAreGivenBackInTheBackgroundAndListenersHearOfIt() throws Exception {
        HandClock clock = new HandClock();
        BlockingQueue<StockLevel> heard = new LinkedBlockingQueue<>();
        try (Inventory inventory = InventoryBuilder.inMemory()
                .clock(clock)
                .sweepEvery(OFTEN)
                .listener(heard::add)
                .build()) {
            applied(inventory.receive("po", "A", 1));
            applied(inventory.reserve(ReserveRequest.of("o", "b").line("A", 1)));
            clock.turn(Duration.ofMinutes(15));
            StockLevel level = heard.poll(10, TimeUnit.SECONDS);
            while (level != null && level.version() < 3) {
                level = heard.poll(10, TimeUnit.SECONDS);
            }
            assertEquals(inventory.level(StockKey.of("A")).orElseThrow(), level);
            assertEquals(1, inventory.level(StockKey.of("A")).orElseThrow().available());
            assertTrue(running());
        }
        assertFalse(running());
    }

    @Test
    void withoutABackgroundSweepThereIsNoThread() {
        try (Inventory inventory =
                InventoryBuilder.over(ledger).sweepEvery(Duration.ZERO).build()) {
            assertEquals(0, inventory.sweep());
            assertFalse(running());
        }
    }

    @Test
    void aTickGoesOnInRoundsUntilFewerComeBack() {
        when(ledger.expire(1_000))
                .thenReturn(ended(1_000))
                .thenReturn(ended(1_000))
                .thenReturn(ended(999))
                .thenReturn(ended(1_000));
        Sweeper sweeper = Sweeper.start(ledger, HOURLY, new Housekeeping(ledger, WEEK, null), InstantSource.system());
        sweeper.expire();
        sweeper.close();
        verify(ledger, times(3)).expire(1_000);
    }

    @Test
    void aTickEndsEvenIfTheLedgerNeverDoes() {
        when(ledger.expire(1_000)).thenReturn(ended(1_000));
        when(ledger.purge(any(Retention.class), anyInt())).thenReturn(10_000);
        Sweeper sweeper = Sweeper.start(ledger, HOURLY, new Housekeeping(ledger, WEEK, null), InstantSource.system());
        sweeper.expire();
        sweeper.keepHouse();
        sweeper.close();
        verify(ledger, times(1_000)).expire(1_000);
        verify(ledger, times(1_000)).purge(WEEK, 10_000);
    }

    @Test
    void whatIsOldIsForgottenInRounds() {
        when(ledger.purge(WEEK, 10_000)).thenReturn(10_000, 10_000, 3, 10_000);
        Sweeper sweeper = Sweeper.start(ledger, HOURLY, new Housekeeping(ledger, WEEK, null), InstantSource.system());
        sweeper.keepHouse();
        sweeper.close();
        verify(ledger, times(3)).purge(WEEK, 10_000);
    }

    @Test
    void soldOrdersThatNobodyTouchesAreShippedInRoundsWhereTheShopSaysSo() {
        Duration month = Duration.ofDays(30);
        when(ledger.shipConfirmed(month, 1_000))
                .thenReturn(ended(1_000))
                .thenReturn(ended(7))
                .thenReturn(ended(1_000));
        new Housekeeping(ledger, WEEK, month).run(() -> false);
        verify(ledger, times(2)).shipConfirmed(month, 1_000);
        new Housekeeping(ledger, WEEK, null).run(() -> false);
        verify(ledger, times(2)).shipConfirmed(any(), anyInt());
    }

    @Test
    void aLedgerThatThrowsIsAskedAgain() throws Exception {
        CountDownLatch fourth = new CountDownLatch(4);
        AtomicInteger calls = new AtomicInteger();
        when(ledger.expire(anyInt())).thenAnswer(call -> {
            fourth.countDown();
            return switch (calls.incrementAndGet()) {
                case 1 -> throw new LedgerException(LedgerException.Effect.NONE, "planted: store is away", null);
                case 2 -> throw new StackOverflowError("planted: store is broken");
                default -> List.of();
            };
        });
        Sweeper sweeper = Sweeper.start(ledger, OFTEN, new Housekeeping(ledger, WEEK, null), InstantSource.system());
        assertTrue(fourth.await(10, TimeUnit.SECONDS));
        sweeper.close();
        assertFalse(running());
    }

    @Test
    void closeInterruptsALedgerThatHangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        when(ledger.expire(anyInt())).thenAnswer(call -> {
            hangs.countDown();
            never.await();
            return List.of();
        });
        Sweeper sweeper = Sweeper.start(ledger, OFTEN, new Housekeeping(ledger, WEEK, null), InstantSource.system());
        assertTrue(hangs.await(10, TimeUnit.SECONDS));
        sweeper.close();
        assertFalse(running());
    }
}
