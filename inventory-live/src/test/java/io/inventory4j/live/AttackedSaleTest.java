package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.action.PlannedStep;
import io.inventory4j.live.action.SaleOperation;
import io.inventory4j.live.action.SteppedRelease;
import io.inventory4j.live.action.Trigger;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SaleLimits;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong around a sale, and must not stop it or undo what has ended. */
class AttackedSaleTest {
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");
    private static final StockKey A_X = StockKey.of("A", "live/friday/x");

    private final SaleShop shop = new SaleShop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aStepOfTheRoundInWhichASkuEndsDoesNotSellItAgain() {
        LiveSale sale = shop.open();
        Trigger now = new Trigger.At(shop.now);
        sale.plan("end", SaleShop.ANNA, now, new Action.End("B", OpenHolds.HONOUR));
        sale.plan("thaw", SaleShop.ANNA, now, new Action.Thaw("B"));
        sale.plan("top", SaleShop.ANNA, now, new Action.TopUp("B", null, 5));
        sale.tick(() -> shop.now);
        assertEquals(SaleState.NO_NEW, shop.level(B_SALE).saleState());
        assertEquals(40, shop.level(B_SALE).available());
        assertEquals(
                List.of(PlannedStep.State.TAKEN, PlannedStep.State.CANCELLED, PlannedStep.State.CANCELLED),
                sale.steps().stream().map(PlannedStep::state).toList());
    }

    @Test
    void aStepThatADeadNodeHasTakenIsToldAsRefusedIfItsSkuHasEnded() {
        LiveSale sale = shop.open();
        sale.plan("top", SaleShop.ANNA, new Trigger.At(shop.now), new Action.TopUp("B", null, 5));
        // As a node does that dies right after.
        SaleNotes notes = new SaleNotes(shop.inventory, new SaleIds(SaleShop.NAME));
        notes.write(NoteBook.STEP + "top" + NoteBook.END, NoteBook.TAKEN);
        sale.perform("end", SaleShop.ANNA, new Action.End("B", OpenHolds.HONOUR));
        sale.tick(() -> shop.now);
        SaleOperation taken = sale.operations().get(1);
        assertEquals("step/top", taken.id());
        assertEquals("refused NOT_OPEN", taken.outcome());
        assertEquals(40, shop.level(B_SALE).available());
        int entries = shop.inventory.journal(0, 1_000).orElseThrow().entries().size();
        sale.tick(() -> shop.now);
        assertEquals(
                entries,
                shop.inventory.journal(0, 1_000).orElseThrow().entries().size(),
                "nothing is left to do");
    }

    @Test
    void unitsOfAChannelCanGoToThoseOfAll() {
        SalePlan plan = SalePlan.of(
                "pool",
                PlannedSku.of("COAT", Tier.HERO)
                        .onHand(100)
                        .allotment(50)
                        .channelShare("douyin", 30)
                        .build());
        shop.inventory.receive("po", "COAT", 100).orThrow();
        LiveSale sale = LiveSale.open(shop.inventory, plan);
        Action move = new Action.Transfer("COAT", "douyin", null, 5);
        SaleOperation done = sale.perform("move", SaleShop.ANNA, move);
        assertEquals(move, done.action());
        assertEquals(25, shop.level(sale.key("COAT", null)).available());
        assertEquals(
                "douyin \u2192 *",
                sale.report(shop.now).build().operations().get(0).channel());
    }

    @Test
    void whatWasStoppedAtTheEndCannotBePaidForByALaterOperation() {
        LiveSale sale = shop.open();
        shop.inventory.reserve(ReserveRequest.of("o1", "ann").line(A_X, 1)).orThrow();
        sale.perform("end", SaleShop.ANNA, new Action.End("A", OpenHolds.STOP));
        for (Action later : List.of(
                new Action.SwitchToBackup("A"),
                new Action.Freeze("A", OpenHolds.HONOUR),
                new Action.Transfer("A", "x", "y", 1),
                new Action.Announce("A", SaleShop.BEGIN, 1))) {
            assertThrows(IllegalArgumentException.class, () -> sale.perform("later", SaleShop.ANNA, later));
        }
        assertFalse(shop.inventory.confirm("o1").applied());
        assertEquals(SaleState.STOPPED, shop.level(A_X).saleState());
    }

    @Test
    void aReleaseInStepsIsPlannedAsAWholeOrNotAtAll() {
        LiveSale sale = shop.open();
        sale.plan("wave-3", SaleShop.ANNA, new Trigger.At(shop.now), new Action.TopUp("B", null, 1));
        SteppedRelease release = SteppedRelease.bySold("B", 9, 3, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> sale.releaseInSteps("wave", SaleShop.ANNA, release));
        assertEquals(1, sale.steps().size());
        sale.releaseInSteps("other", SaleShop.ANNA, release);
        sale.releaseInSteps("other", SaleShop.ANNA, release);
        assertEquals(4, sale.steps().size());
        assertThrows(IllegalArgumentException.class, () -> sale.releaseInSteps("x".repeat(39), SaleShop.ANNA, release));
    }

    @Test
    void aListenerThatAlwaysFailsKeepsNobodyWaiting() {
        LiveSale sale = shop.open();
        int[] calls = new int[1];
        sale.onAlert(alert -> {
            calls[0]++;
            throw new IllegalStateException("the webhook is down");
        });
        List<String> offered = new ArrayList<>();
        sale.waitingList().offer(Duration.ofMinutes(5), request -> request, event -> offered.add(event.order()));
        shop.sell("o1", B_SALE, 40);
        shop.sell("o2", A_X, 30);
        sale.waitingList().join(ReserveRequest.of("w1", "ann").line(B_SALE, 1)).orThrow();
        shop.inventory.cancel("o1").orThrow();
        sale.tick(() -> shop.now);
        assertEquals(List.of("w1"), offered);
        int first = calls[0];
        assertTrue(first >= 2, "each alert has its turn: " + first);
        sale.tick(() -> shop.now);
        assertEquals(first, calls[0], "not before the claim is old");
        shop.now = shop.now.plusSeconds(11);
        sale.tick(() -> shop.now);
        assertTrue(calls[0] > first);
    }

    @Test
    void aStepThatNeverWasCannotBeTakenBack() {
        LiveSale sale = shop.open();
        assertThrows(IllegalArgumentException.class, () -> sale.cancel("nope", SaleShop.ANNA));
        sale.plan("nope", SaleShop.ANNA, new Trigger.At(shop.now), new Action.TopUp("B", null, 1));
        sale.tick(() -> shop.now);
        assertEquals(41, shop.level(B_SALE).available());
        assertFalse(sale.cancel("nope", SaleShop.ANNA));
    }

    @Test
    void whoWantsMoreThanTheLimitDoesNotWait() {
        SalePlan plan = SalePlan.of(
                "queue",
                PlannedSku.of("COAT", Tier.HERO)
                        .onHand(100)
                        .allotment(50)
                        .orderMaximum(5L)
                        .perBuyer(3L)
                        .build());
        SaleLimits limits = plan.limits();
        try (Inventory inventory = InventoryBuilder.inMemory().policy(limits).build()) {
            inventory.receive("po-1", "COAT", 100).orThrow();
            LiveSale sale = LiveSale.open(inventory, plan, limits);
            StockKey coat = sale.key("COAT", null);
            assertFalse(sale.waitingList()
                    .join(ReserveRequest.of("w0", "hog").line(coat, 4))
                    .applied());
            assertTrue(sale.waitingList()
                    .join(ReserveRequest.of("w1", "ann").line(coat, 3))
                    .applied());
            assertEquals(List.of("w1"), sale.waitingList().waiting("COAT"));
        }
    }

    @Test
    void aClockThatWentAheadForAMomentHidesNoHold() {
        LiveSale sale = shop.open();
        List<String> reminded = new ArrayList<>();
        sale.onHoldEnding(Duration.ofMinutes(2), hold -> reminded.add(hold.id().value()));
        sale.tick(() -> shop.now.plus(Duration.ofHours(1)));
        shop.inventory
                .reserve(ReserveRequest.of("o1", "ann").line(B_SALE, 1).holdFor(Duration.ofSeconds(100)))
                .orThrow();
        sale.tick(() -> shop.now);
        assertEquals(List.of("o1"), reminded);
    }

    @Test
    void nothingIsSuggestedForWhatIsFrozen() {
        LiveSale sale = shop.open();
        shop.sell("o1", B_SALE, 39);
        assertFalse(sale.view(shop.now).suggestions().isEmpty());
        sale.perform("stop", SaleShop.ANNA, new Action.Freeze("B", OpenHolds.HONOUR));
        assertEquals(List.of(), sale.view(shop.now).suggestions());
    }
}
