package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.LedgerException;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ReservedLine;
import io.inventory4j.core.InventoryBuilder;
import io.inventory4j.examples.replay.audit.Count;
import io.inventory4j.examples.replay.audit.Tally;
import io.inventory4j.examples.replay.live.SaleFloor;
import io.inventory4j.examples.replay.orders.Event;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.plan.PlannedSku;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.live.plan.Tier;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
    private static final List<Consumer<Purchase>> EVERY = List.of(
            Purchase::pay,
            Purchase::payHalf,
            Purchase::giveUp,
            Purchase::payLate,
            Purchase::runOut,
            Purchase::cancelHalf,
            Purchase::ship,
            Purchase::sendHalfBack,
            cart -> cart.giveBack("C9/1", SKU, 1));

    private final TurnedClock clock = new TurnedClock();
    private final Tally tally = new Tally();
    private final Inventory inventory = InventoryBuilder.inMemory()
            .clock(clock)
            .reservationTimeout(Duration.ofHours(1))
            .sweepEvery(Duration.ZERO)
            .build();

    private final SalePlan plan =
            SalePlan.of("day", PlannedSku.of(SKU, Tier.LONG_TAIL).onHand(0).build());
    private final SaleFloor floor = new SaleFloor(opened(), plan);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private LiveSale opened() {
        inventory.setAvailable("shelf", StockKey.of(SKU), 0, "an empty shelf").orThrow();
        return LiveSale.open(inventory, plan);
    }

    private OrderTable table() {
        return new OrderTable(directory.resolve("sale.orders"));
    }

    private Purchase purchase(Inventory by, OrderTable table, Tally counted) {
        Event.Cart cart = new Event.Cart("1", 0, "17", Instant.EPOCH, Map.of(SKU, 10L));
        return new Purchase(new Till(by, ReservationPolicy.none(), floor, cart, "shop"), table, counted);
    }

    private void reserved(OrderTable table) throws StoreException {
        inventory.receive("po", SKU, 12).orThrow();
        table.begin();
        purchase(inventory, table, new Tally()).reserve();
    }

    /** Kills a step of the cart as it was reserved, with its call done or not, and takes the cart up again. */
    private Purchase killedIn(Consumer<Purchase> step, boolean done) throws StoreException {
        try (OrderTable table = table()) {
            inventory.receive("po", SKU, 12).orThrow();
            table.begin();
            // The first call reserves, the second one is the step's.
            Purchase purchase = purchase(new CutOff(2, done).apply(inventory), table, new Tally());
            purchase.reserve();
            assertThrows(LedgerException.class, () -> step.accept(purchase));
            // Another buyer's thread may still come with the next step before all of them have stopped.
            EVERY.forEach(next -> assertThrows(LedgerException.class, () -> next.accept(purchase)));
        }
        OrderTable again = table();
        again.goOn(all -> true, journal()::answered);
        Purchase purchase = purchase(inventory, again, tally);
        purchase.goOn();
        return purchase;
    }

    private JournalIndex journal() {
        JournalIndex index = new JournalIndex();
        index.enter(inventory.journal(0, 1_000).orElseThrow());
        return index;
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
    void aLatePaymentTakesItsUnitsAgainOnce(boolean done) throws StoreException {
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
                    inventory
                            .reserve(ReserveRequest.of("other", "18").line(SKU, 5))
                            .orThrow();
                    cart.payLate();
                },
                done);
        inventory.release("other").orThrow();
        purchase.payLate();
        purchase.ship();
        assertEquals(1, tally.times(Order.REFUNDED));
        assertEquals(12, inventory.level(StockKey.of(SKU)).orElseThrow().available());
        assertEquals(10, count(Count.EXPIRED));
    }

    private Purchase reserved(Inventory by) {
        inventory.receive("po", SKU, 12).orThrow();
        Purchase purchase = purchase(by, new OrderTable(null), tally);
        purchase.reserve();
        return purchase;
    }

    private void sweepAll() {
        clock.advance(Duration.ofHours(2));
        inventory.sweep();
    }

    /** The inventory knows an order by all that it was made for (rule 1.10), and not by what is left of it. */
    @Test
    void ofACartThatWasGivenUpInPartTheRestIsPaidLate() {
        Purchase purchase = reserved(inventory);
        purchase.giveBack("C1/1", SKU, 4);
        sweepAll();
        purchase.payLate();
        assertEquals(1, tally.times(Order.REACQUIRED));
        assertEquals(6, line("1").committed());
        assertEquals(
                List.of(4L, 6L, 6L, 16L, 6L, 0L),
                counts(Count.RELEASED, Count.EXPIRED, Count.REACQUIRED, Count.HELD, Count.CONFIRMED, Count.CANCELLED));
    }

    /** Of what a sweep took, a late payment takes all again or nothing (rule 1.12), also what nobody wants any more. */
    @Test
    void whatWasGivenUpAfterASweepIsCancelledWhenALatePaymentTakesItAgain() {
        Purchase purchase = reserved(inventory);
        sweepAll();
        assertEquals(4, purchase.giveBack("C1/1", SKU, 4));
        purchase.payLate();
        purchase.payLate();
        purchase.ship();
        assertEquals(6, line("1").shipped());
        assertEquals(6, inventory.level(StockKey.of(SKU)).orElseThrow().available());
        assertEquals(
                List.of(0L, 10L, 10L, 20L, 10L, 4L),
                counts(Count.RELEASED, Count.EXPIRED, Count.REACQUIRED, Count.HELD, Count.CONFIRMED, Count.CANCELLED));
    }

    private List<Long> counts(Count... counts) {
        return Arrays.stream(counts).map(this::count).toList();
    }

    @Test
    void aLatePaymentOfAnOrderThatTheInventoryDoesNotKnowIsNoSale() {
        LateConfirmation unknown = new LateConfirmation.Unknown(new Refusal(Reason.UNKNOWN_RESERVATION, "1", 0));
        Purchase purchase = reserved(Between.over(
                inventory,
                (method, given, call) -> method.getName().equals("confirmOrReacquire") ? unknown : call.make()));
        purchase.payLate();
        assertEquals(0, count(Count.CONFIRMED));
        assertEquals(0, tally.times(Order.IN_TIME));
        purchase.ship();
        assertEquals(0, count(Count.SHIPPED));
        assertEquals(10, line("1").reserved());
    }

    @Test
    void whatHasRunOutIsEnteredOnceAndOnlyAfterASweep() throws StoreException {
        try (OrderTable table = table()) {
            reserved(table);
            clock.advance(Duration.ofHours(1));
        }
        for (int run = 1; run <= 2; run++) {
            try (OrderTable table = table()) {
                table.goOn(all -> true, journal()::answered);
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
