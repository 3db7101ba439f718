package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.live.SaleAlert.Kind;
import io.inventory4j.live.SaleAlert.Role;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.live.notes.ClaimBook;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SaleAlertTest {
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");

    private final SaleShop shop = new SaleShop();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        shop.close();
    }

    private LiveSale node(Inventory inventory, String name) {
        LiveSale sale = SaleShop.open(inventory);
        sale.onAlert(alert -> told.add(name + ": " + alert.sku() + " " + alert.kind() + " " + alert.percent()));
        return sale;
    }

    private void tick(LiveSale... nodes) {
        for (LiveSale node : nodes) {
            node.tick(() -> shop.now);
        }
    }

    @Test
    void eachLevelIsToldOnceByOneNode() {
        LiveSale one = node(shop.inventory, "one");
        LiveSale two = node(shop.inventory, "two");
        tick(one, two);
        assertEquals(List.of(), told);

        shop.sell("o1", B_SALE, 31);
        tick(one, two);
        shop.sell("o2", B_SALE, 1);
        tick(one, two);
        shop.sell("o3", B_SALE, 4);
        tick(two, one);
        shop.sell("o4", B_SALE, 4);
        tick(one, two);
        tick(two, one);

        assertEquals(List.of("one: B LOW 20", "two: B LOW 10", "one: B SOLD_OUT 0"), told);
        assertEquals(
                List.of(
                        Set.of(Role.OPERATIONS),
                        Set.of(Role.OPERATIONS, Role.HOST),
                        Set.of(Role.OPERATIONS, Role.HOST, Role.EVERYBODY)),
                one.alerts().stream().map(SaleAlert::roles).toList());
        assertEquals(one.alerts(), two.alerts());
        assertEquals(one.alerts(), shop.open().alerts());
    }

    @Test
    void oneOrderThatPassesAllLevelsGivesOneAlert() {
        LiveSale sale = node(shop.inventory, "one");
        shop.sell("all", B_SALE, 40);
        tick(sale);
        assertEquals(List.of("one: B SOLD_OUT 0"), told);
    }

    @Test
    void aHoldThatComesAndGoesIsNoNews() {
        LiveSale sale = node(shop.inventory, "one");
        shop.sell("most", B_SALE, 39);
        for (int i = 0; i < 20; i++) {
            shop.inventory
                    .reserve(ReserveRequest.of("h" + i, "b").line(B_SALE, 1))
                    .orThrow();
            shop.inventory.release("h" + i).orThrow();
            shop.now = shop.now.plusMillis(40);
            tick(sale);
        }
        assertEquals(List.of("one: B LOW 10", "one: B SOLD_OUT 0"), told);

        shop.now = shop.now.plusSeconds(20);
        tick(sale);
        shop.sell("last", B_SALE, 1);
        tick(sale);
        assertEquals(
                List.of("one: B LOW 10", "one: B SOLD_OUT 0", "one: B BACK_IN_STOCK 0", "one: B SOLD_OUT 0"), told);
    }

    @Test
    void aTopUpIsARise() {
        LiveSale sale = node(shop.inventory, "one");
        shop.sell("most", B_SALE, 34);
        tick(sale);
        sale.perform("t", SaleShop.ANNA, new Action.TopUp("B", null, 60));
        shop.now = shop.now.plusSeconds(2);
        shop.sell("next", B_SALE, 1);
        tick(sale);
        assertEquals(List.of("one: B LOW 20", "one: B RISEN 20"), told);
    }

    @Test
    void whoDiesBetweenClaimAndListenerIsReplaced() {
        for (int call = 0; ; call++) {
            try (SaleShop other = new SaleShop()) {
                told.clear();
                SaleShop.open(other.inventory);
                other.sell("all", B_SALE, 40);
                CrashingInventory crash = new CrashingInventory(call, true);
                boolean died = false;
                try {
                    node(crash.over(other.inventory), "one").tick(() -> other.now);
                } catch (CrashingInventory.Death e) {
                    died = true;
                }
                LiveSale two = node(other.inventory, "two");
                two.tick(() -> other.now);
                other.now = other.now.plus(ClaimBook.PATIENCE);
                two.tick(() -> other.now);
                two.tick(() -> other.now);

                Set<String> heard = Set.copyOf(told.stream()
                        .map(line -> line.substring(line.indexOf(':')))
                        .toList());
                assertEquals(Set.of(": B SOLD_OUT 0"), heard, "died at call " + call);
                // It may have died right after it told it: then it is told twice, and never more often.
                assertEquals(died && told.size() == 2 ? 2 : 1, told.size(), "died at call " + call);
                if (!crash.died()) {
                    return;
                }
            }
        }
    }

    @Test
    void aListenerThatFailsHearsItAgain() {
        LiveSale sale = shop.open();
        List<SaleAlert> heard = new ArrayList<>();
        sale.onAlert(alert -> {
            heard.add(alert);
            if (heard.size() == 1) {
                throw new IllegalArgumentException("busy");
            }
        });
        shop.sell("all", B_SALE, 40);
        sale.tick(() -> shop.now);
        sale.tick(() -> shop.now);
        assertEquals(1, heard.size());
        shop.now = shop.now.plus(ClaimBook.PATIENCE);
        sale.tick(() -> shop.now);
        assertEquals(2, heard.size());
    }

    @Test
    void theFirstWhoAcknowledgesStays() {
        LiveSale sale = node(shop.inventory, "one");
        shop.sell("all", B_SALE, 40);
        String id = sale.alerts().get(0).id();
        assertEquals(Kind.SOLD_OUT, sale.alerts().get(0).kind());
        sale.acknowledge(id, SaleShop.ANNA);
        SaleAlert seen = shop.open().acknowledge(id, new By("Ben", "me too"));

        assertEquals(
                SaleShop.ANNA, Objects.requireNonNull(seen.acknowledgement()).by());
        assertEquals(shop.now, Objects.requireNonNull(seen.acknowledgement()).at());
        assertThrows(IllegalArgumentException.class, () -> sale.acknowledge("no", SaleShop.ANNA));
    }

    @Test
    void openingAndClosingAreNoNews() {
        LiveSale sale = node(shop.inventory, "one");
        sale.close(SaleShop.ANNA, OpenHolds.RELEASE);
        tick(sale);
        assertEquals(List.of(), told);
    }
}
