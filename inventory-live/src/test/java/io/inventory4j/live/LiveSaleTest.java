package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.report.SaleReport;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveSaleTest {
    private static final StockKey A_X = StockKey.of("A", "live/friday/x");
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");

    private final SaleShop shop = new SaleShop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void openingMovesTheAllotmentAndItsPercentagesReferToIt() {
        LiveSale sale = shop.open();

        assertEquals(30, shop.level(A_X).available());
        assertEquals(30, shop.level(A_X).opening());
        assertEquals(50, shop.available("A", "main"));
        assertEquals(100, shop.available("C", "main"));
        assertEquals(SaleState.OPEN, shop.level(A_X).saleState());
        assertEquals(A_X, sale.key("A", "x"));
        assertEquals(StockKey.of("C"), sale.key("C", null));
    }

    @Test
    void openingTwiceOpensOnce() {
        shop.open();
        shop.sell("o1", A_X, 3);
        shop.open();

        assertEquals(27, shop.level(A_X).available());
        assertEquals(50, shop.available("A", "main"));
    }

    @Test
    void whatIsNotThereKeepsAllOfItBack() {
        shop.inventory
                .writeOff("lost", StockKey.of("B"), io.inventory4j.stock.Bucket.AVAILABLE, 70, "lost")
                .orThrow();

        OpeningRefusedException refused = assertThrows(OpeningRefusedException.class, shop::open);

        assertEquals(Set.of("B"), refused.refused().keySet());
        assertEquals(
                Reason.INSUFFICIENT,
                Objects.requireNonNull(refused.refused().get("B")).reason());
        assertEquals(100, shop.available("A", "main"));
        assertEquals(0, shop.available("A", "live/friday/x"));
        assertFalse(shop.inventory
                .reserve(ReserveRequest.of("o1", "b").line(A_X, 1))
                .applied());

        shop.inventory.receive("found", "B", 70).orThrow();
        shop.open();
        assertEquals(40, shop.level(B_SALE).available());
        assertEquals(30, shop.level(A_X).available());
    }

    @Test
    void anotherPlanIsRefused() {
        shop.open();
        assertThrows(
                IllegalStateException.class,
                () -> LiveSale.open(shop.inventory, SaleShop.NAME, "another plan", SaleShop.lines(), SaleShop.GOODS));
    }

    @Test
    void namesThatAreNoPartOfAnIdAreRefused() {
        for (String name : List.of("", "a/b", "a b", "x".repeat(41), "特卖")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> LiveSale.open(shop.inventory, name, "plan", SaleShop.lines(), SaleShop.GOODS));
        }
    }

    @Test
    void aFrozenSkuHonoursStopsOrReleasesItsHolds() {
        LiveSale sale = shop.open();
        for (OpenHolds holds : OpenHolds.values()) {
            String order = "held-" + holds;
            shop.inventory
                    .reserve(ReserveRequest.of(order, "b").line(B_SALE, 2))
                    .orThrow();
            assertTrue(sale.perform("f-" + holds, SaleShop.ANNA, new Action.Freeze("B", holds))
                    .done());

            assertFalse(shop.inventory
                    .reserve(ReserveRequest.of("late-" + holds, "b").line(B_SALE, 1))
                    .applied());
            assertEquals(
                    holds == OpenHolds.HONOUR, shop.inventory.confirm(order).applied(), "paid though " + holds);
            assertEquals(holds == OpenHolds.STOP ? 2 : 0, shop.level(B_SALE).reserved(), "held though " + holds);
            sale.perform("t-" + holds, SaleShop.ANNA, new Action.Thaw("B"));
            assertTrue(shop.inventory
                    .reserve(ReserveRequest.of("again-" + holds, "b").line(B_SALE, 1))
                    .applied());
            shop.inventory.release("again-" + holds).orThrow();
        }
        assertEquals("Anna", sale.operations().get(0).by().who());
        assertEquals("to test it", sale.operations().get(0).by().why());
        assertEquals(6, sale.operations().size());
    }

    @Test
    void aTopUpComesOnceAndIsRefusedForGood() {
        LiveSale sale = shop.open();
        Action more = new Action.TopUp("A", "x", 10);
        assertTrue(sale.perform("t1", SaleShop.ANNA, more).done());
        assertTrue(sale.perform("t1", SaleShop.ANNA, more).done());
        assertEquals(40, shop.level(A_X).available());
        assertEquals(40, shop.available("A", "main"));

        SaleOperation refused = sale.perform("t2", SaleShop.ANNA, new Action.TopUp("A", "x", 41));
        assertEquals("refused INSUFFICIENT", refused.outcome());
        shop.inventory.receive("more", "A", 100).orThrow();
        assertEquals(refused, sale.perform("t2", SaleShop.ANNA, new Action.TopUp("A", "x", 41)));
        assertEquals(40, shop.level(A_X).available());
    }

    @Test
    void unitsGoFromChannelToChannelAndFromSafetyStock() {
        LiveSale sale = shop.open();
        assertTrue(sale.perform("m", SaleShop.ANNA, new Action.Transfer("A", "x", "y", 5))
                .done());
        assertEquals(25, shop.available("A", "live/friday/x"));
        assertEquals(25, shop.available("A", "live/friday/y"));

        shop.inventory
                .setSafetyStock("s", StockKey.of("A"), io.inventory4j.SafetyStock.units(10))
                .orThrow();
        assertTrue(sale.perform("s", SaleShop.ANNA, new Action.ReleaseSafety("A", "y", 4))
                .done());
        assertEquals(29, shop.available("A", "live/friday/y"));
        assertEquals(6, shop.level(StockKey.of("A")).safety());
    }

    @Test
    void theBackupTakesThePlace() {
        LiveSale sale = shop.open();
        sale.perform("stop-b", SaleShop.ANNA, new Action.Freeze("B", OpenHolds.HONOUR));
        assertTrue(
                sale.perform("b", SaleShop.ANNA, new Action.SwitchToBackup("A")).done());

        assertEquals(B_SALE, sale.key("A", "x"));
        assertEquals(SaleState.NO_NEW, shop.level(A_X).saleState());
        assertEquals(SaleState.OPEN, shop.level(B_SALE).saleState());
        sale.perform("a", SaleShop.ANNA, new Action.Thaw("A"));
        assertEquals(A_X, sale.key("A", "x"));
    }

    @Test
    void whatThePlanDoesNotAllowIsRefusedBeforeItIsWritten() {
        LiveSale sale = shop.open();
        List<Action> wrong = List.of(
                new Action.Thaw("D"),
                new Action.TopUp("C", null, 1),
                new Action.TopUp("A", "z", 1),
                new Action.Transfer("B", "x", "y", 1),
                new Action.SwitchToBackup("B"));
        for (Action action : wrong) {
            assertThrows(
                    IllegalArgumentException.class, () -> sale.perform("w", SaleShop.ANNA, action), action.toString());
        }
        assertEquals(List.of(), sale.operations());
        sale.perform("end", SaleShop.ANNA, new Action.End("B", OpenHolds.HONOUR));
        assertThrows(IllegalArgumentException.class, () -> sale.perform("w", SaleShop.ANNA, new Action.Thaw("B")));
        assertThrows(
                IllegalArgumentException.class, () -> sale.perform("w", SaleShop.ANNA, new Action.SwitchToBackup("A")));
    }

    @Test
    void anIdIsForOneOperation() {
        LiveSale sale = shop.open();
        sale.perform("one", SaleShop.ANNA, new Action.TopUp("A", "x", 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> sale.perform("one", SaleShop.ANNA, new Action.TopUp("A", "x", 2)));
        assertThrows(
                IllegalArgumentException.class,
                () -> sale.perform("one", new By("Ben", "to test it"), new Action.TopUp("A", "x", 1)));
        assertEquals(31, shop.level(A_X).available());
    }

    @Test
    void aPlannedStepIsTakenOnceOnSomeNode() {
        LiveSale sale = shop.open();
        LiveSale other = shop.open();
        Instant later = shop.now.plusSeconds(60);
        sale.plan("s1", SaleShop.ANNA, new Trigger.At(later), new Action.TopUp("A", "x", 10));
        sale.plan("s2", SaleShop.ANNA, new Trigger.Sold("B", 5), new Action.TopUp("B", null, 20));
        sale.plan("s3", SaleShop.ANNA, new Trigger.At(later), new Action.TopUp("A", "x", 7));
        assertTrue(other.cancel("s3", new By("Ben", "not needed")));

        other.tick(() -> shop.now);
        assertEquals(30, shop.level(A_X).available());
        shop.sell("o1", B_SALE, 5);
        shop.now = later;
        other.tick(() -> shop.now);
        sale.tick(() -> shop.now);

        assertEquals(40, shop.level(A_X).available());
        assertEquals(55, shop.level(B_SALE).available());
        assertFalse(sale.cancel("s1", SaleShop.ANNA));
        assertEquals(
                List.of(PlannedStep.State.TAKEN, PlannedStep.State.TAKEN, PlannedStep.State.CANCELLED),
                sale.steps().stream().map(PlannedStep::state).toList());
    }

    @Test
    void thePaceIsOfTheLastFiveMinutes() {
        LiveSale sale = shop.open();
        Instant begin = shop.now;
        assertEquals(Optional.empty(), sale.pace("B", begin).sellsOutAt());
        shop.sell("o1", B_SALE, 10);
        shop.now = begin.plusSeconds(60);
        shop.sell("o2", B_SALE, 10);
        shop.inventory.cancel("o1").orThrow();

        Pace pace = sale.pace("B", shop.now);
        assertEquals(10, pace.sold());
        assertEquals(30, pace.available());
        assertEquals(10, pace.perMinute());
        assertEquals(Optional.of(shop.now.plus(Duration.ofMinutes(3))), pace.sellsOutAt());
        assertEquals(0, sale.pace("B", begin.plusSeconds(400)).perMinute());
        assertEquals(10, sale.pace("B", begin.plusSeconds(400)).sold());
    }

    @Test
    void closingGivesBackWhatIsLeftAndAgainWhatComesBackLater() {
        LiveSale sale = shop.open();
        shop.sell("o1", A_X, 3);
        shop.inventory.reserve(ReserveRequest.of("o2", "b").line(A_X, 2)).orThrow();

        Closed first = sale.close(SaleShop.ANNA, OpenHolds.HONOUR);
        assertEquals(new Closed(2, 3, 25 + 20 + 40), first);
        assertFalse(first.settled());
        shop.inventory.release("o2").orThrow();
        shop.inventory.cancel("o1").orThrow();

        assertEquals(new Closed(0, 0, 5), shop.open().close(SaleShop.ANNA, OpenHolds.HONOUR));
        assertEquals(new Closed(0, 0, 0), sale.close(SaleShop.ANNA, OpenHolds.HONOUR));
        assertEquals(100, shop.available("A", "main"));
        assertFalse(shop.inventory
                .reserve(ReserveRequest.of("o3", "b").line(A_X, 1))
                .applied());
    }

    @Test
    void whoClosesAgainMayBeAnotherPersonWithAnotherChoice() {
        LiveSale sale = shop.open();
        shop.inventory.reserve(ReserveRequest.of("o2", "b").line(A_X, 2)).orThrow();
        assertEquals(2, sale.close(SaleShop.ANNA, OpenHolds.HONOUR).held());

        By ben = new By("Ben", "nobody pays any more");
        assertEquals(new Closed(0, 0, 2), shop.open().close(ben, OpenHolds.RELEASE));
        assertEquals(new Closed(0, 0, 0), sale.close(ben, OpenHolds.HONOUR));
        assertEquals(
                List.of("Anna", "Ben"),
                sale.operations().stream().map(done -> done.by().who()).toList());
    }

    @Test
    void whatHasEndedIsSoldNoMoreByAPlannedStepEither() {
        LiveSale sale = shop.open();
        sale.plan("s", SaleShop.ANNA, new Trigger.At(SaleShop.BEGIN.plusSeconds(9)), new Action.Thaw("B"));
        sale.perform("end", SaleShop.ANNA, new Action.End("B", OpenHolds.HONOUR));
        shop.now = SaleShop.BEGIN.plusSeconds(9);
        sale.tick(() -> shop.now);

        assertEquals(SaleState.NO_NEW, shop.level(B_SALE).saleState());
        assertEquals(PlannedStep.State.CANCELLED, sale.steps().get(0).state());
        for (Action action : List.of(new Action.TopUp("B", null, 1), new Action.ReleaseSafety("B", null, 1))) {
            assertThrows(IllegalArgumentException.class, () -> sale.perform("more", SaleShop.ANNA, action));
        }
    }

    @Test
    void theReportBalancesAndHasWhatWasDone() {
        LiveSale sale = shop.open();
        shop.sell("o1", A_X, 3);
        shop.sell("o2", B_SALE, 40);
        shop.sell("o3", StockKey.of("C"), 5);
        shop.inventory.cancel("o3").orThrow();
        shop.inventory.ship("o1").orThrow();
        sale.perform("t", SaleShop.ANNA, new Action.TopUp("A", "x", 4));
        sale.acknowledge(sale.alerts().get(0).id(), SaleShop.ANNA);
        sale.close(SaleShop.ANNA, OpenHolds.RELEASE);
        shop.now = shop.now.plusSeconds(60);

        SaleReport report = sale.report(shop.now).build();
        assertEquals(List.of(), report.discrepancies());
        assertTrue(report.lines().stream().allMatch(line -> line.terms().unexplained() == 0), "each line balances");
        assertEquals(
                43,
                report.lines().stream().mapToLong(line -> line.terms().sold()).sum());
        assertEquals(2, report.operations().size());
        assertEquals("Anna", report.alerts().get(0).acknowledgedBy());
    }

    @Test
    void theJournalIsReadFromTheSaleOnNotFromItsBeginning() {
        for (int i = 0; i < 3_000; i++) {
            shop.sell("before-" + i, StockKey.of("C"), 1);
            shop.inventory.cancel("before-" + i).orThrow();
        }
        shop.open();
        long place = new SaleOpening(shop.inventory, new SaleIds(SaleShop.NAME), SaleShop.lines()).start();
        assertEquals(
                0,
                shop.inventory.journal(place, 10).orElseThrow().entries().stream()
                        .filter(entry -> entry.command().equals("before-0"))
                        .count());
        assertTrue(place > 5_000, "began at " + place);
    }
}
