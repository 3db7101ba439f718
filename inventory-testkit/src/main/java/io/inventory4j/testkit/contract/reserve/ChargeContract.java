package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.RETURN;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.confirmReleasingRest;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.id;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.Bounds;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The counters of rules 1.1, 1.2, 1.12, 2.2, 2.3 and 2.5: what charges them, what limits stop, what is given back. */
public interface ChargeContract extends Fixture {
    @Test
    default void rule_1_1_aUnitChargeCountsUnits() {
        stock("A", 10);
        applied(hold("r1", line("A", 2, limit("buyer", 3))));
        assertUsed(2, "buyer");
        refused(hold("r2", line("A", 2, limit("buyer", 3))), Reason.LIMIT_REACHED, "buyer", 1);
        applied(hold("r3", line("A", 1, limit("buyer", 3))));
        refused(hold("r4", line("A", 1, limit("buyer", 3))), Reason.LIMIT_REACHED, "buyer", 0);
        assertUsed(3, "buyer");
    }

    @Test
    default void rule_1_1_anOrderChargeCountsOne() {
        stock("A", 10);
        stock("B", 10);
        applied(hold("r1", List.of(limit("orders", 2)), line("A", 5), line("B", 5)));
        assertUsed(1, "orders");
        applied(hold("r2", List.of(limit("orders", 2)), line("A", 1)));
        refused(hold("r3", List.of(limit("orders", 2)), line("A", 1)), Reason.LIMIT_REACHED, "orders", 0);
        assertUsed(2, "orders");
    }

    @Test
    default void rule_1_1_aLimitOfZeroAdmitsNothing() {
        stock("A", 10);
        refused(hold("r1", line("A", 1, limit("c", 0))), Reason.LIMIT_REACHED, "c", 0);
        refused(hold("r2", List.of(limit("c", 0)), line("A", 1)), Reason.LIMIT_REACHED, "c", 0);
        assertUsed(0, "c");
    }

    @Test
    default void rule_1_1_theLargestLimitCanBeUsedUp() {
        stock("A", Bounds.MAX_QUANTITY);
        Charge widest = limit("c", Bounds.MAX_QUANTITY);
        applied(hold("r1", line("A", Bounds.MAX_QUANTITY - 1, widest)));
        applied(hold("r2", line("A", 1, widest)));
        assertUsed(Bounds.MAX_QUANTITY, "c");
        refused(hold("r3", List.of(widest), line("A", 1)), Reason.OUT_OF_STOCK, key("A"), 0);
    }

    @Test
    default void rule_1_1_aLimitBelongsToTheRequest() {
        stock("A", 10);
        applied(hold("r1", line("A", 4, limit("c", 4))));
        refused(hold("r2", line("A", 1, limit("c", 2))), Reason.LIMIT_REACHED, "c", 0);
        applied(hold("r3", line("A", 2, limit("c", 6))));
        assertUsed(6, "c");
    }

    @Test
    default void rule_1_2_linesAddUpOnOneCounter() {
        stock("A", 10);
        stock("B", 10);
        refused(hold("r1", line("A", 2, limit("c", 4)), line("B", 3, limit("c", 4))), Reason.LIMIT_REACHED, "c", 4);
        applied(hold("r2", line("A", 2, limit("c", 5)), line("B", 3, limit("c", 5))));
        assertUsed(5, "c");
        applied(part(RELEASE, "r2", "s1", units("B", 1)));
        assertUsed(4, "c");
    }

    @Test
    default void rule_1_2_unitAndOrderChargesAddUpOnOneCounter() {
        stock("A", 10);
        refused(hold("r1", List.of(limit("c", 2)), line("A", 2, limit("c", 2))), Reason.LIMIT_REACHED, "c", 2);
        applied(hold("r2", List.of(limit("c", 3)), line("A", 2, limit("c", 3))));
        assertUsed(3, "c");
        applied(part(RELEASE, "r2", "s1", units("A", 1)));
        assertUsed(2, "c");
        applied(all(RELEASE, "r2"));
        assertUsed(0, "c");
    }

    @Test
    default void rule_1_2_ofTwoLimitsTheLowerApplies() {
        stock("A", 10);
        stock("B", 10);
        refused(hold("r1", line("A", 3, limit("c", 9), limit("c", 2))), Reason.LIMIT_REACHED, "c", 2);
        refused(hold("r2", line("A", 1, limit("d", 9)), line("B", 1, limit("d", 1))), Reason.LIMIT_REACHED, "d", 1);
        refused(hold("r3", List.of(limit("e", 1)), line("A", 1, limit("e", 9))), Reason.LIMIT_REACHED, "e", 1);
        refused(hold("r4", List.of(limit("f", 7), limit("f", 0)), line("A", 1)), Reason.LIMIT_REACHED, "f", 0);
        refused(hold("r5", line("A", 1, limit("d", 1)), line("B", 1, limit("d", 9))), Reason.LIMIT_REACHED, "d", 1);
        refused(hold("r6", List.of(limit("e", 9)), line("A", 1, limit("e", 1))), Reason.LIMIT_REACHED, "e", 1);
        refused(hold("r7", List.of(limit("f", 0), limit("f", 7)), line("A", 1)), Reason.LIMIT_REACHED, "f", 0);
    }

    @Test
    default void rule_1_2_oneCounterTwiceInOneListCountsOnce() {
        stock("A", 10);
        applied(hold("r1", List.of(limit("o", 2), limit("o", 3)), line("A", 4, limit("c", 5), limit("c", 4))));
        assertUsed(4, "c");
        assertUsed(1, "o");
        applied(all(RELEASE, "r1"));
        assertUsed(0, "c");
        assertUsed(0, "o");
    }

    @Test
    default void rule_1_2_aLineMayChargeAHundredCountersAndSoMayTheOrder() {
        stock("A", 10);
        Charge[] charges = IntStream.range(0, Bounds.MAX_CHARGES)
                .mapToObj(i -> limit("c" + i, 2))
                .toArray(Charge[]::new);
        List<Charge> orderCharges = IntStream.range(0, Bounds.MAX_CHARGES)
                .mapToObj(i -> limit("o" + i, 1))
                .toList();
        applied(hold("r1", orderCharges, line("A", 2, charges)));
        assertUsed(2, "c99");
        assertUsed(1, "o99");
        refused(hold("r2", line("A", 1, charges)), Reason.LIMIT_REACHED, "c0", 0);
    }

    @Test
    default void rule_2_2_unitChargesGoBackWithTheUnits() {
        stock("A", 10);
        applied(hold("r1", line("A", 5, limit("c", 5), limit("d", 9))));
        applied(part(RELEASE, "r1", "s1", units("A", 2)));
        assertUsed(3, "c");
        assertUsed(3, "d");
        applied(hold("r2", line("A", 2, limit("c", 5))));
        applied(all(RELEASE, "r1"));
        assertUsed(2, "c");
        assertUsed(0, "d");
    }

    @Test
    default void rule_2_2_orderChargesGoBackWithTheLastUnit() {
        stock("A", 10);
        stock("B", 10);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 2), line("B", 1)));
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        assertUsed(1, "orders");
        applied(part(RELEASE, "r1", "s2", units("A", 1)));
        assertUsed(1, "orders");
        applied(part(RELEASE, "r1", "s3", units("B", 1)));
        assertUsed(0, "orders");
        applied(hold("r2", List.of(limit("orders", 1)), line("A", 1)));
    }

    @Test
    default void rule_2_2_orderChargesStayWhileAnyUnitIsSold() {
        stock("A", 10);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("c", 2))));
        applied(confirmReleasingRest("r1", "s1", units("A", 1)));
        assertUsed(1, "orders");
        assertUsed(1, "c");
        applied(all(SHIP, "r1"));
        assertUsed(1, "orders");
        refused(hold("r2", List.of(limit("orders", 1)), line("A", 1)), Reason.LIMIT_REACHED, "orders", 0);
    }

    @Test
    default void rule_2_2_orderChargesStayWhenOneLineWasShippedAndAnotherReleased() {
        stock("A", 10);
        stock("B", 10);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 1), line("B", 1)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(all(SHIP, "r1"));
        applied(all(RELEASE, "r1"));
        assertUsed(1, "orders");
        applied(all(RETURN, "r1"));
        assertUsed(1, "orders");
    }

    @Test
    default void rule_2_3_aCancellationGivesChargesBack() {
        stock("A", 10);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 3, limit("c", 3))));
        applied(all(CONFIRM, "r1"));
        assertUsed(3, "c");
        applied(part(CANCEL, "r1", "s1", units("A", 1)));
        assertUsed(2, "c");
        assertUsed(1, "orders");
        applied(all(CANCEL, "r1"));
        assertUsed(0, "c");
        assertUsed(0, "orders");
    }

    @Test
    default void rule_2_3_orderChargesGoBackOnceWhenReleaseAndCancelShareTheUnits() {
        stock("A", 10);
        applied(hold("other", List.of(limit("orders", 9)), line("A", 1)));
        applied(hold("r1", List.of(limit("orders", 9)), line("A", 2)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        applied(all(CANCEL, "r1"));
        assertUsed(2, "orders");
        applied(all(RELEASE, "r1"));
        assertUsed(1, "orders");
    }

    @Test
    default void rule_2_5_aReturnGivesNoChargeBack() {
        stock("A", 10);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("c", 2))));
        applied(all(CONFIRM, "r1"));
        applied(all(SHIP, "r1"));
        applied(all(RETURN, "r1"));
        assertUsed(2, "c");
        assertUsed(1, "orders");
        refused(hold("r2", line("A", 1, limit("c", 2))), Reason.LIMIT_REACHED, "c", 0);
    }

    private static Charge ending(String counter, long limit, Instant end) {
        return new Charge(counter, limit, end);
    }

    private static Reserve sellAgain(String id, ReserveLine... lines) {
        return sell(id, lines).takingAgain();
    }

    @Test
    default void rule_1_12_chargedAreTheCountersOfTheReservation() {
        stock("A", 9);
        sweptAfter(hold("r1", List.of(limit("orders", 9)), line("A", 2, limit("buyer", 2))));
        assertUsed(0, "buyer");
        Reserve others = new Reserve(
                        id("r1"),
                        List.of(line("A", 2, limit("buyer", 2), limit("other", 0))),
                        List.of(limit("other orders", 0)),
                        HOLD,
                        null)
                .takingAgain();
        applied(others);
        assertUsed(2, "buyer");
        assertUsed(1, "orders");
        assertUsed(0, "other");
        assertUsed(0, "other orders");
        assertEquals(List.of("buyer"), reservation("r1").lines().get(0).charges());
        assertEquals(List.of("orders"), reservation("r1").orderCharges());
        applied(all(RELEASE, "r1"));
        assertUsed(0, "buyer");
        assertUsed(0, "orders");
    }

    @Test
    default void rule_1_12_theCommandGivesTheLimits() {
        stock("A", 9);
        sweptAfter(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("buyer", 2))));
        applied(hold("r2", List.of(limit("orders", 1)), line("A", 1, limit("buyer", 2))));
        refused(sellAgain("r1", line("A", 2, limit("buyer", 2))), Reason.LIMIT_REACHED, "buyer", 1);
        refused(sell("r1", List.of(limit("orders", 1)), line("A", 2)).takingAgain(), Reason.LIMIT_REACHED, "orders", 0);
        applied(sell("r1", List.of(limit("orders", 2)), line("A", 2, limit("buyer", 3)))
                .takingAgain());
        assertUsed(3, "buyer");
        assertUsed(2, "orders");
    }

    @Test
    default void rule_1_12_aCounterThatIsNotNamedHasNoLimit() {
        stock("A", 9);
        sweptAfter(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("buyer", 2))));
        applied(hold("r2", List.of(limit("orders", 1)), line("A", 2, limit("buyer", 2))));
        applied(sellAgain("r1", line("A", 2)));
        assertUsed(4, "buyer");
        assertUsed(2, "orders");
    }

    @Test
    default void rule_1_12_aCounterThatIsNotNamedStopsAtTheLargestNumber() {
        stock("A", 2);
        stock("B", Bounds.MAX_QUANTITY);
        sweptAfter(hold("r1", line("A", 2, limit("c", 9))));
        applied(hold("r2", line("B", Bounds.MAX_QUANTITY - 1, limit("c", Bounds.MAX_QUANTITY))));
        refused(sellAgain("r1", line("A", 2)), Reason.LIMIT_REACHED, "c", 1);
        assertUsed(Bounds.MAX_QUANTITY - 1, "c");
    }

    @Test
    default void rule_1_12_theFirstFailingCounterByNameIsTheSubjectNamedOrNot() {
        stock("A", 2);
        stock("B", 2 * 9);
        sweptAfter(hold("r1", line("A", 2, limit("b", 9), limit("c", 9))));
        applied(hold("r2", line("B", 9, limit("b", 9), limit("c", 9))));
        refused(sellAgain("r1", line("A", 2, limit("c", 9))), Reason.LIMIT_REACHED, "c", 0);
        refused(sellAgain("r1", line("A", 2, limit("c", 9), limit("b", 9))), Reason.LIMIT_REACHED, "b", 0);
        stock("C", Bounds.MAX_QUANTITY - 10);
        applied(hold("r3", line("C", Bounds.MAX_QUANTITY - 10, limit("b", Bounds.MAX_QUANTITY))));
        refused(sellAgain("r1", line("A", 2, limit("c", 9))), Reason.LIMIT_REACHED, "b", 1);
    }

    @Test
    default void rule_1_12_orderChargesAreChargedAgainOnlyIfTheyHadGoneBack() {
        stock("A", 9);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 3)));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertUsed(1, "orders");
        applied(sell("r1", List.of(limit("orders", 1)), line("A", 3)).takingAgain());
        assertUsed(1, "orders");
    }

    @Test
    default void rule_1_12_aCounterWhoseEndHasComeIsNotChargedAgain() {
        stock("A", 9);
        Instant end = TurnedClock.START.plus(HOLD);
        applied(hold("r1", List.of(ending("orders", 9, end)), line("A", 2, ending("today", 2, end))));
        applied(hold("keeps", HOLD.multipliedBy(9), line("A", 1, ending("today", 9, end))));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        // At its end the sweep gave nothing back: the day is over.
        assertUsed(3, "today");
        assertUsed(1, "orders");
        applied(sell("r1", List.of(ending("orders", 0, end)), line("A", 2, ending("today", 0, end)))
                .takingAgain());
        assertUsed(3, "today");
        assertUsed(1, "orders");
    }

    @Test
    default void rule_1_12_aCounterWhoseEndHasComeIsNotGivenBack() {
        stock("A", 9);
        Instant end = TurnedClock.START.plusSeconds(60);
        Charge today = ending("today", 9, end);
        applied(hold("r1", List.of(ending("orders", 9, end)), line("A", 4, today)));
        applied(hold("r2", line("A", 1, today)));
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        assertUsed(4, "today");
        clock().advance(Duration.ofSeconds(60));
        applied(part(CONFIRM, "r1", "s2", units("A", 1)));
        applied(part(CANCEL, "r1", "s3", units("A", 1)));
        applied(all(RELEASE, "r1"));
        applied(Commands.replace("r2", "r3", line("A", 1)));
        assertUsed(4, "today");
        assertUsed(1, "orders");
    }

    @Test
    default void rule_1_12_whereNothingIsCountedTheEndThatTheCommandNamesDecides() {
        stock("A", 9);
        Instant end = TurnedClock.START.plus(HOLD.multipliedBy(2));
        sweptAfter(hold("r1", line("A", 2, ending("today", 2, end))));
        assertUsed(0, "today");
        clock().advance(HOLD);
        applied(sellAgain("r1", line("A", 2, ending("today", 0, end))));
        assertUsed(0, "today");
        sweptAfter(hold(
                "r2", line("A", 2, ending("tomorrow", 2, clock().instant().plus(HOLD.multipliedBy(3))))));
        Instant later = clock().instant().plus(HOLD);
        applied(sellAgain("r2", line("A", 2, ending("tomorrow", 2, later))));
        assertUsed(2, "tomorrow");
        clock().advance(HOLD);
        ledger().purge(Duration.ZERO, 1_000);
        assertUsed(0, "tomorrow");
    }

    @Test
    default void rule_1_12_aCounterThatIsNotNamedKeepsItsEnd() {
        stock("A", 9);
        Instant end = TurnedClock.START.plus(HOLD.multipliedBy(3));
        applied(hold("r2", HOLD.multipliedBy(9), line("A", 1, ending("today", 9, end))));
        sweptAfter(hold("r1", line("A", 2, ending("today", 9, end))));
        applied(sellAgain("r1", line("A", 2)));
        assertUsed(3, "today");
        clock().advance(HOLD.multipliedBy(2));
        ledger().purge(Duration.ZERO, 1_000);
        assertUsed(0, "today");
    }

    @Test
    default void rule_1_12_aCounterThatIsNotNamedAndCountedNothingHasNoEnd() {
        stock("A", 9);
        sweptAfter(hold("r1", line("A", 2, ending("today", 9, TurnedClock.START.plus(HOLD.multipliedBy(3))))));
        applied(sellAgain("r1", line("A", 2)));
        clock().advance(HOLD.multipliedBy(9));
        ledger().purge(Duration.ZERO, 1_000);
        assertUsed(2, "today");
    }
}
