package io.inventory4j.core.gate;

import static io.inventory4j.core.Outcomes.applied;
import static io.inventory4j.core.Outcomes.reason;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.FlexibleLine;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.ledger.command.Source;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.SaleState;
import io.inventory4j.stock.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Rule 10.4: what is refused in memory, and how long. */
class BoundedGateTest extends OverAStore {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void rule_10_4_aSoldOutLineIsRefusedInMemory() {
        sellOut();
        int before = store.calls();
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("storm-" + i, 1))));
        }
        assertEquals(before, store.calls());
        assertEquals(0, store.readings, "the order that took the last unit has shown it");
    }

    @Test
    void rule_10_4_aRefusalIsTheOneOfTheStore() {
        applied(apply(receive("po", A, 5)));
        applied(apply(receive("po-b", B, 9)));
        applied(apply(order("first", 2)));
        List<Reserve> orders = new ArrayList<>();
        for (long units : List.of(4L, 5L, Bounds.MAX_QUANTITY)) {
            orders.add(order("u" + units, units));
            orders.add(order("floor" + units, new ReserveLine(A, units, 2, List.of())));
            orders.add(order("high" + units, new ReserveLine(A, units, 77, List.of())));
            orders.add(order("cart" + units, ReserveLine.of(A, units), ReserveLine.of(B, 100)));
            orders.add(order("limited" + units, new ReserveLine(A, units, 0, List.of(Charge.of("c", 0)))));
            orders.add(order("sold" + units, units).selling());
        }
        orders.add(order("backorder", new ReserveLine(A, 10, -2, List.of())));
        orders.forEach(this::apply);
        int before = store.calls();
        List<Executable> checks = new ArrayList<>();
        for (Reserve order : orders) {
            Outcome own = apply(order);
            checks.add(() -> assertEquals(server.apply(List.of(order)).get(0), own, order::toString));
        }
        assertAll(checks);
        assertEquals(before, store.calls(), "all of them in memory");
    }

    @Test
    void rule_10_4_anOrderThatChoosesAsksTheStore() {
        applied(apply(receive("po-b", B, 1)));
        sellOut();
        List<FlexibleLine> choices = List.of(
                new FlexibleLine(List.of(Source.of(A), Source.of(B)), 1, 1, false),
                new FlexibleLine(List.of(Source.of(A)), 1, 0, false));
        for (FlexibleLine choice : choices) {
            Reserve alone = choosing("alone-" + choice.least(), List.of(), choice);
            Reserve cart = choosing("cart-" + choice.least(), List.of(ReserveLine.of(A, 1)), choice);
            assertAsks(cart);
            assertAsks(alone);
            assertEquals(true, gate.worthSweeping(alone));
            assertEquals(true, gate.worthSweeping(cart));
        }
        assertEquals(0, server.levels(List.of(B)).get(0).available(), "the choice was granted");
    }

    private static Reserve choosing(String id, List<ReserveLine> fixed, FlexibleLine choice) {
        return new Reserve(new ReservationId(id), null, fixed, List.of(choice), List.of(), HOLD, false, null, false);
    }

    @Test
    void rule_10_4_soldOutForFiveIsNotSoldOutForOne() {
        applied(apply(receive("po", A, 3)));
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("five", 5))));
        assertEquals(0, callsOf(order("five-more", 5)));
        applied(apply(order("one", 1)));
        assertEquals(
                2, ((Outcome.Refused) apply(order("again-five", 5))).refusal().remaining());
        applied(apply(order("allowed", new ReserveLine(A, 4, -2, List.of()))));
    }

    @Test
    void rule_10_4_oneReadingForEachBound() {
        sellOut();
        for (int tick = 0; tick < 100; tick++) {
            int before = store.calls();
            for (int i = 0; i < 10; i++) {
                assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("storm-" + tick + "-" + i, 1))));
            }
            assertEquals(tick % 10 == 0 && tick > 0 ? 1 : 0, store.calls() - before, "calls in tick " + tick);
            nanos.addAndGet(BOUND / 10);
        }
        assertEquals(9, store.readings);
    }

    @Test
    void rule_10_4_aFalseRefusalIsNotOlderThanTheBound() {
        sellOut();
        applied(server.apply(List.of(all("first", Transition.RELEASE))).get(0));
        nanos.addAndGet(BOUND - 1);
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("early", 1))));
        nanos.addAndGet(1);
        applied(apply(order("next", 1)));
    }

    @Test
    void rule_10_4_onlyOneReadsTheLevelsAndTheOthersAreRefusedMeanwhile() {
        sellOut();
        nanos.addAndGet(BOUND);
        store.onRead = found -> {
            assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("meanwhile", 1))));
            nanos.addAndGet(BOUND - 1);
            assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("still", 1))));
            return found;
        };
        int before = store.calls();
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("asks", 1))));
        assertEquals(1, store.calls() - before);
    }

    @Test
    void rule_10_4_aReadingThatTakesLongHoldsNobodyUpForMoreThanASecond() {
        sellOut();
        nanos.addAndGet(BOUND);
        store.onRead = found -> {
            nanos.addAndGet(SECOND);
            // The one that asks now is a new reading. Who comes after it waits a second, then goes to the store.
            store.onRead = later -> {
                assertAsks(order("passes", 1));
                return later;
            };
            apply(order("asks-too", 1));
            return found;
        };
        apply(order("asks", 1));
    }

    @Test
    void rule_10_4_whereTheStoreDoesNotAnswerTheGateDoesNot() {
        sellOut();
        nanos.addAndGet(BOUND);
        store.silent = true;
        assertThrows(LedgerException.class, () -> apply(order("asks", 1)));
        assertThrows(LedgerException.class, () -> apply(order("asks-too", 1)));
        store.silent = false;
        assertAsks(order("passes", 1));
        nanos.addAndGet(BOUND);
        apply(order("reads", 1));
        assertClosed();
    }

    @Test
    void rule_1_6_aCartIsRefusedInMemoryByItsFirstLineOnly() {
        applied(apply(receive("po", A, 1)));
        applied(apply(receive("po-b", B, 1)));
        applied(apply(order("first", ReserveLine.of(B, 1))));
        // Here both lines would have to be known as of one instant.
        Reserve cart = order("cart", ReserveLine.of(A, 1), ReserveLine.of(B, 1));
        assertAsks(cart);
        assertEquals("B@main", ((Outcome.Refused) apply(cart)).refusal().subject());
        applied(apply(order("rest", 1)));
        assertEquals(0, callsOf(cart));
        assertEquals("A@main", ((Outcome.Refused) apply(cart)).refusal().subject());
        applied(apply(new SetSaleState("stop", A, SaleState.NO_NEW)));
        assertEquals(Reason.NOT_OPEN, reason(apply(cart)));
    }

    @Test
    void rule_10_4_whereSomethingElseMayDecideTheStoreIsAsked() {
        sellOut();
        Reserve plain = order("new", 1);
        Charge today = new Charge("c", 5, null, clock.instant(), null);
        Charge untilNoon = new Charge("c", 5, null, null, clock.instant());
        assertAsks(order("of-today", new ReserveLine(A, 1, 0, List.of(today))));
        Reserve stale = new Reserve(plain.id(), plain.lines(), List.of(untilNoon), HOLD, null);
        assertAsks(stale);
        assertEquals(Reason.STALE, reason(apply(stale)));
        assertAsks(order("probe", new ReserveLine(A, 1, Bounds.MAX_QUANTITY, List.of())));
        assertAsks(plain.takingAgain());
        assertEquals(Reason.UNKNOWN_RESERVATION, reason(apply(plain.takingAgain())));
        Reserve exchange = new Reserve(plain.id(), plain.lines(), List.of(), HOLD, new ReservationId("first"));
        assertAsks(exchange);
    }

    @Test
    void rule_12_2_aChargeForATimeIsTheStoresUnlessThatTimeIsCertain() {
        sellOut();
        Instant now = clock.instant();
        Duration hour = Duration.ofHours(1);
        Reserve today = limited("today", now.minus(hour), now.plus(hour));
        assertEquals(0, callsOf(today));
        assertAsks(limited("soon-over", now.minus(hour), now.plusSeconds(60)));
        assertAsks(limited("just-begun", now.minusSeconds(60), null));
        assertAsks(limited("yesterday", null, now.minus(hour)));
        assertAsks(limited("tomorrow", now.plus(hour), null));
        // The same order near the end of the hour, when nobody has sold anything meanwhile.
        clock.turn(hour);
        nanos.addAndGet(hour.toNanos());
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("reads", 1))));
        int before = store.applies;
        assertEquals(Reason.STALE, reason(apply(today)));
        assertEquals(before + 1, store.applies);
    }

    private static Reserve limited(String id, @Nullable Instant from, @Nullable Instant until) {
        return order(id, new ReserveLine(A, 1, 0, List.of(Charge.of("c", 5).within(from, until))));
    }

    @Test
    void rule_12_2_aNodeThatNeverSoldAnythingDoesNotKnowTheStoresTime() {
        applied(server.apply(List.of(receive("po", A, 1))).get(0));
        applied(server.apply(List.of(order("theirs", 1))).get(0));
        apply(order("listens", 1));
        apply(order("reads", 1));
        assertClosed();
        assertAsks(limited("today", clock.instant().minus(HOLD), null));
    }

    @Test
    void rule_10_4_aLimitDecidesWhereThereIsEnough() {
        applied(apply(receive("po", A, 3)));
        Charge none = Charge.of("c", 0);
        apply(order("five", 5));
        assertEquals(Reason.LIMIT_REACHED, reason(apply(order("limited", new ReserveLine(A, 3, 0, List.of(none))))));
    }

    @Test
    void rule_4_6_aWindowThatIsNotOpenForCertainIsTheStores() {
        sellOut();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Duration hour = Duration.ofHours(1);
        window("closes-later", Window.until(now.plus(hour)));
        assertClosed();
        window("closes-soon", Window.until(now.plusSeconds(60)));
        assertAsks(order("last-minute", 1));
        window("over", Window.until(now));
        assertAsks(order("late", 1));
        assertEquals(Reason.NOT_OPEN, reason(apply(order("late", 1))));
        window("to-come", Window.from(now.plus(hour)));
        assertAsks(order("early", 1));
        assertEquals(Reason.NOT_OPEN, reason(apply(order("early", 1))));
        window("has-begun", Window.from(now.minusSeconds(2)));
        assertClosed();
        window("none", Window.NONE);
        assertClosed();
    }

    private void window(String id, Window window) {
        applied(apply(new SetSaleState(id, A, null, window)));
    }

    @Test
    void rule_10_4_aLineThatIsNotOpenIsTheStores() {
        sellOut();
        applied(apply(new SetSaleState("no-new", A, SaleState.NO_NEW)));
        assertEquals(Reason.NOT_OPEN, reason(apply(order("next", 1))));
        applied(apply(new SetSaleState("open", A, SaleState.OPEN)));
        assertEquals(Reason.OUT_OF_STOCK, reason(apply(order("later", 1))));
    }

    @Test
    void rule_6_4_aBatchIsAnsweredWholeOrSentWhole() {
        sellOut();
        int before = store.calls();
        List<Outcome> refused = gate.apply(List.of(order("b1", 1), order("b2", 1)));
        assertEquals(
                List.of(Reason.OUT_OF_STOCK, Reason.OUT_OF_STOCK),
                List.of(reason(refused.get(0)), reason(refused.get(1))));
        assertEquals(before, store.calls());
        List<Outcome> mixed = gate.apply(List.of(all("first", Transition.RELEASE), order("b3", 1)));
        applied(mixed.get(0));
        applied(mixed.get(1));
        assertEquals(List.of(), gate.apply(List.of()));
    }
}
