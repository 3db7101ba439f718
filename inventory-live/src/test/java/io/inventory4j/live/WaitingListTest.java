package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.notes.ClaimBook;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitingListTest {
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");
    private static final Duration HOLD = Duration.ofMinutes(2);

    private final List<String> told = new ArrayList<>();

    private LiveSale node(Inventory inventory) {
        LiveSale sale = SaleShop.open(inventory);
        sale.waitingList().offer(HOLD, UnaryOperator.identity(), event -> told.add(text(event)));
        return sale;
    }

    private static String text(WaitingEvent event) {
        return event instanceof WaitingEvent.Offered offered
                ? offered.order() + " gets " + offered.units()
                : event.order() + " " + ((WaitingEvent.Dropped) event).reason();
    }

    private static ReserveRequest order(String id, String buyer, long units) {
        return ReserveRequest.of(id, buyer).line(B_SALE, units);
    }

    private static SaleShop soldOut(ReservationPolicy policy) {
        SaleShop shop = new SaleShop(policy);
        shop.open();
        shop.sell("early", B_SALE, 40);
        return shop;
    }

    /** Puts units back on sale. */
    private static void comeBack(SaleShop shop, String id, long units) {
        shop.open().perform(id, SaleShop.ANNA, new Action.TopUp("B", null, units));
    }

    @Test
    void theFirstWhoCameIsServedFirstAndOnce() {
        try (SaleShop shop = soldOut(ReservationPolicy.none())) {
            LiveSale sale = node(shop.inventory);
            for (String id : List.of("o3", "o1", "o2")) {
                assertTrue(sale.waitingList().join(order(id, "buyer " + id, 2)).applied());
                assertTrue(sale.waitingList().join(order(id, "buyer " + id, 2)).applied());
            }
            assertEquals(List.of("o3", "o1", "o2"), sale.waitingList().waiting("B"));

            comeBack(shop, "t1", 3);
            sale.tick(() -> shop.now);
            sale.tick(() -> shop.now);
            assertEquals(List.of("o3 gets 2"), told);
            assertTrue(shop.inventory.confirm("o3").applied());
            assertEquals(List.of("o1", "o2"), shop.open().waitingList().waiting("B"));

            comeBack(shop, "t2", 3);
            node(shop.inventory).tick(() -> shop.now);
            assertEquals(List.of("o3 gets 2", "o1 gets 2", "o2 gets 2"), told);
            assertEquals(List.of(), sale.waitingList().waiting("B"));
            assertEquals(4, shop.level(B_SALE).reserved());
        }
    }

    @Test
    void anOfferThatLapsesGoesToTheNext() {
        try (SaleShop shop = soldOut(ReservationPolicy.none())) {
            LiveSale sale = node(shop.inventory);
            sale.waitingList().join(order("o1", "ann", 1)).orThrow();
            sale.waitingList().join(order("o2", "bob", 1)).orThrow();
            comeBack(shop, "t1", 1);
            sale.tick(() -> shop.now);
            shop.now = shop.now.plus(HOLD);
            shop.inventory.sweep();
            sale.tick(() -> shop.now);

            assertEquals(List.of("o1 gets 1", "o2 gets 1"), told);
            assertFalse(shop.inventory.confirm("o1").applied());
            assertTrue(shop.inventory.confirm("o2").applied());
        }
    }

    @Test
    void whoWantsMoreThanThereIsWaitsAndWhoLeavesIsPassed() {
        try (SaleShop shop = soldOut(ReservationPolicy.none())) {
            LiveSale sale = node(shop.inventory);
            sale.waitingList().join(order("many", "ann", 5)).orThrow();
            sale.waitingList().join(order("one", "bob", 1)).orThrow();
            comeBack(shop, "t1", 3);
            sale.tick(() -> shop.now);
            assertEquals(List.of(), told);
            assertTrue(sale.waitingList().leave("many").applied());
            sale.tick(() -> shop.now);
            assertEquals(List.of("one gets 1"), told);
        }
    }

    @Test
    void limitsHoldForOffersAndAPlaceUsesUpNone() {
        ReservationPolicy limits = PurchaseLimits.ordersPerBuyer(1).and(PurchaseLimits.perChannel("x", 4));
        try (SaleShop shop = soldOut(limits)) {
            LiveSale sale = node(shop.inventory);
            sale.waitingList().join(order("o1", "ann", 1)).orThrow();
            sale.waitingList()
                    .join(order("o2", "bob", 2).channel("x").region("EU"))
                    .orThrow();
            sale.waitingList().join(order("o3", "cid", 2).channel("x")).orThrow();
            Outcome second = sale.waitingList().join(order("o4", "ann", 1));
            assertEquals(Reason.LIMIT_REACHED, second.refused().orElseThrow().reason());

            // Somebody else uses the order's number, against the shop's promise.
            shop.inventory.sell(ReserveRequest.of("o3", "dan").line("C", 1)).orThrow();
            comeBack(shop, "t1", 10);
            sale.tick(() -> shop.now);
            sale.tick(() -> shop.now);
            assertEquals(List.of("o1 gets 1", "o2 gets 2", "o3 ID_REUSED"), told);
            assertEquals(List.of(), sale.waitingList().waiting("B"));
            assertEquals(
                    Reason.LIMIT_REACHED,
                    shop.inventory
                            .reserve(order("o5", "ann", 1))
                            .refused()
                            .orElseThrow()
                            .reason());
        }
    }

    @Test
    void theListHasABoundAndRefusesWhatIsNotOfTheSale() {
        try (SaleShop shop = soldOut(ReservationPolicy.none())) {
            WaitingList list = shop.open().waitingList();
            list.join(order("all", "ann", WaitingList.MAX_WAITING)).orThrow();
            assertEquals(
                    Reason.OUT_OF_STOCK,
                    list.join(order("late", "bob", 1)).refused().orElseThrow().reason());
            List<ReserveRequest> wrong = List.of(
                    ReserveRequest.of("o", "b").line("B", 1),
                    ReserveRequest.of("o", "b").line(B_SALE, 1).line("C", 1),
                    ReserveRequest.of("o", "b").upTo(B_SALE, 1),
                    order("x".repeat(101), "b", 1));
            for (ReserveRequest request : wrong) {
                assertThrows(IllegalArgumentException.class, () -> list.join(request));
            }
        }
    }

    @Test
    void theEndOfTheSaleEndsTheList() {
        try (SaleShop shop = soldOut(ReservationPolicy.none())) {
            LiveSale sale = node(shop.inventory);
            sale.waitingList().join(order("o1", "ann", 1)).orThrow();
            sale.close(SaleShop.ANNA, OpenHolds.HONOUR);
            assertEquals(List.of(), sale.waitingList().waiting("B"));
            sale.tick(() -> shop.now);
            assertEquals(List.of("o1 NOT_OPEN"), told);
            assertEquals(
                    Reason.NOT_OPEN,
                    sale.waitingList()
                            .join(order("o2", "bob", 1))
                            .refused()
                            .orElseThrow()
                            .reason());
        }
    }

    @Test
    void whoWaitsForASkuThatEndsIsTold() {
        try (SaleShop shop = soldOut(ReservationPolicy.none())) {
            LiveSale sale = node(shop.inventory);
            sale.waitingList().join(order("o1", "ann", 1)).orThrow();
            sale.perform("end", SaleShop.ANNA, new Action.End("B", OpenHolds.HONOUR));
            sale.tick(() -> shop.now);
            assertEquals(List.of("o1 NOT_OPEN"), told);
            assertEquals(List.of(), sale.waitingList().waiting("B"));
        }
    }

    /** As a node leaves it that dies between the hold and the end of the place. */
    @Test
    void whoHasHisHoldKeepsItWhenTheSkuEnds() {
        try (SaleShop shop = soldOut(ReservationPolicy.none())) {
            LiveSale sale = node(shop.inventory);
            sale.waitingList().join(order("o1", "ann", 1)).orThrow();
            comeBack(shop, "t1", 1);
            shop.inventory.reserve(order("o1", "ann", 1)).orThrow();
            sale.perform("end", SaleShop.ANNA, new Action.End("B", OpenHolds.HONOUR));
            sale.tick(() -> shop.now);
            assertEquals(List.of("o1 gets 1"), told);
            assertEquals(List.of(), sale.waitingList().waiting("B"));
            shop.inventory.confirm("o1").orThrow();
        }
    }

    @Test
    void whatFailsForOneBuyerKeepsNobodyElseWaiting() {
        try (SaleShop shop = soldOut(ReservationPolicy.none())) {
            LiveSale sale = shop.open();
            boolean[] broken = {true};
            sale.waitingList()
                    .offer(
                            Duration.ofMinutes(5),
                            request -> {
                                if (broken[0] && request.id().equals("o1")) {
                                    throw new IllegalStateException("who is ann?");
                                }
                                return request;
                            },
                            event -> told.add(event.order()));
            sale.waitingList().join(order("o1", "ann", 1)).orThrow();
            sale.waitingList().join(order("o2", "bob", 1)).orThrow();
            shop.inventory.cancel("early").orThrow();
            sale.tick(() -> shop.now);
            assertEquals(List.of("o2"), told);
            broken[0] = false;
            sale.tick(() -> shop.now);
            assertEquals(List.of("o2", "o1"), told);
            assertThrows(
                    IllegalArgumentException.class,
                    () -> sale.waitingList().offer(Duration.ofDays(4_000), request -> request, event -> {}));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNodeThatDiesLeavesNobodyBehindAndServesNobodyTwice(boolean oneOrderEach) {
        ReservationPolicy limits = oneOrderEach ? PurchaseLimits.ordersPerBuyer(1) : ReservationPolicy.none();
        for (boolean afterwards : new boolean[] {false, true}) {
            boolean died = true;
            for (int call = 0; died; call++) {
                told.clear();
                try (SaleShop shop = soldOut(limits)) {
                    WaitingList list = shop.open().waitingList();
                    list.join(order("o1", "ann", 1)).orThrow();
                    list.join(order("o2", "bob", 1)).orThrow();
                    comeBack(shop, "t1", 1);
                    CrashingInventory crash = new CrashingInventory(call, afterwards);
                    try {
                        node(crash.over(shop.inventory)).tick(() -> shop.now);
                    } catch (CrashingInventory.Death e) {
                        // Another node goes on.
                    }
                    died = crash.died();
                    LiveSale other = node(shop.inventory);
                    other.tick(() -> shop.now);
                    shop.now = shop.now.plus(ClaimBook.PATIENCE);
                    other.tick(() -> shop.now);

                    String death = "died at call " + call + (afterwards ? " after it" : " before it");
                    assertEquals(Set.of("o1 gets 1"), Set.copyOf(told), death);
                    assertTrue(told.size() <= 2, death);
                    assertEquals(List.of("o2"), other.waitingList().waiting("B"), death);
                    assertEquals(1, shop.level(B_SALE).reserved(), death);
                    shop.inventory.confirm("o1").orThrow();
                }
            }
        }
    }
}
