package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.Reason;
import io.inventory4j.ReserveRequest;
import io.inventory4j.SafetyStock;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.Stocktake;
import io.inventory4j.core.memory.InMemoryLedger;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Safety stock and stocktakes: a difference is posted once, even if calls are repeated, cut off or disturbed. */
class AdjustmentsTest {
    private static final StockKey A = StockKey.of("A");

    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create());
    private final Inventory inventory =
            InventoryBuilder.over(ledger).sweepEvery(Duration.ZERO).build();
    private final AtomicInteger orders = new AtomicInteger();

    @BeforeEach
    void receive() {
        applied(inventory.receive("po", A, 1_000));
    }

    @AfterEach
    void close() {
        inventory.close();
    }

    private StockLevel level() {
        return inventory.level(A).orElseThrow();
    }

    private void sell(long units) {
        String id = "order-" + orders.incrementAndGet();
        applied(inventory.reserve(ReserveRequest.of(id, "b").line("A", units)));
        applied(inventory.confirm(id));
    }

    private void ship(long units) {
        sell(units);
        applied(inventory.ship("order-" + orders.get()));
    }

    /** The line changes between the read and the move of the first {@code times} attempts. */
    private void disturbed(int times) {
        AtomicInteger left = new AtomicInteger(times);
        ledger.beforeApply(() -> {
            if (left.getAndDecrement() > 0) {
                ledger.beforeApply(() -> {});
                sell(1);
                disturbed(left.get());
            }
        });
    }

    @Test
    void safetyStockMovesTheDifference() {
        applied(inventory.setSafetyStock("s1", A, SafetyStock.percentOfOpening(10)));
        assertEquals(100, level().safety());
        assertEquals(900, level().available());
        applied(inventory.setSafetyStock("s2", A, SafetyStock.units(30)));
        assertEquals(30, level().safety());
        replayed(inventory.setSafetyStock("s3", A, SafetyStock.units(30)));
        applied(inventory.setSafetyStock("s4", A, SafetyStock.units(0)));
        assertEquals(1_000, level().available());
    }

    @Test
    void safetyStockCannotWithholdWhatIsSold() {
        sell(995);
        assertRefused(inventory.setSafetyStock("s", A, SafetyStock.units(6)), Reason.INSUFFICIENT, "A@main", 5, null);
    }

    @Test
    void safetyStockOfALineThatDoesNotExist() {
        StockKey none = StockKey.of("none");
        replayed(inventory.setSafetyStock("s1", none, SafetyStock.percentOfOpening(10)));
        assertEquals(Reason.INSUFFICIENT, reason(inventory.setSafetyStock("s2", none, SafetyStock.units(1))));
        assertThrows(IllegalArgumentException.class, () -> inventory.setSafetyStock("", A, SafetyStock.units(0)));
    }

    @Test
    void safetyStockRetriedAfterALostAnswerIsSetOnce() {
        ledger.loseAfter(1, LossyLedger.Loss.ANSWER);
        assertThrows(LedgerException.class, () -> inventory.setSafetyStock("s", A, SafetyStock.units(100)));
        sell(7);
        replayed(inventory.setSafetyStock("s", A, SafetyStock.units(100)));
        assertEquals(100, level().safety());
        assertEquals(893, level().available());
    }

    @Test
    void safetyStockRetriedAfterAnotherWasSetDoesNotUndoIt() {
        applied(inventory.setSafetyStock("s1", A, SafetyStock.units(100)));
        applied(inventory.setSafetyStock("s2", A, SafetyStock.units(50)));
        assertRefused(inventory.setSafetyStock("s1", A, SafetyStock.units(100)), Reason.ID_REUSED, "s1", 0, null);
        assertEquals(50, level().safety());
    }

    @Test
    void safetyStockIsComputedAnewWhereTheLineMovesOn() {
        disturbed(5);
        applied(inventory.setSafetyStock("s", A, SafetyStock.units(100)));
        assertEquals(100, level().safety());
    }

    @Test
    void safetyStockGivesUpOnALineThatNeverRests() {
        disturbed(Integer.MAX_VALUE);
        assertEquals(Reason.STALE, reason(inventory.setSafetyStock("s", A, SafetyStock.units(100))));
        assertEquals(100, orders.get());
    }

    @Test
    void twinCallsThatRaceSetTheSafetyStockOnce() {
        // The twin runs between this call's read and its move, so that this move has a known id and other content.
        ledger.beforeApply(() -> {
            ledger.beforeApply(() -> {});
            sell(1);
            applied(inventory.setSafetyStock("s", A, SafetyStock.units(100)));
        });
        replayed(inventory.setSafetyStock("s", A, SafetyStock.units(100)));
        assertEquals(100, level().safety());
    }

    @Test
    void stocktakeBooksMissingAndFoundUnits() {
        sell(10);
        Stocktake.Result missing = inventory.stocktake(Stocktake.of("c1", A, 990));
        applied(missing.outcome());
        assertEquals(-10, missing.variance());
        assertEquals(980, level().available());
        Stocktake.Result found = inventory.stocktake(Stocktake.of("c2", A, 1_005));
        assertEquals(15, found.variance());
        assertEquals(1_005, level().onHand());
        Stocktake.Result right = inventory.stocktake(Stocktake.of("c3", A, 1_005));
        replayed(right.outcome());
        assertEquals(0, right.variance());
    }

    @Test
    void stocktakeMayFindLessThanWasPromised() {
        sell(900);
        assertEquals(-200, inventory.stocktake(Stocktake.of("c", A, 800)).variance());
        assertEquals(-100, level().available());
        assertEquals(800, level().onHand());
    }

    @Test
    void stocktakeOfALineThatDoesNotExistMakesIt() {
        StockKey fresh = StockKey.of("fresh");
        replayed(inventory
                .stocktake(Stocktake.of("c0", fresh, 0).settingOpening())
                .outcome());
        assertEquals(7, inventory.stocktake(Stocktake.of("c1", fresh, 7).at(0)).variance());
        StockLevel level = inventory.level(fresh).orElseThrow();
        assertEquals(7, level.available());
        assertEquals(7, level.opening());
    }

    @Test
    void stocktakeAsOpeningSetsWhatPercentagesReferTo() {
        sell(400);
        Stocktake.Result counted =
                inventory.stocktake(Stocktake.of("c1", A, 1_000).settingOpening());
        replayed(counted.outcome());
        ship(200);
        applied(inventory.stocktake(Stocktake.of("c2", A, 800).settingOpening()).outcome());
        assertEquals(800, level().opening());
        assertEquals(
                -10,
                inventory.stocktake(Stocktake.of("c3", A, 790).settingOpening()).variance());
        assertEquals(790, level().opening());
    }

    @Test
    void stocktakeRetriedAfterALostAnswerIsBookedOnce() {
        ledger.loseAfter(1, LossyLedger.Loss.ANSWER);
        assertThrows(LedgerException.class, () -> inventory.stocktake(Stocktake.of("c", A, 990)));
        sell(5);
        Stocktake.Result again = inventory.stocktake(Stocktake.of("c", A, 990));
        replayed(again.outcome());
        assertEquals(0, again.variance());
        assertEquals(990, level().onHand());
    }

    @Test
    void stocktakeRetriedAfterUnitsHaveLeftIsNotBookedTwice() {
        ledger.loseAfter(1, LossyLedger.Loss.ANSWER);
        assertThrows(LedgerException.class, () -> inventory.stocktake(Stocktake.of("c", A, 990)));
        ship(5);
        assertEquals(
                Reason.ID_REUSED,
                reason(inventory.stocktake(Stocktake.of("c", A, 990)).outcome()));
        assertEquals(985, level().onHand());
    }

    @Test
    void stocktakeAtAVersionIsBookedThereOrNotAtAll() {
        long version = level().version();
        Stocktake count = Stocktake.of("c", A, 990).at(version);
        sell(1);
        assertRefused(inventory.stocktake(count).outcome(), Reason.STALE, "A@main", 0, null);
        assertEquals(1_000, level().onHand());
        Stocktake fresh = count.at(level().version());
        assertEquals(-10, inventory.stocktake(fresh).variance());
        replayed(inventory.stocktake(fresh).outcome());
        sell(1);
        replayed(inventory.stocktake(fresh).outcome());
        assertEquals(990, level().onHand());
    }

    @Test
    void stocktakeAtAPassedVersionIsStaleEvenWhereTheNumbersHappenToAgree() {
        long version = level().version();
        ship(10);
        Stocktake count = Stocktake.of("c", A, 990).at(version);
        assertEquals(Reason.STALE, reason(inventory.stocktake(count).outcome()));
        assertEquals(
                Reason.STALE, reason(inventory.stocktake(count.settingOpening()).outcome()));
        assertEquals(990, level().onHand());
        assertEquals(1_000, level().opening());
    }

    @Test
    void stocktakeAtAVersionYetToComeIsStale() {
        assertEquals(
                Reason.STALE,
                reason(inventory.stocktake(Stocktake.of("c", A, 990).at(99)).outcome()));
    }

    @Test
    void stocktakeIsComputedAnewWhereTheLineMovesOn() {
        disturbed(5);
        assertEquals(-10, inventory.stocktake(Stocktake.of("c1", A, 990)).variance());
        disturbed(Integer.MAX_VALUE);
        assertEquals(
                Reason.STALE,
                reason(inventory.stocktake(Stocktake.of("c2", A, 980)).outcome()));
        assertEquals(990, level().onHand());
    }

    @Test
    void stocktakeUnderAnIdOfAnotherMoveIsRefused() {
        assertEquals(
                Reason.ID_REUSED,
                reason(inventory.stocktake(Stocktake.of("po", A, 990)).outcome()));
    }
}
