package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.ReservationPolicy;
import io.inventory4j.ReserveRequest;
import io.inventory4j.ReservedLine;
import io.inventory4j.StockKey;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.testkit.TurnedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cart whose process is killed in a step, and that does something else next: the step in doubt comes first. */
class PurchaseTest {
    private static final String SKU = "20001";

    private final TurnedClock clock = new TurnedClock();
    private final Tally tally = new Tally();
    private final Inventory inventory = InventoryBuilder.inMemory()
            .clock(clock)
            .reservationTimeout(Duration.ofHours(1))
            .sweepEvery(Duration.ZERO)
            .build();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private OrderTable table() {
        return new OrderTable(directory.resolve("sale.orders"));
    }

    private static Purchase purchase(Inventory inventory, OrderTable table, Tally tally) {
        Event.Cart cart = new Event.Cart("1", 0, "17", Instant.EPOCH, Map.of(SKU, 10L));
        return new Purchase(new Till(inventory, ReservationPolicy.none(), cart, "web"), table, tally);
    }

    private void reserved(OrderTable table) throws StoreException {
        inventory.receive("po", SKU, 12);
        table.begin();
        purchase(inventory, table, new Tally()).reserve();
    }

    /** Kills a step of the cart as it was reserved, with its call done or not, and takes the cart up again. */
    private Purchase killedIn(Consumer<Purchase> step, boolean done) throws StoreException {
        try (OrderTable table = table()) {
            inventory.receive("po", SKU, 12);
            table.begin();
            // The first call reserves, the second one is the step's.
            Purchase purchase = purchase(new CutOff(2, done).apply(inventory), table, new Tally());
            purchase.reserve();
            assertThrows(LedgerException.class, () -> step.accept(purchase));
        }
        OrderTable again = table();
        again.goOn(all -> true);
        Purchase purchase = purchase(inventory, again, tally);
        purchase.goOn();
        return purchase;
    }

    private long count(Count count) {
        return tally.of(SKU, count);
    }

    private ReservedLine line(String reservation) {
        return inventory.reservation(reservation).orElseThrow().lines().get(0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unitsThatWereBeingGivenUpAreNotPaidFor(boolean done) throws StoreException {
        Purchase purchase = killedIn(cart -> cart.giveBack("C1/1", SKU, 4), done);
        assertEquals(4, purchase.gaveBack("C1/1"));
        purchase.pay();
        assertEquals(6, line("1").committed());
        assertEquals(List.of(10L, 4L, 6L), List.of(count(Count.HELD), count(Count.RELEASED), count(Count.CONFIRMED)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOrderThatWasBeingPaidForIsPaidOnce(boolean done) throws StoreException {
        Purchase purchase = killedIn(Purchase::payHalf, done);
        purchase.pay();
        purchase.giveUp();
        assertEquals(5, line("1").committed());
        assertEquals(5, count(Count.CONFIRMED));
        assertEquals(5, count(Count.RELEASED));
        purchase.cancelHalf();
        purchase.cancelHalf();
        assertEquals(2, line("1").committed());
        assertEquals(3, count(Count.CANCELLED));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLatePaymentIsServedOnceUnderTheIdThatCameBack(boolean done) throws StoreException {
        Purchase purchase = killedIn(
                cart -> {
                    clock.advance(Duration.ofHours(2));
                    inventory.sweep();
                    cart.payLate();
                },
                done);
        purchase.payLate();
        assertEquals(1, tally.times(Order.REACQUIRED));
        assertEquals(10, line(purchase.reservation()).committed());
        assertEquals(2, inventory.level(StockKey.of(SKU)).orElseThrow().available());
        purchase.ship();
        assertEquals(10, line(purchase.reservation()).shipped());
        assertEquals(List.of(10L, 20L, 10L), List.of(count(Count.EXPIRED), count(Count.HELD), count(Count.SHIPPED)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefundThatWasDueStaysDue(boolean done) throws StoreException {
        Purchase purchase = killedIn(
                cart -> {
                    clock.advance(Duration.ofHours(2));
                    inventory.sweep();
                    inventory.reserve(ReserveRequest.of("other", "18").line(SKU, 5));
                    cart.payLate();
                },
                done);
        inventory.release("other");
        purchase.payLate();
        purchase.ship();
        assertEquals(1, tally.times(Order.REFUNDED));
        assertEquals(12, inventory.level(StockKey.of(SKU)).orElseThrow().available());
        assertEquals(10, count(Count.EXPIRED));
    }

    @Test
    void whatHasRunOutIsEnteredOnceAndOnlyAfterASweep() throws StoreException {
        try (OrderTable table = table()) {
            reserved(table);
            clock.advance(Duration.ofHours(1));
        }
        for (int run = 1; run <= 2; run++) {
            try (OrderTable table = table()) {
                table.goOn(all -> true);
                Tally counted = new Tally();
                Purchase purchase = purchase(inventory, table, counted);
                purchase.goOn();
                purchase.runOut();
                assertEquals(10, counted.of(SKU, Count.EXPIRED));
                assertEquals(12, inventory.level(StockKey.of(SKU)).orElseThrow().available());
            }
        }
    }
}
