package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Reason;
import io.inventory4j.RefusedDemand;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.demand.DemandRow;
import io.inventory4j.live.demand.LostDemand;
import io.inventory4j.live.notes.SaleIds;
import io.inventory4j.live.notes.SaleNotes;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptDemandTest {
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");

    /** What a node counts of requests that are refused; the inventory counts in the same way, on threads of its own. */
    private static void refuse(SaleShop shop, LostDemand counted, String order, long units) {
        assertFalse(shop.inventory
                .reserve(ReserveRequest.of(order, "b").line(B_SALE, units))
                .applied());
        counted.onRefused(new RefusedDemand(shop.now, B_SALE, Reason.OUT_OF_STOCK, null, null, null, 1, units, 0));
    }

    private static long units(LiveSale sale) {
        return sale.demand().stream().mapToLong(DemandRow::units).sum();
    }

    @Test
    void whatNodesCountIsKeptMinuteByMinuteAndReadByAll() {
        try (SaleShop shop = new SaleShop()) {
            LiveSale one = shop.open();
            LiveSale two = shop.open();
            LostDemand ofOne = LostDemand.create();
            LostDemand ofTwo = LostDemand.create();
            one.keepDemand(ofOne);
            two.keepDemand(ofTwo);
            shop.sell("all", B_SALE, 40);
            refuse(shop, ofOne, "o1", 3);
            refuse(shop, ofTwo, "o2", 4);
            assertEquals(List.of(), one.demand());

            shop.now = shop.now.plus(Duration.ofMinutes(2));
            one.tick(() -> shop.now);
            two.tick(() -> shop.now);
            one.tick(() -> shop.now);
            assertEquals(7, units(two));
            refuse(shop, ofOne, "o3", 5);
            one.close(SaleShop.ANNA, OpenHolds.RELEASE);

            assertEquals(12, units(two));
            assertEquals(12, units(shop.open()));
            assertEquals("B", two.demand().get(0).sku());
        }
    }

    /** A process that opens the sale once more goes on with what it has counted, and not anew. */
    @Test
    void aBatchThatWasWrittenInPartIsNotCountedTwiceByANewKeeper() {
        try (SaleShop shop = new SaleShop()) {
            shop.open();
            shop.sell("all", B_SALE, 40);
            LostDemand counted = LostDemand.create();
            refuse(shop, counted, "o1", 3);
            counted.onRefused(new RefusedDemand(shop.now, B_SALE, Reason.NOT_OPEN, null, null, null, 1, 4, 0));
            shop.now = shop.now.plus(Duration.ofMinutes(2));
            CrashingInventory store = new CrashingInventory(1, false);
            SaleNotes notes = new SaleNotes(store.over(shop.inventory), new SaleIds(SaleShop.NAME));
            assertThrows(CrashingInventory.Death.class, () -> new DemandKeeper(notes, counted).writeUntil(shop.now));
            assertEquals(1, shop.open().demand().size(), "one of two notes is there");
            LiveSale again = shop.open();
            again.keepDemand(counted);
            again.tick(() -> shop.now);
            assertEquals(7, units(again));
        }
    }

    @Test
    void aBatchWhoseAnswerIsLostIsCountedOnce() {
        int lost = 0;
        for (boolean afterwards : new boolean[] {false, true}) {
            boolean died = true;
            for (int call = 0; died; call++) {
                try (SaleShop shop = new SaleShop()) {
                    shop.open();
                    shop.sell("all", B_SALE, 40);
                    LostDemand counted = LostDemand.create();
                    refuse(shop, counted, "o1", 3);
                    shop.now = shop.now.plus(Duration.ofMinutes(2));
                    CrashingInventory store = new CrashingInventory(call, afterwards);
                    SaleNotes notes = new SaleNotes(store.over(shop.inventory), new SaleIds(SaleShop.NAME));
                    DemandKeeper keeper = new DemandKeeper(notes, counted);
                    try {
                        keeper.writeUntil(shop.now);
                    } catch (CrashingInventory.Death e) {
                        lost++;
                    }
                    died = store.died();
                    store.revive();
                    keeper.writeUntil(shop.now);
                    assertEquals(3, units(shop.open()), "lost call " + call);
                }
            }
        }
        assertTrue(lost > 1, "only " + lost + " calls were lost");
    }
}
