package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.exchange;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.testkit.Together;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which end a counter has, and what is charged and given back before, at and after it (rules 1.8, 1.12 and 8.5 to 8.9).
 * An end is read by asking for a purge: it forgets what has come to its end.
 */
public interface CounterEndContract extends Fixture {
    /** A charge whose counter ends some seconds after the start; 0 for one without end. */
    private static Charge ending(String counter, long seconds) {
        return new Charge(counter, 99, seconds == 0 ? null : TurnedClock.START.plusSeconds(seconds));
    }

    private static Reserve held(String id, long quantity, long seconds) {
        return hold(id, List.of(ending("orders", seconds)), line("A", quantity, ending("c", seconds)));
    }

    private static Reserve sold(String id, long quantity, long seconds) {
        return sell(id, List.of(ending("orders", seconds)), line("A", quantity, ending("c", seconds)));
    }

    /** Rule 1.4: a retry may name later ends, and nothing changes. */
    @ParameterizedTest
    @ValueSource(longs = {0, 120})
    default void rule_1_4_aRepeatMovesNoEnd(long later) {
        stock("A", 9);
        applied(held("r1", 2, 60));
        replayed(held("r1", 2, later));
        assertEndAt(60, 2, 1);
    }

    /** Rule 1.6: a refusal changes nothing. */
    @ParameterizedTest
    @ValueSource(longs = {0, 120})
    default void rule_1_6_aRefusalMovesNoEnd(long later) {
        stock("A", 9);
        applied(held("r1", 2, 60));
        refused(held("r2", 8, later), Reason.OUT_OF_STOCK, key("A"), 7);
        refused(held("r1", 3, later), Reason.ID_REUSED, "r1", 0);
        Charge reached = new Charge("z", 0, null);
        refused(hold("r3", List.of(ending("orders", later), reached), line("A", 1)), Reason.LIMIT_REACHED, "z", 0);
        assertEndAt(60, 2, 1);
    }

    /** A time that nanoseconds since 1970 in 63 bits cannot say, and the last one there is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2262-04-11T23:47:16.854775808Z",
                "2500-01-01T00:00:00.000000001Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    default void rule_8_9_anEndMayBeFarAway(String end) {
        stock("A", 9);
        Charge far = new Charge("c", 5, Instant.parse(end));
        applied(hold("r1", line("A", 3, far)));
        turnTo(1);
        purge();
        assertUsed(3, "c");
        refused(hold("r2", line("A", 3, far)), Reason.LIMIT_REACHED, "c", 2);
        applied(now(RELEASE, "r1"));
        assertUsed(0, "c");
    }

    private void turnTo(long seconds) {
        Instant time = TurnedClock.START.plusSeconds(seconds);
        clock().advance(Duration.between(clock().instant(), time));
    }

    private void assertCounts(long units, long orders) {
        assertUsed(units, "c");
        assertUsed(orders, "orders");
    }

    /** Forgets counters, and nothing else. */
    private void purge() {
        ledger().purge(Duration.ofDays(4_000), 99);
    }

    /** Both counters count until an end, which is kept to the second. */
    private void assertEndAt(long seconds, long units, long orders) {
        turnTo(seconds - 1);
        purge();
        assertCounts(units, orders);
        turnTo(seconds);
        purge();
        assertCounts(0, 0);
    }

    private void assertNoEnd(long units, long orders) {
        turnTo(86_400L * 400);
        purge();
        assertCounts(units, orders);
    }

    @ParameterizedTest
    @CsvSource({"59, false", "60, true", "61, true"})
    default void rule_8_6_aReleaseGivesBackUntilTheEndHasCome(long seconds, boolean over) {
        stock("A", 9);
        applied(held("r1", 3, 60));
        applied(held("r2", 2, 60));
        turnTo(seconds);
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        assertCounts(over ? 5 : 4, 2);
        applied(now(RELEASE, "r1"));
        assertCounts(over ? 5 : 2, over ? 2 : 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"CANCEL", "GIVE_BACK"})
    default void rule_8_6_whatIsSoldIsGivenBackUntilTheEndHasCome(Transition transition) {
        stock("A", 9);
        applied(sold("r1", 3, 60));
        applied(sold("r2", 2, 60));
        applied(sold("r3", 1, 60));
        turnTo(59);
        applied(now(transition, "r1"));
        assertCounts(3, 2);
        turnTo(60);
        applied(now(transition, "r2"));
        assertCounts(3, 2);
        assertLevel("A", 8, 0, 1);
    }

    @ParameterizedTest
    @CsvSource({"1799, false", "1800, true", "1801, true"})
    default void rule_8_6_aSweepGivesBackUntilTheEndHasCome(long seconds, boolean over) {
        stock("A", 9);
        applied(held("r1", 3, 1_800));
        applied(hold("r2", HOLD.multipliedBy(9), line("A", 1, ending("c", 1_800))));
        turnTo(seconds);
        assertEquals(1, ledger().expire(9).size());
        assertCounts(over ? 4 : 1, over ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {59, 60, 61})
    default void rule_8_5_aChargeCountsBesideWhatIsThereUntilItIsForgotten(long seconds) {
        stock("A", 9);
        applied(held("r1", 3, 60));
        turnTo(seconds);
        applied(held("r2", 2, 60));
        assertCounts(5, 2);
        applied(held("r3", 1, 120));
        assertEndAt(120, 6, 3);
    }

    @ParameterizedTest
    @CsvSource({"60, 120, 120", "120, 60, 120", "90, 90, 90"})
    default void rule_8_9_theLaterEndAppliesWhicheverIsStored(long stored, long charged, long end) {
        stock("A", 9);
        applied(held("r1", 1, stored));
        applied(held("r2", 1, charged));
        assertEndAt(end, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({"0, 60", "60, 0", "0, 0"})
    default void rule_8_9_noEndIsTheLatestWhicheverIsStored(long stored, long charged) {
        stock("A", 9);
        applied(held("r1", 1, stored));
        applied(held("r2", 1, charged));
        assertNoEnd(2, 2);
    }

    @Test
    default void rule_8_9_ofSeveralEndsInOneCallTheLatestApplies() {
        stock("A", 9);
        stock("B", 9);
        applied(hold(
                "r1",
                List.of(ending("c", 60), ending("orders", 90), ending("orders", 120)),
                line("A", 1, ending("c", 120)),
                line("B", 1, ending("c", 90))));
        assertEndAt(120, 3, 1);
    }

    @Test
    default void rule_8_9_theEndsOfABatchAddUpLikeThoseOfCalls() {
        stock("A", 9);
        List<Outcome> outcomes = applyAll(held("r1", 1, 120), held("r2", 1, 60), now(RELEASE, "r1"));
        outcomes.forEach(this::assertApplied);
        assertEndAt(120, 1, 1);
        outcomes = applyAll(held("r3", 1, 200), now(RELEASE, "r3"), held("r4", 1, 180));
        outcomes.forEach(this::assertApplied);
        assertEndAt(180, 1, 1);
    }

    @ParameterizedTest
    @CsvSource({"120, 60, 120", "60, 120, 120", "60, 60, 60"})
    default void rule_1_8_aReplacedCartKeepsTheLaterEnd(long old, long charged, long end) {
        stock("A", 9);
        applied(held("r1", 3, old));
        applied(replace("r1", held("r2", 2, charged)));
        assertCounts(2, 1);
        assertEndAt(end, 2, 1);
    }

    @ParameterizedTest
    @CsvSource({"120, 60, 120", "60, 120, 120", "60, 60, 60"})
    default void rule_1_11_anExchangeKeepsTheLaterEnd(long old, long charged, long end) {
        stock("A", 9);
        applied(sold("r1", 3, old));
        applied(replace("r1", sold("r2", 2, charged)));
        assertCounts(2, 1);
        assertEndAt(end, 2, 1);
    }

    /** No end is the latest. */
    @Test
    default void rule_1_8_aReplacedCartKeepsThatThereIsNoEnd() {
        stock("A", 9);
        applied(held("r1", 3, 0));
        applied(replace("r1", held("r2", 2, 60)));
        assertNoEnd(2, 1);
    }

    @ParameterizedTest
    @CsvSource({"59, 2, 1", "60, 5, 2", "61, 5, 2"})
    default void rule_1_8_whatIsReplacedIsGivenBackUntilTheEndHasCome(long seconds, long units, long orders) {
        stock("A", 9);
        applied(held("r1", 3, 60));
        turnTo(seconds);
        applied(replace("r1", held("r2", 2, 120)));
        assertCounts(units, orders);
        assertEndAt(120, units, orders);
    }

    @ParameterizedTest
    @CsvSource({"59, 2, 1", "60, 5, 2", "61, 5, 2"})
    default void rule_1_11_whatIsExchangedIsGivenBackUntilTheEndHasCome(long seconds, long units, long orders) {
        stock("A", 9);
        applied(sold("r1", 3, 60));
        turnTo(seconds);
        applied(replace("r1", sold("r2", 2, 120)));
        assertCounts(units, orders);
        assertEndAt(120, units, orders);
    }

    @Test
    default void rule_1_8_aRefusedReplacementLeavesCountersAndTheirEnds() {
        stock("A", 9);
        applied(held("r1", 3, 60));
        refused(replace("r1", held("r2", 99, 120)), Reason.OUT_OF_STOCK, key("A"), 9);
        Charge low = new Charge("c", 1, TurnedClock.START.plusSeconds(120));
        refused(replace("r1", hold("r2", line("A", 2, low))), Reason.LIMIT_REACHED, "c", 1);
        refused(exchange("r1", "r2", line("A", 2, low)), Reason.LIMIT_REACHED, "c", 1);
        assertCounts(3, 1);
        assertEndAt(60, 3, 1);
    }

    @ParameterizedTest
    @CsvSource({"false, 1800, 3600", "false, 3600, 1800", "true, 1800, 3600", "true, 3600, 1800"})
    default void rule_1_12_whatIsTakenAgainKeepsTheLaterEnd(boolean sold, long old, long named) {
        stock("A", 9);
        applied(held("r1", 3, old));
        applied(hold("other", HOLD.multipliedBy(99), line("A", 1, ending("c", old))));
        applied(sell("third", List.of(ending("orders", old)), line("A", 1)));
        turnTo(HOLD.toSeconds());
        assertEquals(1, ledger().expire(9).size());
        assertCounts(1, 1);
        applied((sold ? sold("r1", 3, named) : held("r1", 3, named)).takingAgain());
        assertCounts(4, 2);
        assertEndAt(Math.max(old, named), 4, 2);
    }

    @Test
    default void rule_8_6_aCounterOfThatNameAfterItWasForgottenIsANewOne() {
        stock("A", 9);
        applied(held("r1", 3, 60));
        turnTo(60);
        purge();
        assertCounts(0, 0);
        applied(held("r2", 1, 120));
        assertCounts(1, 1);
        turnTo(119);
        applied(now(GIVE_BACK, "r2"));
        assertCounts(0, 0);
        applied(now(RELEASE, "r1"));
        assertCounts(0, 0);
    }

    /** A purge beside those who buy: whatever the order of the two, no charge of a lasting window is lost. */
    @Test
    default void rule_8_9_aPurgeTakesNoFreshCharge() {
        int rounds = 40;
        stock("A", 1_000);
        for (int round = 0; round < rounds; round++) {
            Instant end = clock().instant().plusSeconds(60);
            Charge ended = new Charge("c" + round, 99, clock().instant());
            Charge fresh = new Charge("c" + round, 99, end);
            Charge empty = new Charge("e" + round, 99, end);
            applied(hold("old" + round, line("A", 1, ended)));
            applied(hold("gone" + round, line("A", 1, empty)));
            applied(now(RELEASE, "gone" + round));
            int number = round;
            Together.run(List.<Callable<Boolean>>of(
                    () -> {
                        List<Command> batch = new ArrayList<>();
                        batch.add(hold("f" + number, List.of(fresh), line("A", 1, limit("n" + number, 9), empty)));
                        ledger().apply(batch).forEach(this::assertApplied);
                        return true;
                    },
                    () -> ledger().purge(Duration.ofDays(4_000), 99) > 0));
            long used = ledger().used("c" + round);
            assertTrue(used == 1 || used == 2, () -> "a purge left " + used + " of 1 or 2 in " + fresh);
            assertUsed(1, "n" + round);
            assertUsed(1, "e" + round);
        }
    }
}
