package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.AllOrNothing;
import io.inventory4j.AllOrNothing.AllHeld;
import io.inventory4j.AllOrNothing.NothingHeld;
import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.core.LossyLedger.Loss;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Carts of more than 100 lines: held as a whole, or given back (rule 2.11). */
@Timeout(120)
class ReserveAllTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();
    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create(clock));
    private final Inventory shop = InventoryBuilder.over(ledger)
            .withoutBatching()
            .policy(PurchaseLimits.perBuyer(5))
            .clock(clock)
            .sweepEvery(Duration.ZERO)
            .build();

    @BeforeEach
    void receive() {
        applied(shop.receive("po-a", "A", 3));
        applied(shop.receive("po-b", "B", 3));
        applied(shop.receive("po-c", "C", 3));
        ledger.calls = 0;
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private static ReserveRequest part(String id, String sku, long units) {
        return ReserveRequest.of(id, "ann").line(sku, units).holdFor(MINUTE);
    }

    private static List<ReserveRequest> cart(long ofC) {
        return List.of(part("o/1", "A", 1), part("o/2", "B", 2), part("o/3", "C", ofC));
    }

    private StockLevel level(String sku) {
        return shop.level(StockKey.of(sku)).orElseThrow();
    }

    private long held() {
        return level("A").reserved() + level("B").reserved() + level("C").reserved();
    }

    private static NothingHeld nothing(AllOrNothing answer) {
        assertEquals(false, answer.held());
        NothingHeld nothing = assertInstanceOf(NothingHeld.class, answer);
        assertEquals(nothing.refusal(), answer.refused().orElseThrow());
        return nothing;
    }

    private static List<Outcome.Applied> all(AllOrNothing answer) {
        assertEquals(true, answer.held());
        assertEquals(true, answer.refused().isEmpty());
        return assertInstanceOf(AllHeld.class, answer).outcomes();
    }

    @Test
    void aCartOfAThousandLinesIsHeldInOneCall() {
        List<ReserveRequest> parts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ReserveRequest part = ReserveRequest.of("big/" + i, "ann");
            for (int line = 0; line < 100; line++) {
                applied(shop.receive("po-" + i + "-" + line, "S" + i + "-" + line, 1));
                part = part.line("S" + i + "-" + line, 1);
            }
            parts.add(part);
        }
        ledger.calls = 0;
        List<Outcome.Applied> outcomes = all(shop.reserveAll(parts));
        assertEquals(1, ledger.calls);
        assertEquals(
                parts.stream().map(ReserveRequest::id).toList(),
                outcomes.stream()
                        .map(outcome -> Objects.requireNonNull(outcome.reservation())
                                .id()
                                .value())
                        .toList());
        all(shop.reserveAll(parts)).forEach(Outcomes::replayed);
    }

    @Test
    void ifOneIsRefusedTheOthersAreGivenBackInOneMoreCall() {
        ledger.calls = 0;
        NothingHeld nothing = nothing(shop.reserveAll(cart(4)));
        assertEquals("o/3", nothing.request());
        assertEquals(Reason.OUT_OF_STOCK, nothing.refusal().reason());
        assertEquals(3, nothing.refusal().remaining());
        assertEquals(3, ledger.calls, "the cart, a look for dead holds, what is given back");
        assertEquals(0, held());
        assertEquals(3, level("B").available());
        assertEquals(0, shop.used("per-buyer/ann/B"));
        applied(shop.reserve(part("o/3", "C", 3)));
        assertEquals(Reason.RELEASED, reason(shop.reserve(part("o/1", "A", 1))));
    }

    @Test
    void whatThePolicyRefusesIsNamedWithItsRule() {
        applied(shop.receive("more", "C", 9));
        NothingHeld nothing = nothing(shop.reserveAll(cart(6)));
        assertEquals(Reason.LIMIT_REACHED, nothing.refusal().reason());
        assertEquals("per-buyer", nothing.refusal().rule());
        assertEquals(0, held());
    }

    @Test
    void theFirstRefusalIsTold() {
        List<ReserveRequest> cart = List.of(part("o/1", "A", 9), part("o/2", "B", 9), part("o/3", "C", 1));
        assertEquals("o/1", nothing(shop.reserveAll(cart)).request());
        assertEquals(0, held());
    }

    @Test
    void rule_5_1_deadHoldsDoNotKeepACartOut() {
        applied(shop.reserve(ReserveRequest.of("dead", "bob").line("C", 3).holdFor(MINUTE)));
        clock.turn(MINUTE);
        all(shop.reserveAll(cart(3)));
        assertEquals(6, held());
    }

    @Test
    void rule_10_1_aCartWhoseAnswerIsLostIsFoundByARepeat() {
        ledger.loseAfter(0, Loss.CALL);
        assertEquals(Effect.NONE, failure(cart(3)).effect());
        assertEquals(0, held());
        ledger.loseAfter(0, Loss.ANSWER);
        assertEquals(Effect.UNKNOWN, failure(cart(3)).effect());
        assertEquals(6, held());
        all(shop.reserveAll(cart(3))).forEach(Outcomes::replayed);
        assertEquals(6, held());
    }

    @Test
    void rule_10_1_whatCouldNotBeGivenBackIsHeldAndSaidToBeUnknown() {
        for (Loss loss : Loss.values()) {
            // So that it is time for a look for dead holds: the cart, the look, what is given back.
            clock.turn(Duration.ofSeconds(1));
            List<ReserveRequest> cart =
                    List.of(part(loss + "/1", "A", 1), part(loss + "/2", "B", 1), part(loss + "/3", "C", 4));
            ledger.loseAfter(2, loss);
            LedgerException failure = failure(cart);
            assertEquals(Effect.UNKNOWN, failure.effect());
            assertEquals(true, failure.summary().contains(loss == Loss.CALL ? "call lost" : "answer lost"));
            assertEquals(loss == Loss.CALL ? 2 : 0, held());
            // The same call again ends what the first has begun.
            nothing(shop.reserveAll(cart));
            assertEquals(0, held());
        }
        clock.turn(Duration.ofSeconds(1));
        ledger.loseAfter(2, Loss.CALL);
        assertEquals(Effect.UNKNOWN, failure(cart(4)).effect());
        clock.turn(MINUTE);
        assertEquals(2, shop.sweep(), "after a crash it is held until it expires");
    }

    @Test
    void aLateRepeatDoesNotCancelWhatWasPaid() {
        all(shop.reserveAll(cart(3)));
        applied(shop.confirm("o/1"));
        applied(shop.confirm("o/2"));
        applied(shop.giveBack("o/3"));
        NothingHeld nothing = nothing(shop.reserveAll(cart(3)));
        assertEquals("o/3", nothing.request());
        assertEquals(Reason.RELEASED, nothing.refusal().reason());
        assertEquals(1, level("A").committed());
        assertEquals(2, level("B").committed());
    }

    @Test
    void whatCannotBeHeldInThisWayIsAnErrorBeforeAnythingIsSent() {
        ReserveRequest one = part("o/1", "A", 1);
        List<ReserveRequest> many = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            many.add(part("o/" + i, "A", 1));
        }
        ledger.calls = 0;
        for (List<ReserveRequest> bad : List.of(
                List.<ReserveRequest>of(),
                List.of(one, part("o/2", "B", 1), part("o/1", "C", 1)),
                List.of(one, part("o/2", "B", 1).replacing("old")),
                List.of(one, ReserveRequest.of("o/2", "ann")),
                List.of(one, part(LibraryIds.MARK + "o", "B", 1)),
                many)) {
            assertThrows(IllegalArgumentException.class, () -> shop.reserveAll(bad), bad::toString);
            assertThrows(IllegalArgumentException.class, () -> shop.async().reserveAll(bad), bad::toString);
        }
        assertEquals(0, ledger.calls);
    }

    @Test
    void withoutWaitingItIsTheSame() throws Exception {
        AllOrNothing refused =
                shop.async().reserveAll(cart(4)).toCompletableFuture().get(1, TimeUnit.MINUTES);
        assertEquals("o/3", nothing(refused).request());
        assertEquals(0, held());
        List<ReserveRequest> next = cart(3).stream()
                .map(request -> request.withId("next " + request.id()))
                .toList();
        all(shop.async().reserveAll(next).toCompletableFuture().get(1, TimeUnit.MINUTES));
        assertEquals(6, held());
    }

    private LedgerException failure(List<ReserveRequest> cart) {
        return assertThrows(LedgerException.class, () -> shop.reserveAll(cart));
    }
}
