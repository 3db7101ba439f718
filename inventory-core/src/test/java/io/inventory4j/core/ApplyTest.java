package io.inventory4j.core;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static io.inventory4j.core.Outcomes.replayed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Inventory;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.OrderVerb;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.Reason;
import io.inventory4j.SafetyStock;
import io.inventory4j.SettleRequest;
import io.inventory4j.StockVerb;
import io.inventory4j.Verb;
import io.inventory4j.core.limits.PurchaseLimits;
import io.inventory4j.core.memory.InMemoryLedger;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.policy.ReservationPolicy;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Verbs of any kind in one call to the store. */
@Timeout(120)
class ApplyTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final Window OVER = Window.until(Instant.EPOCH);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final HandClock clock = new HandClock();
    private final LossyLedger ledger = new LossyLedger(InMemoryLedger.create(clock));
    private final List<Inventory> opened = new ArrayList<>();
    private final Inventory shop = shop(ledger, PurchaseLimits.perBuyer(5));

    private Inventory shop(LossyLedger over, ReservationPolicy policy) {
        Inventory made = InventoryBuilder.over(over)
                .withoutBatching()
                .policy(policy)
                .clock(clock)
                .sweepEvery(Duration.ZERO)
                .build();
        opened.add(made);
        return made;
    }

    @AfterEach
    void close() {
        opened.forEach(Inventory::close);
    }

    private static ReserveRequest order(String id, long units) {
        return ReserveRequest.of(id, "buyer of " + id).line("A", units).holdFor(MINUTE);
    }

    private static ReserveRequest sale(String id, long units) {
        return ReserveRequest.of(id, "buyer of " + id).line("A", units);
    }

    /** A verb as a value, and as a call. */
    private record Both(Verb verb, Function<Inventory, Outcome> call) {}

    private static List<Both> verbs() {
        SettleRequest part = SettleRequest.of("parts").line("A", 1);
        Posting damage = new Posting(A, Bucket.AVAILABLE, Bucket.DAMAGED, 1);
        return List.of(
                new Both(StockVerb.receive("m1", A, 60), shop -> shop.receive("m1", A, 60)),
                new Both(StockVerb.receive("m2", "B", 5), shop -> shop.receive("m2", "B", 5)),
                new Both(OrderVerb.reserve(order("held", 2)), shop -> shop.reserve(order("held", 2))),
                new Both(OrderVerb.confirm("held"), shop -> shop.confirm("held")),
                new Both(OrderVerb.ship("held"), shop -> shop.ship("held")),
                new Both(OrderVerb.acceptReturn("held"), shop -> shop.acceptReturn("held")),
                new Both(OrderVerb.reserve(order("parts", 4)), shop -> shop.reserve(order("parts", 4))),
                new Both(OrderVerb.extend("parts", "e", HOUR), shop -> shop.extend("parts", "e", HOUR)),
                new Both(OrderVerb.release(part.id("1")), shop -> shop.release(part.id("1"))),
                new Both(
                        OrderVerb.confirmAndReleaseRest(part.id("2")),
                        shop -> shop.confirmAndReleaseRest(part.id("2"))),
                new Both(OrderVerb.cancel(part.id("3")), shop -> shop.cancel(part.id("3"))),
                new Both(OrderVerb.sell(sale("sold", 3)), shop -> shop.sell(sale("sold", 3))),
                new Both(OrderVerb.exchange(sale("other", 2), "sold"), shop -> shop.exchange(sale("other", 2), "sold")),
                new Both(OrderVerb.giveBack("other"), shop -> shop.giveBack("other")),
                new Both(OrderVerb.sell(sale("off", 1)), shop -> shop.sell(sale("off", 1))),
                new Both(OrderVerb.cancel("off"), shop -> shop.cancel("off")),
                new Both(OrderVerb.release("never"), shop -> shop.release("never")),
                new Both(StockVerb.transfer("m3", A, B, 2), shop -> shop.transfer("m3", A, B, 2)),
                new Both(
                        StockVerb.writeOff("m4", A, Bucket.AVAILABLE, 1, "lost"),
                        shop -> shop.writeOff("m4", A, Bucket.AVAILABLE, 1, "lost")),
                new Both(StockVerb.move("m5", "dropped", damage), shop -> shop.move("m5", "dropped", damage)),
                new Both(StockVerb.setOnHand("m6", Map.of(A, 40L)), shop -> shop.setOnHand("m6", Map.of(A, 40L))),
                new Both(
                        StockVerb.setAvailable("m7", B, 9, "allotment"),
                        shop -> shop.setAvailable("m7", B, 9, "allotment")),
                new Both(
                        StockVerb.setAvailable("m8", B, 9, "allotment", 1L),
                        shop -> shop.setAvailable("m8", B, 9, "allotment", 1L)),
                new Both(
                        StockVerb.setSafetyStock("m9", A, SafetyStock.units(3)),
                        shop -> shop.setSafetyStock("m9", A, SafetyStock.units(3))),
                new Both(
                        StockVerb.setSaleState("s1", A, SaleState.STOPPED),
                        shop -> shop.setSaleState("s1", A, SaleState.STOPPED)),
                new Both(StockVerb.setWindow("s2", B, OVER), shop -> shop.setWindow("s2", B, OVER)),
                new Both(OrderVerb.reserve(order("late", 1)), shop -> shop.reserve(order("late", 1))));
    }

    @Test
    void eachVerbDoesWhatTheCallOfThatNameDoes() throws Exception {
        Inventory other = shop(new LossyLedger(InMemoryLedger.create(clock)), PurchaseLimits.perBuyer(5));
        List<Outcome> called =
                verbs().stream().map(both -> both.call().apply(other)).toList();
        List<Verb> values = verbs().stream().map(Both::verb).toList();
        List<Outcome> outcomes = shop.apply(values);
        for (int i = 0; i < values.size(); i++) {
            assertEquals(called.get(i), outcomes.get(i), values.get(i).toString());
        }
        assertEquals(Reason.STALE, reason(outcomes.get(22)));
        assertEquals(Reason.NOT_OPEN, reason(outcomes.get(26)));
        assertEquals(25, outcomes.stream().filter(Outcome::applied).count());
        assertEquals(other.levels(List.of(A, B)), shop.levels(List.of(A, B)));
        Inventory third = shop(new LossyLedger(InMemoryLedger.create(clock)), PurchaseLimits.perBuyer(5));
        assertEquals(called, third.async().apply(values).toCompletableFuture().get(1, TimeUnit.MINUTES));
    }

    @Test
    void aListIsOneCallToTheStore() {
        List<Verb> verbs = verbs().stream().map(Both::verb).toList();
        assertEquals(27, shop.apply(verbs).size());
        assertEquals(1, ledger.calls);
        assertEquals(List.of(), shop.apply(List.of()));
        assertEquals(1, ledger.calls);
    }

    @Test
    void oneOutOfBoundsIsAnErrorBeforeAnythingIsSent() {
        String ours = LibraryIds.MARK + "x";
        List<Verb> bad = List.of(
                OrderVerb.reserve(order(ours, 1)),
                OrderVerb.sell(sale(ours, 1)),
                OrderVerb.sell(order("o", 1)),
                OrderVerb.reserve(ReserveRequest.of("o", "b")),
                OrderVerb.confirm(SettleRequest.of("o").id(ours)),
                OrderVerb.confirm(SettleRequest.of("o").line("A", 1)),
                OrderVerb.giveBack(SettleRequest.of("o").id("g").line("A", 1)),
                OrderVerb.extend("o", ours, MINUTE),
                OrderVerb.extend("o", "e", Duration.ZERO),
                StockVerb.receive(ours, A, 1),
                StockVerb.move("m", "nothing"),
                StockVerb.setOnHand(ours, Map.of(A, 1L)),
                StockVerb.setOnHand("m", Map.of()),
                StockVerb.setAvailable(ours, A, 1, "r"),
                StockVerb.setAvailable("m", A, -1, "r"),
                StockVerb.setSafetyStock(ours, A, SafetyStock.units(1)),
                StockVerb.setSaleState(ours, A, SaleState.OPEN),
                StockVerb.setWindow(ours, A, Window.NONE));
        for (Verb one : bad) {
            List<Verb> list = List.of(StockVerb.receive("po", A, 1), one);
            assertThrows(IllegalArgumentException.class, () -> shop.apply(list), one::toString);
            assertThrows(IllegalArgumentException.class, () -> shop.async().apply(list), one::toString);
        }
        assertEquals(0, ledger.calls);
    }

    @Test
    void thePolicyJudgesWhatIsReservedAndSold() {
        List<Outcome> outcomes = shop.apply(List.of(
                StockVerb.receive("po", A, 100),
                OrderVerb.reserve(order("held", 6)),
                OrderVerb.sell(sale("sold", 6)),
                OrderVerb.sell(sale("fine", 5)),
                OrderVerb.confirm("held")));
        for (Outcome refused : outcomes.subList(1, 3)) {
            assertEquals(Reason.LIMIT_REACHED, reason(refused));
            assertEquals("per-buyer", refused.refused().orElseThrow().rule());
        }
        applied(outcomes.get(3));
        assertEquals(Reason.UNKNOWN_RESERVATION, reason(outcomes.get(4)));
    }

    @Test
    void rule_5_1_whatADeadHoldKeptIsAskedForOnceMoreWithWhatFollowsIt() {
        applied(shop.receive("po", A, 3));
        applied(shop.reserve(order("dead", 3)));
        clock.turn(MINUTE);
        ledger.calls = 0;
        ledger.seen.clear();
        List<Outcome> outcomes = shop.apply(List.of(
                OrderVerb.reserve(order("next", 2)),
                StockVerb.receive("po-b", B, 1),
                OrderVerb.confirm("next"),
                OrderVerb.ship("unknown"),
                OrderVerb.exchange(sale("better", 1), "next"),
                OrderVerb.ship("better"),
                OrderVerb.reserve(order("large", 5))));
        applied(outcomes.get(0));
        applied(outcomes.get(1));
        applied(outcomes.get(2));
        assertEquals(Reason.UNKNOWN_RESERVATION, reason(outcomes.get(3)));
        applied(outcomes.get(4));
        applied(outcomes.get(5));
        assertEquals(Reason.OUT_OF_STOCK, reason(outcomes.get(6)));
        assertEquals(2, outcomes.get(6).refused().orElseThrow().remaining(), "as it is after the sweep");
        assertEquals(3, ledger.calls, "the list, the sweep, and what was refused");
        assertEquals(12, ledger.seen.size());
        assertEquals(1, shop.reservation("better").orElseThrow().lines().get(0).shipped());
    }

    @Test
    void rule_2_9_whatWasReleasedLaterInTheListIsNotAskedForOnceMore() {
        applied(shop.receive("po-a", A, 3));
        applied(shop.reserve(order("dead", 3)));
        clock.turn(MINUTE);
        List<Outcome> outcomes = shop.apply(List.of(OrderVerb.reserve(order("next", 2)), OrderVerb.release("next")));
        assertEquals(Reason.OUT_OF_STOCK, reason(outcomes.get(0)), "and not RELEASED by what came later");
        applied(outcomes.get(1));
    }

    @Test
    void rule_12_2_whatWasComputedForAnotherTimeIsComputedAnewWithWhatFollowsIt() {
        Inventory ahead = InventoryBuilder.over(ledger)
                .withoutBatching()
                .policy(PurchaseLimits.perBuyer(2, HOUR))
                .clock(() -> clock.instant().plus(HOUR))
                .sweepEvery(Duration.ZERO)
                .build();
        opened.add(ahead);
        List<Outcome> outcomes = ahead.apply(
                List.of(StockVerb.receive("po", A, 3), OrderVerb.reserve(order("o", 1)), OrderVerb.confirm("o")));
        outcomes.forEach(Outcomes::applied);
    }

    @Test
    void rule_10_1_aFailureIsThatOfAllAndARepeatFindsWhatWasApplied() {
        List<Verb> verbs =
                List.of(StockVerb.receive("po", A, 3), OrderVerb.reserve(order("o", 1)), OrderVerb.confirm("o"));
        ledger.loseAfter(0, LossyLedger.Loss.CALL);
        assertEquals(Effect.NONE, failure(verbs).effect());
        ledger.loseAfter(0, LossyLedger.Loss.ANSWER);
        assertEquals(Effect.UNKNOWN, failure(verbs).effect());
        shop.apply(verbs).forEach(Outcomes::replayed);
    }

    @Test
    void rule_10_1_whatIsSentOnceMoreAndFailsHidesNoAnswer() {
        applied(shop.receive("po", A, 3));
        applied(shop.reserve(order("dead", 3)));
        clock.turn(MINUTE);
        List<Verb> verbs = List.of(StockVerb.receive("po-b", B, 1), OrderVerb.reserve(order("next", 2)));
        ledger.loseAfter(2, LossyLedger.Loss.CALL);
        List<Outcome> outcomes = shop.apply(verbs);
        applied(outcomes.get(0));
        assertEquals(Reason.OUT_OF_STOCK, reason(outcomes.get(1)));
        applied(shop.reserve(order("last", 3)));
        clock.turn(MINUTE);
        ledger.loseAfter(2, LossyLedger.Loss.ANSWER);
        assertEquals(Effect.UNKNOWN, failure(verbs).effect());
        List<Outcome> again = shop.apply(verbs);
        again.forEach(Outcomes::replayed);
        replayed(shop.reserve(order("next", 2)));
    }

    private LedgerException failure(List<Verb> verbs) {
        return assertThrows(LedgerException.class, () -> shop.apply(verbs));
    }

    @Test
    void partsReadTheSameInAnyOrder() {
        applied(shop.receive("po", A, 3));
        applied(shop.reserve(order("o", 2)));
        applied(shop.confirm(SettleRequest.of("o").line("A", 1).id("pay")));
        replayed(shop.confirm(SettleRequest.of("o").id("pay").line("A", 1)));
        Command sent = ledger.seen.get(ledger.seen.size() - 1);
        assertEquals(Map.of(A, 1L), ((Settle) sent).quantities());
    }
}
