package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.assertRefused;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.AllOrNothing;
import io.inventory4j.Grant;
import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Orders with lines that choose, through every verb that takes a request (rule 1.9). */
@Timeout(60)
class FlexibleOrdersTest {
    private final HandClock clock = new HandClock();
    private final Inventory shop = InventoryBuilder.inMemory()
            .policy(PurchaseLimits.perBuyer(20))
            .clock(clock)
            .sweepEvery(Duration.ZERO)
            .build();

    @BeforeEach
    void receive() {
        applied(shop.receive("a", "A", 3));
        applied(shop.receive("b", "B", 5));
        applied(shop.receive("g", "G", 2));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private static ReserveRequest order(String id) {
        return ReserveRequest.of(id, "ann");
    }

    private static List<List<Long>> units(List<Grant> granted) {
        return granted.stream().map(Grant::units).toList();
    }

    private static List<List<Long>> granted(Outcome outcome, ReserveRequest request) {
        return units(((Outcome.Applied) outcome).granted(request));
    }

    private long available(String sku) {
        return shop.level(StockKey.of(sku)).orElseThrow().available();
    }

    @Test
    void eachLineSaysWhatToShipAndBill() {
        ReserveRequest request =
                order("1").upTo("G", 3).spread(4, "A", "B").line("B", 1).firstOf(3, "A", "B");
        Outcome.Applied held = applied(shop.reserve(request));
        List<List<Long>> expected = List.of(List.of(2L), List.of(3L, 1L), List.of(1L), List.of(0L, 3L));
        assertEquals(expected, granted(held, request));
        assertEquals(expected, granted(replayed(shop.reserve(request)), request));
        assertEquals(0, available("A"));
        assertEquals(0, available("B"));
        assertEquals(0, available("G"));
        assertEquals(expected, units(shop.reservation("1").orElseThrow().granted(request)));
        applied(shop.confirm("1"));
        assertEquals(expected, granted(shop.ship("1"), request));
    }

    @Test
    void aGiftNeverTakesWhatIsPaidForInTheSameOrder() {
        ReserveRequest request = order("1").upTo("G", 2).line("G", 1).firstOf(1, "G", "B");
        assertEquals(
                List.of(List.of(0L), List.of(1L), List.of(1L, 0L)), granted(applied(shop.reserve(request)), request));
    }

    @Test
    void whatCannotBeHadIsRefusedAndNothingIsHeld() {
        assertRefused(
                shop.reserve(order("1").line("B", 1).spread(8, "A", "B")), Reason.OUT_OF_STOCK, "A@main", 7, null);
        assertRefused(shop.reserve(order("2").firstOf(6, "A", "B")), Reason.OUT_OF_STOCK, "A@main", 5, null);
        assertRefused(shop.reserve(order("3").upTo("none", 1)), Reason.UNKNOWN_LINE, "none@main", 0, null);
        assertEquals(8, available("A") + available("B"));
    }

    @Test
    void otherSourcesAreOtherContent() {
        ReserveRequest request = order("1").spread(1, "A", "B");
        applied(shop.reserve(request));
        for (ReserveRequest other : List.of(
                order("1").spread(1, "B", "A"),
                order("1").firstOf(1, "A", "B"),
                order("1").line("A", 1),
                request.upTo("G", 1))) {
            assertEquals(Reason.ID_REUSED, reason(shop.reserve(other)), other::toString);
            assertEquals(
                    Reason.ID_REUSED,
                    assertInstanceOf(LateConfirmation.Unknown.class, shop.confirmOrReacquire(other))
                            .refusal()
                            .reason());
        }
    }

    @Test
    void theBoundsOfACommandAreThoseOfARequest() {
        List<RequestLine> many = IntStream.range(0, 26)
                .mapToObj(i -> RequestLine.spread(
                        1,
                        IntStream.range(0, 8)
                                .mapToObj(j -> StockKey.of("S" + i + "." + j))
                                .toList()))
                .toList();
        assertThrows(IllegalArgumentException.class, () -> order("1").lines(many));
        assertEquals(Reason.UNKNOWN_LINE, reason(shop.reserve(order("1").lines(many.subList(0, 25)))));
    }

    @Test
    void aDeadHoldOfAnySourceIsSweptForWhoeverIsRefusedForWhateverReason() {
        applied(shop.reserve(order("dead").line("B", 5)));
        applied(shop.setSaleState("closed", StockKey.of("A"), SaleState.NO_NEW));
        clock.turn(Duration.ofMinutes(15));
        ReserveRequest closedFirst = order("1").firstOf(2, "A", "B");
        assertEquals(List.of(List.of(0L, 2L)), granted(applied(shop.reserve(closedFirst)), closedFirst));
        clock.turn(Duration.ofMinutes(15));
        ReserveRequest unknownFirst = order("2").firstOf(5, "none", "B");
        assertEquals(
                List.of(List.of(0L, 5L)),
                granted(
                        applied(shop.async()
                                .reserve(unknownFirst)
                                .toCompletableFuture()
                                .join()),
                        unknownFirst));
        clock.turn(Duration.ofMinutes(15));
        ReserveRequest inAList = order("3").spread(5, "none", "B");
        assertEquals(
                List.of(List.of(0L, 5L)),
                granted(applied(shop.apply(List.of(OrderVerb.reserve(inAList))).get(0)), inAList));
    }

    @Test
    void aLatePaymentTakesAgainWhatHadBeenGrantedAndGivesUpAGiftThatIsGone() {
        ReserveRequest request = order("1").spread(4, "A", "B").upTo("G", 2);
        applied(shop.reserve(request));
        clock.turn(Duration.ofMinutes(15));
        assertEquals(1, shop.sweep());
        applied(shop.sell(ReserveRequest.of("other", "bob").line("G", 2)));
        LateConfirmation.Reacquired again =
                assertInstanceOf(LateConfirmation.Reacquired.class, shop.confirmOrReacquire(request));
        assertEquals(3, again.sold().get(StockKey.of("A")));
        assertEquals(1, again.sold().get(StockKey.of("B")));
        assertEquals(null, again.sold().get(StockKey.of("G")));
        assertInstanceOf(LateConfirmation.Confirmed.class, shop.confirmOrReacquire(request));
    }

    @Test
    void aLatePaymentNeverSellsAnotherColourThanTheOneThatWasGranted() {
        ReserveRequest request = order("1").firstOf(3, "A", "B");
        applied(shop.reserve(request));
        clock.turn(Duration.ofMinutes(15));
        assertEquals(1, shop.sweep());
        applied(shop.sell(ReserveRequest.of("other", "bob").line("A", 1)));
        assertInstanceOf(LateConfirmation.RefundDue.class, shop.confirmOrReacquire(request));
        assertEquals(5, available("B"));
    }

    @Test
    void allRequestsOrNothingIncludesThoseThatChoose() {
        ReserveRequest one = order("1/1").spread(4, "A", "B").upTo("G", 1);
        ReserveRequest two = order("1/2").firstOf(4, "A", "B");
        AllOrNothing held = shop.reserveAll(List.of(one, two));
        AllOrNothing.AllHeld all = assertInstanceOf(AllOrNothing.AllHeld.class, held);
        assertEquals(
                List.of(List.of(3L, 1L), List.of(1L)),
                units(all.outcomes().get(0).granted(one)));
        assertEquals(List.of(List.of(0L, 4L)), units(all.outcomes().get(1).granted(two)));
        assertEquals(
                false,
                shop.reserveAll(List.of(order("2/1").upTo("G", 1), order("2/2").firstOf(1, "A", "B")))
                        .held());
        assertEquals(1, available("G"));
    }

    @Test
    void anExchangeChoosesAnewAndMayTakeWhatTheOldOrderGivesBack() {
        ReserveRequest old = order("1").firstOf(5, "A", "B");
        assertEquals(List.of(List.of(0L, 5L)), granted(applied(shop.sell(old)), old));
        applied(shop.setSaleState("end", StockKey.of("B"), SaleState.NO_NEW));
        ReserveRequest size = order("2").spread(6, "A", "B").upTo("B", 9);
        assertEquals(List.of(List.of(3L, 3L), List.of(2L)), granted(applied(shop.exchange(size, "1")), size));
    }

    @Test
    void aCartThatChoosesReplacesTheOneBefore() {
        ReserveRequest old = order("1").spread(5, "A", "B");
        applied(shop.reserve(old));
        ReserveRequest changed = order("2").spread(8, "A", "B").replacing("1");
        assertEquals(List.of(List.of(3L, 5L)), granted(applied(shop.reserve(changed)), changed));
    }
}
