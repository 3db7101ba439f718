package io.inventory4j.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.live.notes.ClaimBook;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HoldWatchTest {
    private static final StockKey B_SALE = StockKey.of("B", "live/friday");
    private static final Duration BEFORE = Duration.ofMinutes(2);

    private final SaleShop shop = new SaleShop();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        shop.close();
    }

    private LiveSale node(Inventory inventory) {
        LiveSale sale = SaleShop.open(inventory);
        sale.onHoldEnding(BEFORE, hold -> told.add(hold.id().value() + " of " + hold.owner()));
        return sale;
    }

    private void hold(String order, Duration time) {
        shop.inventory
                .reserve(ReserveRequest.of(order, "ann").line(B_SALE, 1).holdFor(time))
                .orThrow();
    }

    private void tick(Duration passed, LiveSale... nodes) {
        shop.now = shop.now.plus(passed);
        for (LiveSale node : nodes) {
            node.tick(() -> shop.now);
        }
    }

    @Test
    void eachHoldIsRemindedOfOnceByOneNode() {
        LiveSale one = node(shop.inventory);
        LiveSale two = node(shop.inventory);
        hold("o1", Duration.ofMinutes(15));
        hold("o2", Duration.ofMinutes(10));
        List<String> minutes = new ArrayList<>();
        for (int minute = 0; minute < 15; minute++) {
            tick(Duration.ZERO, one, two);
            minutes.add(minute + " " + told);
            told.clear();
            shop.now = shop.now.plusSeconds(60);
        }
        assertEquals(
                List.of("8 [o2 of ann]", "13 [o1 of ann]"),
                minutes.stream().filter(line -> !line.endsWith("[]")).toList());
    }

    @Test
    void whoHasPaidOrGivenUpIsNotReminded() {
        LiveSale sale = node(shop.inventory);
        hold("paid", Duration.ofMinutes(5));
        hold("released", Duration.ofMinutes(5));
        tick(Duration.ofMinutes(2), sale);
        shop.inventory.confirm("paid").orThrow();
        shop.inventory.release("released").orThrow();
        tick(Duration.ofMinutes(1), sale);
        tick(Duration.ofMinutes(1), sale);
        assertEquals(List.of(), told);
    }

    @Test
    void whoGetsMoreTimeIsRemindedAgain() {
        LiveSale sale = node(shop.inventory);
        hold("o1", Duration.ofMinutes(3));
        tick(Duration.ofMinutes(1), sale);
        assertEquals(List.of("o1 of ann"), told);
        shop.inventory.extend("o1", "more-time", Duration.ofMinutes(10)).orThrow();
        tick(Duration.ofMinutes(1), sale);
        assertEquals(1, told.size());
        for (int i = 0; i < 8; i++) {
            tick(Duration.ofMinutes(1), sale);
        }
        assertEquals(List.of("o1 of ann", "o1 of ann"), told);
    }

    @Test
    void aCartWithSeveralLinesOfTheSaleIsOne() {
        LiveSale sale = node(shop.inventory);
        shop.inventory
                .reserve(ReserveRequest.of("cart", "bob")
                        .line(B_SALE, 1)
                        .line(StockKey.of("A", "live/friday/x"), 1)
                        .holdFor(Duration.ofMinutes(1)))
                .orThrow();
        tick(Duration.ZERO, sale);
        tick(Duration.ofSeconds(1), sale);
        assertEquals(List.of("cart of bob"), told);
    }

    @Test
    void manyHoldsAreAllFound() {
        LiveSale sale = node(shop.inventory);
        shop.inventory.receive("po-more", B_SALE, 1_000).orThrow();
        for (int i = 0; i < 450; i++) {
            hold("o" + i, Duration.ofMinutes(1));
        }
        tick(Duration.ZERO, sale);
        assertEquals(450, told.stream().distinct().count());
        assertEquals(450, told.size());
    }

    @Test
    void ofANodeThatDiesWhileItRemindsAnotherOneTakesOver() {
        int deaths = 0;
        boolean died = true;
        for (int call = 0; died; call++) {
            for (boolean afterwards : new boolean[] {false, true}) {
                try (SaleShop again = new SaleShop()) {
                    List<String> all = new ArrayList<>();
                    CrashingInventory crash = new CrashingInventory(call, afterwards);
                    again.inventory.receive("po-sale", B_SALE, 1).orThrow();
                    again.inventory
                            .reserve(ReserveRequest.of("o1", "ann")
                                    .line(B_SALE, 1)
                                    .holdFor(BEFORE.minusSeconds(1)))
                            .orThrow();
                    try {
                        LiveSale dying = SaleShop.open(crash.over(again.inventory));
                        dying.onHoldEnding(BEFORE, hold -> all.add(hold.id().value()));
                        dying.tick(() -> again.now);
                    } catch (CrashingInventory.Death e) {
                        // Another one goes on.
                    }
                    died = crash.died();
                    deaths += died ? 1 : 0;
                    LiveSale other = again.open();
                    other.onHoldEnding(BEFORE, hold -> all.add(hold.id().value()));
                    other.tick(() -> again.now);
                    again.now = again.now.plus(ClaimBook.PATIENCE).plusSeconds(1);
                    other.tick(() -> again.now);
                    other.tick(() -> again.now);
                    assertEquals(1, all.stream().distinct().count(), "call " + call + " " + afterwards);
                    assertEquals(true, all.size() <= (died ? 2 : 1), "call " + call + ": " + all);
                }
            }
        }
        assertEquals(true, deaths > 10, "deaths: " + deaths);
    }

    @Test
    void theTimeHasBounds() {
        LiveSale sale = shop.open();
        assertThrows(IllegalArgumentException.class, () -> sale.onHoldEnding(Duration.ZERO, hold -> {}));
        assertThrows(IllegalArgumentException.class, () -> sale.onHoldEnding(Duration.ofDays(2), hold -> {}));
    }
}
