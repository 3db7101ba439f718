package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.LedgerException;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.SettleRequest;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LateConfirmationsTest {
    private static final StockKey A = StockKey.of("A");
    private static final ReserveRequest ORDER =
            ReserveRequest.of("o", "buyer").line("A", 2).channel("live");

    private final HandClock clock = new HandClock();
    private final InMemoryLedger store = InMemoryLedger.create(clock);
    private final LossyLedger ledger = new LossyLedger(store);

    private Inventory shop(ReservationPolicy policy) {
        Inventory inventory = InventoryBuilder.over(ledger)
                .policy(policy)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
        applied(inventory.receive("po", A, 2));
        return inventory;
    }

    private Inventory shop() {
        return shop(PurchaseLimits.perBuyer(2).and(PurchaseLimits.ordersPerBuyer(1)));
    }

    private void expire() {
        clock.turn(Duration.ofMinutes(15));
        store.expire(100);
    }

    private void assertLevel(Inventory shop, long available, long reserved, long committed) {
        StockLevel level = shop.level(A).orElseThrow();
        assertEquals(
                List.of(available, reserved, committed),
                List.of(level.available(), level.reserved(), level.committed()));
    }

    private static Reservation confirmed(LateConfirmation answer) {
        return assertInstanceOf(LateConfirmation.Confirmed.class, answer).reservation();
    }

    private static Reservation reacquired(LateConfirmation answer) {
        return assertInstanceOf(LateConfirmation.Reacquired.class, answer).reservation();
    }

    private static Refusal refundDue(LateConfirmation answer) {
        return assertInstanceOf(LateConfirmation.RefundDue.class, answer).refusal();
    }

    private static Refusal unknown(LateConfirmation answer) {
        return assertInstanceOf(LateConfirmation.Unknown.class, answer).refusal();
    }

    @Test
    void aHoldThatIsStillThereIsSoldOnce() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            for (int i = 0; i < 3; i++) {
                assertEquals("o", confirmed(shop.confirmOrReacquire(ORDER)).id().value());
                assertLevel(shop, 0, 0, 2);
            }
            Outcomes.replayed(shop.confirm("o"));
        }
    }

    @Test
    void anOverdueHoldThatWasNotSweptIsSold() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            clock.turn(Duration.ofDays(1));
            confirmed(shop.confirmOrReacquire(ORDER));
        }
    }

    @Test
    void whatTheShopHasSoldItselfIsConfirmed() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            applied(shop.confirm(SettleRequest.of("o").id("pay-7")));
            confirmed(shop.confirmOrReacquire(ORDER));
            applied(shop.ship("o"));
            confirmed(shop.confirmOrReacquire(ORDER));
            assertLevel(shop, 0, 0, 0);
        }
    }

    @Test
    void aRestIsSoldWhateverIdsTheShopHasUsedForParts() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            applied(shop.confirm(SettleRequest.of("o").id("refund").line("A", 1)));
            for (int i = 0; i < 2; i++) {
                confirmed(shop.confirmOrReacquire(ORDER));
                assertLevel(shop, 0, 0, 2);
            }
        }
    }

    @Test
    void aSweptHoldIsTakenAgainUnderTheSameLimits() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            expire();
            Reservation again = reacquired(shop.confirmOrReacquire(ORDER));
            for (int i = 0; i < 3; i++) {
                assertEquals("o", again.id().value());
                assertEquals(ReservationState.CONFIRMED, again.state());
                assertLevel(shop, 0, 0, 2);
                assertEquals(2, shop.used("per-buyer/buyer/A"));
                assertEquals(1, shop.used("orders-per-buyer/buyer"));
                again = confirmed(shop.confirmOrReacquire(ORDER));
            }
            applied(shop.ship("o"));
            confirmed(shop.confirmOrReacquire(ORDER));
        }
    }

    @Test
    void unitsHeldByABuyerWhoHasGoneAreTaken() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            expire();
            applied(shop.reserve(ReserveRequest.of("gone", "gone").line("A", 2)));
            clock.turn(Duration.ofMinutes(15));
            reacquired(shop.confirmOrReacquire(ORDER));
        }
    }

    @Test
    void whereTheUnitsAreGoneARefundIsDueForGood() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            expire();
            applied(shop.reserve(ReserveRequest.of("next", "next").line("A", 1)));
            assertEquals(new Refusal(Reason.OUT_OF_STOCK, A, 1), refundDue(shop.confirmOrReacquire(ORDER)));
            applied(shop.receive("po-2", A, 10));
            refundDue(shop.confirmOrReacquire(ORDER));
            assertLevel(shop, 11, 1, 0);
        }
    }

    @Test
    void aLimitThatWasUsedUpElsewhereMakesARefundDue() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            expire();
            applied(shop.receive("po-2", A, 10));
            applied(shop.reserve(ReserveRequest.of("second", "buyer").line("A", 1)));
            Refusal refusal = refundDue(shop.confirmOrReacquire(ORDER));
            assertEquals(Reason.LIMIT_REACHED, refusal.reason());
            assertEquals("orders-per-buyer", refusal.rule());
        }
    }

    @Test
    void aPolicyThatNoLongerAllowsItMakesARefundDue() {
        try (Inventory shop = shop(ReservationPolicy.none());
                Inventory closed = InventoryBuilder.over(store)
                        .policy(PurchaseLimits.channelsDenied(Set.of("live")))
                        .build()) {
            applied(shop.reserve(ORDER));
            expire();
            assertEquals(
                    new Refusal(Reason.NOT_ALLOWED, "live", 0).because("channel-denied"),
                    refundDue(closed.confirmOrReacquire(ORDER)));
            refundDue(shop.confirmOrReacquire(ORDER));
            assertLevel(shop, 2, 0, 0);
        }
    }

    @Test
    void aPolicyDoesNotTakeBackWhatWasTakenAgain() {
        try (Inventory shop = shop(ReservationPolicy.none());
                Inventory closed = InventoryBuilder.over(store)
                        .policy(PurchaseLimits.channelsDenied(Set.of("live")))
                        .build()) {
            applied(shop.reserve(ORDER));
            expire();
            reacquired(shop.confirmOrReacquire(ORDER));
            confirmed(closed.confirmOrReacquire(ORDER));
        }
    }

    @Test
    void whatTheShopReleasedIsRefundedAndNotTakenAgain() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            applied(shop.release("o"));
            assertEquals(new Refusal(Reason.NOT_PENDING, "o", 0), refundDue(shop.confirmOrReacquire(ORDER)));
            ReserveRequest never = ORDER.withId("never");
            applied(shop.release("never"));
            assertEquals(
                    Reason.RELEASED, refundDue(shop.confirmOrReacquire(never)).reason());
            assertLevel(shop, 2, 0, 0);
        }
    }

    @Test
    void anOrderOfWhichNothingIsKnownIsForTheShopToLookAt() {
        try (Inventory shop = shop()) {
            assertEquals(new Refusal(Reason.UNKNOWN_RESERVATION, "o", 0), unknown(shop.confirmOrReacquire(ORDER)));
            applied(shop.reserve(ORDER));
        }
    }

    @Test
    void thePaymentOfAnotherBuyerOrForAnotherOrderSellsAndClosesNothing() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            ReserveRequest stranger = ReserveRequest.of("o", "stranger").line("A", 2);
            ReserveRequest larger = ReserveRequest.of("o", "buyer").line("A", 3);
            for (ReserveRequest other : List.of(stranger, larger)) {
                assertEquals(new Refusal(Reason.ID_REUSED, "o", 0), unknown(shop.confirmOrReacquire(other)));
                assertLevel(shop, 0, 2, 0);
            }
            expire();
            for (ReserveRequest other : List.of(stranger, larger)) {
                assertEquals(new Refusal(Reason.ID_REUSED, "o", 0), unknown(shop.confirmOrReacquire(other)));
                assertLevel(shop, 2, 0, 0);
            }
            reacquired(shop.confirmOrReacquire(ORDER));
        }
    }

    @Test
    void aCancelledOrderIsNotConfirmed() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            confirmed(shop.confirmOrReacquire(ORDER));
            applied(shop.cancel("o"));
            refundDue(shop.confirmOrReacquire(ORDER));
            assertLevel(shop, 2, 0, 0);
        }
    }

    @Test
    void aHoldThatIsSweptBetweenTheStepsOfARefundIsNotSoldByTheNextMessage() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            applied(shop.setSaleState("stop", A, SaleState.STOPPED));
            clock.turn(Duration.ofMinutes(15));
            ledger.beforeCall(2, () -> store.expire(100));
            assertEquals(
                    Reason.NOT_OPEN, refundDue(shop.confirmOrReacquire(ORDER)).reason());
            assertTrue(ledger.calls > 2, "the sweep came in between");
            applied(shop.setSaleState("go", A, SaleState.OPEN));
            refundDue(shop.confirmOrReacquire(ORDER));
            assertLevel(shop, 2, 0, 0);
        }
    }

    @Test
    void whereAPartIsSoldTheAnswerSaysWhichPart() {
        try (Inventory shop = shop()) {
            ReserveRequest both = ORDER.line("B", 1);
            applied(shop.receive("po-B", "B", 1));
            applied(shop.reserve(both));
            applied(shop.confirm(SettleRequest.of("o").id("pay-1").line("B", 1)));
            expire();
            applied(shop.reserve(ReserveRequest.of("next", "next").line("A", 1)));
            LateConfirmation answer = shop.confirmOrReacquire(both);
            refundDue(answer);
            assertEquals(Map.of(StockKey.of("B"), 1L), answer.sold());
            assertEquals(Map.of(A, 2L), answer.notSold());
        }
    }

    @Test
    void aStoppedSaleGivesTheHoldBackAndMakesARefundDueForGood() {
        try (Inventory shop = shop()) {
            applied(shop.reserve(ORDER));
            applied(shop.setSaleState("stop", A, SaleState.STOPPED));
            assertEquals(new Refusal(Reason.NOT_OPEN, A, 0), refundDue(shop.confirmOrReacquire(ORDER)));
            assertLevel(shop, 2, 0, 0);
            applied(shop.setSaleState("go", A, SaleState.OPEN));
            refundDue(shop.confirmOrReacquire(ORDER));
            assertLevel(shop, 2, 0, 0);
        }
    }

    @Test
    void onlyWhatIsNotSoldYetIsTakenAgain() {
        try (Inventory shop = shop()) {
            ReserveRequest both = ORDER.line("B", 1);
            applied(shop.receive("po-B", "B", 1));
            applied(shop.reserve(both));
            applied(shop.confirm(SettleRequest.of("o").id("pay-1").line("A", 1)));
            expire();
            LateConfirmation answer = shop.confirmOrReacquire(both);
            reacquired(answer);
            for (int i = 0; i < 2; i++) {
                assertEquals(Map.of(A, 2L, StockKey.of("B"), 1L), answer.sold());
                assertEquals(Map.of(), answer.notSold());
                assertLevel(shop, 0, 0, 2);
                assertEquals(1, shop.used("orders-per-buyer/buyer"));
                answer = shop.confirmOrReacquire(both);
                confirmed(answer);
            }
        }
    }

    @Test
    void aCallThatIsCutOffAnywhereComesToTheSameResultWhenRepeated() {
        for (LossyLedger.Loss loss : LossyLedger.Loss.values()) {
            for (int at = 0; at < 8; at++) {
                LateConfirmationsTest run = new LateConfirmationsTest();
                try (Inventory shop = run.shop()) {
                    applied(shop.reserve(ORDER));
                    run.expire();
                    run.cutOff(shop, at, loss);
                    LateConfirmation answer = shop.confirmOrReacquire(ORDER);
                    assertEquals(Map.of(A, 2L), answer.sold(), () -> answer.toString());
                    run.assertLevel(shop, 0, 0, 2);
                }
            }
        }
    }

    @Test
    void aRefundThatIsCutOffAnywhereIsStillDueWhenRepeated() {
        for (LossyLedger.Loss loss : LossyLedger.Loss.values()) {
            for (int at = 0; at < 8; at++) {
                LateConfirmationsTest run = new LateConfirmationsTest();
                try (Inventory shop = run.shop()) {
                    applied(shop.reserve(ORDER));
                    run.expire();
                    applied(shop.reserve(ReserveRequest.of("next", "next").line("A", 2)));
                    run.cutOff(shop, at, loss);
                    refundDue(shop.confirmOrReacquire(ORDER));
                    run.assertLevel(shop, 0, 2, 0);
                }
            }
        }
    }

    private void cutOff(Inventory shop, int at, LossyLedger.Loss loss) {
        ledger.loseAfter(at, loss);
        try {
            assertNotNull(shop.confirmOrReacquire(ORDER));
        } catch (LedgerException e) {
            assertTrue(ledger.calls > at);
        }
        ledger.loseNothing();
    }

    @Test
    void twinCallsAtOnceComeToOneResult() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                InMemoryLedger shared = InMemoryLedger.create(clock);
                boolean scarce = round % 2 == 0;
                try (Inventory shop =
                        InventoryBuilder.over(shared).sweepEvery(Duration.ZERO).build()) {
                    applied(shop.receive("po", A, 2));
                    applied(shop.reserve(ORDER));
                    clock.turn(Duration.ofMinutes(15));
                    shop.sweep();
                    CountDownLatch go = new CountDownLatch(1);
                    List<Future<LateConfirmation>> answers = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        answers.add(threads.submit(() -> {
                            go.await();
                            return shop.confirmOrReacquire(ORDER);
                        }));
                    }
                    Future<?> rival = threads.submit(() -> {
                        go.await();
                        return scarce
                                ? shop.reserve(ReserveRequest.of("rival", "r").line("A", 1))
                                : null;
                    });
                    go.countDown();
                    Map<StockKey, Long> first =
                            answers.get(0).get(10, TimeUnit.SECONDS).sold();
                    for (Future<LateConfirmation> answer : answers) {
                        assertEquals(first, answer.get(10, TimeUnit.SECONDS).sold());
                    }
                    rival.get(10, TimeUnit.SECONDS);
                    long sold = shop.level(A).orElseThrow().committed();
                    assertEquals(first.getOrDefault(A, 0L), sold);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
