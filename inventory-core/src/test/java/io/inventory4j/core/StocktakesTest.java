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
import io.inventory4j.SafetyStock;
import io.inventory4j.Stocktake;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Safety stock, counts and set figures: a difference is posted once, even if calls are repeated or disturbed. */
class StocktakesTest {
    private static final StockKey A = StockKey.of("A");

    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create());
    private final Inventory inventory = InventoryBuilder.over(ledger)
            .withoutBatching()
            .sweepEvery(Duration.ZERO)
            .build();
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
        assertEquals(
                List.of(),
                applied(inventory.setSafetyStock("s3", A, SafetyStock.units(30)))
                        .changes());
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
        assertEquals(
                Reason.UNKNOWN_LINE, reason(inventory.setSafetyStock("s1", none, SafetyStock.percentOfOpening(10))));
        assertEquals(Reason.UNKNOWN_LINE, reason(inventory.setSafetyStock("s2", none, SafetyStock.units(1))));
        assertThrows(IllegalArgumentException.class, () -> inventory.setSafetyStock("", A, SafetyStock.units(0)));
    }

    @Test
    void theSameIdIsTheSameSafetyStockWhateverHasHappenedSince() {
        SafetyStock tenth = SafetyStock.percentOfOpening(10);
        ledger.loseAfter(0, LossyLedger.Loss.ANSWER);
        assertThrows(LedgerException.class, () -> inventory.setSafetyStock("s", A, tenth));
        ship(7);
        applied(inventory.receive("po-2", A, 2_000));
        replayed(inventory.setSafetyStock("s", A, tenth));
        assertEquals(100, level().safety());
        applied(inventory.setSafetyStock("other", A, SafetyStock.units(50)));
        replayed(inventory.setSafetyStock("s", A, tenth));
        assertEquals(50, level().safety());
        assertRefused(inventory.setSafetyStock("s", A, SafetyStock.units(100)), Reason.ID_REUSED, "s", 0, null);
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
        assertEquals(List.of(), applied(right.outcome()).changes());
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
        applied(counted.outcome());
        ship(200);
        applied(inventory.stocktake(Stocktake.of("c2", A, 800).settingOpening()).outcome());
        assertEquals(800, level().opening());
        assertEquals(
                -10,
                inventory.stocktake(Stocktake.of("c3", A, 790).settingOpening()).variance());
        assertEquals(790, level().opening());
    }

    @Test
    void theSameIdIsTheSameCountWhateverHasHappenedSince() {
        ledger.loseAfter(0, LossyLedger.Loss.ANSWER);
        assertThrows(LedgerException.class, () -> inventory.stocktake(Stocktake.of("c", A, 990)));
        ship(5);
        Stocktake.Result again = inventory.stocktake(Stocktake.of("c", A, 990));
        replayed(again.outcome());
        assertEquals(0, again.variance());
        assertEquals(985, level().onHand());
        assertEquals(
                Reason.ID_REUSED,
                reason(inventory.stocktake(Stocktake.of("c", A, 991)).outcome()));
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
    void aCountMayIncludeShipmentsThatTheBooksDoNotKnow() {
        sell(10);
        sell(20);
        ship(5);
        Stocktake count = Stocktake.of("c", A, 960).including(List.of("order-1", "order-2", "order-3"));
        Stocktake.Result booked = inventory.stocktake(count);
        applied(booked.outcome());
        assertEquals(-5, booked.variance());
        assertEquals(960, level().onHand());
        assertEquals(0, level().committed());
        sell(1);
        replayed(inventory.stocktake(count).outcome());
        assertEquals(1, level().committed());
    }

    @Test
    void aCountWithAnOrderThatCannotShipBooksNothing() {
        sell(10);
        applied(inventory.reserve(ReserveRequest.of("held", "b").line("A", 1)));
        applied(inventory.receive("po-B", "B", 1));
        applied(inventory.reserve(ReserveRequest.of("else", "b").line("B", 1)));
        for (var wrong : Map.of(
                        "none", Reason.UNKNOWN_RESERVATION, "held", Reason.NOT_COMMITTED, "else", Reason.UNKNOWN_LINE)
                .entrySet()) {
            Stocktake count = Stocktake.of("c", A, 980).including(List.of("order-1", wrong.getKey()));
            assertRefused(inventory.stocktake(count).outcome(), wrong.getValue(), wrong.getKey(), 0, null);
        }
        assertEquals(1_000, level().onHand());
        assertEquals(10, level().committed());
        Stocktake right = Stocktake.of("c", A, 990).including(List.of("order-1"));
        assertEquals(0, inventory.stocktake(right).variance());
        // A repeat is answered from its id, whatever its orders have become.
        replayed(inventory.stocktake(right.including(List.of("none"))).outcome());
    }

    @Test
    void aCountWithShipmentsIsAddedUpAnewWhereTheLineMovesOn() {
        sell(10);
        Stocktake count = Stocktake.of("c", A, 990).including(List.of("order-1"));
        disturbed(5);
        assertEquals(0, inventory.stocktake(count).variance());
        assertEquals(990, level().onHand());
        disturbed(Integer.MAX_VALUE);
        sell(1);
        Stocktake restless = Stocktake.of("c2", A, 980).including(List.of("order-" + orders.get()));
        assertEquals(Reason.STALE, reason(inventory.stocktake(restless).outcome()));
        assertEquals(990, level().onHand());
    }

    @Test
    void aCountAtAVersionIsJudgedBeforeItsShipments() {
        sell(10);
        long version = level().version();
        sell(1);
        Stocktake count = Stocktake.of("c", A, 990).at(version).including(List.of("order-1"));
        assertEquals(Reason.STALE, reason(inventory.stocktake(count).outcome()));
        Stocktake impossible = count.including(List.of("none"));
        assertEquals(Reason.STALE, reason(inventory.stocktake(impossible).outcome()));
        assertEquals(
                Reason.UNKNOWN_RESERVATION,
                reason(inventory.stocktake(impossible.at(level().version())).outcome()));
        assertEquals(11, level().committed());
        assertEquals(0, inventory.stocktake(count.at(level().version())).variance());
        assertEquals(1, level().committed());
    }

    @Test
    void aCountWithAnIdOfFullLengthShipsUnderAShorterOne() {
        sell(10);
        String id = "c".repeat(200);
        applied(inventory
                .stocktake(Stocktake.of(id, A, 990).including(List.of("order-1")))
                .outcome());
        String shipment = inventory
                .reservation("order-1")
                .orElseThrow()
                .settlements()
                .get(0)
                .id();
        assertEquals("\uE000shipped/".length() + 64, shipment.length());
    }

    @Test
    void onHandIsSetWhateverTheBooksSaid() {
        sell(10);
        StockKey fresh = StockKey.of("fresh");
        applied(inventory.setOnHand("i1", Map.of(A, 5L, fresh, 0L)));
        assertEquals(-5, level().available());
        assertEquals(5, level().onHand());
        assertEquals(1, inventory.level(fresh).orElseThrow().version());
        replayed(inventory.setOnHand("i1", Map.of(A, 5L, fresh, 0L)));
    }

    @Test
    void availableIsSetOnlyOnce() {
        applied(inventory.setAvailable("a", A, 40, "live room"));
        assertEquals(40, level().available());
        sell(3);
        replayed(inventory.setAvailable("a", A, 40, "live room"));
        assertEquals(37, level().available());
        assertEquals(Reason.STALE, reason(inventory.setAvailable("b", A, 40, "live room", level().version() - 1)));
        applied(inventory.setOnHand("c", Map.of(A, 50L), Map.of(A, level().version())));
        assertEquals(50, level().onHand());
    }

    @Test
    void stocktakeUnderAnIdOfAnotherMoveIsRefused() {
        assertEquals(
                Reason.ID_REUSED,
                reason(inventory.stocktake(Stocktake.of("po", A, 990)).outcome()));
    }
}
