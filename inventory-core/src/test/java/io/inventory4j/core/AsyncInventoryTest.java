package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.AsyncInventory;
import io.inventory4j.Inventory;
import io.inventory4j.LateConfirmation;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.SafetyStock;
import io.inventory4j.SettleRequest;
import io.inventory4j.Stocktake;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import io.inventory4j.testkit.MapLedger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs without waiting, over a ledger that answers at once and over one that is called in batches. */
@Timeout(120)
@ParameterizedClass
@ValueSource(booleans = {true, false})
class AsyncInventoryTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    private final HandClock clock = new HandClock();
    private final Inventory inventory;
    private final AsyncInventory async;

    AsyncInventoryTest(boolean shared) {
        inventory = InventoryBuilder.over(shared ? new MapLedger(clock) : InMemoryLedger.create(clock))
                .clock(clock)
                .policy(PurchaseLimits.perBuyer(5))
                .sweepEvery(Duration.ZERO)
                .build();
        async = inventory.async();
        applied(inventory.receive("po-1", A, 10));
        applied(inventory.receive("po-2", B, 10));
    }

    @AfterEach
    void close() {
        inventory.close();
    }

    private static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static LedgerException failure(CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        ExecutionException failed = assertThrows(ExecutionException.class, () -> future.get(60, TimeUnit.SECONDS));
        return (LedgerException) Objects.requireNonNull(failed.getCause());
    }

    private static ReserveRequest order(String id, long units) {
        return ReserveRequest.of(id, "buyer of " + id).line("A", units);
    }

    private StockLevel level() {
        return inventory.level(A).orElseThrow();
    }

    @Test
    void whatIsHeldIsSoldShippedAndTakenBack() {
        applied(of(async.reserve(order("o", 2))));
        replayed(of(async.reserve(order("o", 2))));
        applied(of(async.extend("o", "longer", Duration.ofHours(1))));
        applied(of(async.confirm("o")));
        applied(of(async.ship(SettleRequest.of("o"))));
        applied(of(async.acceptReturn("o")));
        assertEquals(0, level().reserved());
        assertEquals(8, level().available());
        assertEquals("o", of(async.reservation("o")).orElseThrow().id().value());
    }

    @Test
    void whatIsHeldIsReleasedAndWhatIsSoldIsGivenBack() {
        applied(of(async.reserve(order("o", 2))));
        applied(of(async.release("o")));
        applied(of(async.sell(order("p", 3))));
        applied(of(async.exchange(order("q", 1), "p")));
        applied(of(async.cancel("q")));
        applied(of(async.sell(order("r", 3))));
        applied(of(async.giveBack("r")));
        assertEquals(10, level().available());
    }

    @Test
    void stockIsMoved() {
        applied(of(async.receive("m1", "A", 5)));
        applied(of(async.transfer("m2", A, B, 1)));
        applied(of(async.writeOff("m3", A, Bucket.AVAILABLE, 1, "broken")));
        applied(of(async.move("m4", "damage", new Posting(A, Bucket.AVAILABLE, Bucket.DAMAGED, 1))));
        applied(of(async.setOnHand("m5", Map.of(A, 20L), Map.of())));
        applied(of(async.setAvailable("m6", A, 12, "allotment", null)));
        applied(of(async.setSafetyStock("m7", A, SafetyStock.units(2))));
        applied(of(async.stocktake(Stocktake.of("m8", A, 20))).outcome());
        applied(of(async.setSaleState("m9", A, SaleState.STOPPED)));
        assertEquals(List.of(level()), of(async.levels(List.of(A))));
        assertEquals(Reason.NOT_OPEN, reason(of(async.reserve(order("o", 1)))));
    }

    @Test
    void aRefusalIsThatOfTheWaitingVerb() {
        assertEquals(inventory.reserve(order("o", 6)), of(async.reserve(order("o", 6))));
        applied(of(async.reserve(order("p", 5))));
        assertEquals(
                inventory.reserve(order("q", 5).line("A", 1)),
                of(async.reserve(order("q", 5).line("A", 1))));
        applied(of(async.reserve(order("r", 5))));
        assertEquals(inventory.reserve(order("s", 1)), of(async.reserve(order("s", 1))));
        assertEquals(Reason.OUT_OF_STOCK, reason(of(async.reserve(order("s", 1)))));
    }

    @Test
    void whatIsKnownOfAnIdGoesBeforeWhatThePolicySays() {
        ReserveRequest request = ReserveRequest.of("o", "b").line("A", 5);
        applied(of(async.reserve(request)));
        replayed(of(async.reserve(request)));
        assertEquals(
                Reason.ID_REUSED,
                reason(of(async.reserve(ReserveRequest.of("o", "b").line("A", 6)))));
    }

    @Test
    void aBuyerWhoHasLeftDoesNotKeepTheLastUnit() {
        applied(of(async.reserve(order("o", 5).holdFor(Duration.ofMinutes(1)))));
        applied(of(async.reserve(order("p", 5).holdFor(Duration.ofMinutes(1)))));
        clock.turn(Duration.ofMinutes(1));
        applied(of(async.reserve(order("q", 5))));
    }

    @Test
    void aLatePaymentIsServed() {
        ReserveRequest request = order("o", 2).holdFor(Duration.ofMinutes(1));
        applied(of(async.reserve(request)));
        clock.turn(Duration.ofMinutes(1));
        assertEquals(1, inventory.sweep());
        assertInstanceOf(LateConfirmation.Reacquired.class, of(async.confirmOrReacquire(request)));
    }

    @Test
    void severalRequestsAreOneCallToTheStore() {
        List<ReserveRequest> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(order("o" + i, 1));
        }
        List<Outcome> outcomes = of(async.reserve(requests));
        assertEquals(10, outcomes.stream().filter(Outcome::applied).count());
        assertEquals(Reason.OUT_OF_STOCK, reason(outcomes.get(11)));
        assertEquals(List.of(), of(async.reserve(List.<ReserveRequest>of())));
    }

    @Test
    void argumentsOutOfBoundsAreThrownAtOnce() {
        assertThrows(
                IllegalArgumentException.class, () -> async.sell(order("o", 1).holdFor(Duration.ofMinutes(1))));
        assertThrows(IllegalArgumentException.class, () -> async.receive("", A, 1));
        assertThrows(IllegalArgumentException.class, () -> async.confirmOrReacquire(ReserveRequest.of("o", "b")));
    }

    @Test
    void afterCloseNothingIsDone() {
        inventory.close();
        CompletionStage<List<StockLevel>> levels = async.levels(List.of(A));
        assertEquals(Effect.NONE, failure(levels).effect());
    }
}
