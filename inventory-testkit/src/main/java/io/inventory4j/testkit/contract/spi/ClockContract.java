package io.inventory4j.testkit.contract.spi;

import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.replace;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.policy.Charge;
import io.inventory4j.testkit.TurnedClock;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import io.inventory4j.testkit.contract.reserve.RefusalContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 12: a charge is right for an interval of the store's time, and the store's clock decides. */
public interface ClockContract extends Fixture {
    /** When most tests here begin. */
    Instant NOON = TurnedClock.START.plus(Duration.ofHours(12));

    /** A charge on the counter of the hour that begins at a time. */
    private static Charge hour(String counter, Instant start) {
        return limit(counter, 9).within(start, start.plus(Duration.ofHours(1)));
    }

    private void assertStale(Reserve reserve, String counter) {
        assertEquals(
                Optional.of(new Refusal(
                        Reason.STALE, counter, Commands.firstCharging(reserve, counter), 0, null, clock().instant())),
                apply(reserve).refused(),
                reserve::toString);
    }

    private void noon() {
        stock("A", 9);
        clock().advance(Duration.between(TurnedClock.START, NOON));
    }

    @Test
    default void rule_12_1_outsideItsIntervalAChargeIsRefusedWithTheStoresNow() {
        noon();
        assertStale(hold("r1", line("A", 1, hour("11", NOON.minus(Duration.ofHours(1))))), "11");
        assertStale(hold("r1", line("A", 1, hour("13", NOON.plus(Duration.ofHours(1))))), "13");
        assertStale(hold("r1", List.of(hour("11", NOON.minus(Duration.ofHours(1)))), line("A", 1)), "11");
        assertStale(sell("r1", line("A", 1, hour("13", NOON.plus(Duration.ofHours(1))))), "13");
        assertNoReservation("r1");
        assertLevel("A", 9, 0, 0);
        assertUsed(0, "11");
        assertUsed(0, "13");
    }

    @Test
    default void rule_12_1_theIntervalBeginsWithItsFirstInstantAndEndsBeforeItsLast() {
        noon();
        applied(hold("r1", line("A", 1, hour("12", NOON))));
        clock().advance(Duration.ofHours(1).minusMillis(1));
        applied(hold("r2", line("A", 1, hour("12", NOON))));
        clock().advance(Duration.ofMillis(1));
        assertStale(hold("r3", line("A", 1, hour("12", NOON))), "12");
        applied(hold("r3", line("A", 1, hour("13", NOON.plus(Duration.ofHours(1))))));
        assertUsed(2, "12");
        assertUsed(1, "13");
    }

    @Test
    default void rule_12_1_eitherEndMayBeOpen() {
        noon();
        Charge free = limit("c", 99);
        applied(hold("r1", line("A", 1, free.within(NOON, null))));
        assertStale(hold("r2", line("A", 1, free.within(NOON.plusMillis(1), null))), "c");
        applied(hold("r3", line("A", 1, free.within(null, NOON.plusMillis(1)))));
        assertStale(hold("r4", line("A", 1, free.within(null, NOON))), "c");
        applied(hold("r5", line("A", 1, free)));
        assertUsed(3, "c");
    }

    @Test
    default void rule_12_2_staleIsJudgedRightAfterTheId() {
        noon();
        Charge stale = hour("11", NOON.minus(Duration.ofHours(1)));
        applied(hold("r1", line("A", 1)));
        Reserve same = hold("r1", line("A", 1, stale));
        replayed(same);
        refused(hold("r1", line("A", 2, stale)), Reason.ID_REUSED, "r1", 0);
        assertStale(replace("nobody", hold("r2", line("A", 1, stale))), "11");
        assertStale(hold("r2", line("unknown", 1, stale)), "11");
        assertStale(hold("r2", List.of(limit("0", 0)), line("A", 99, stale)), "11");
        applied(all(RELEASE, "r1"));
        refused(same, Reason.RELEASED, "r1", 0);
        applied(all(RELEASE, "tombstone"));
        refused(hold("tombstone", line("A", 1, stale)), Reason.RELEASED, "tombstone", 0);
    }

    @Test
    default void rule_12_2_theSubjectIsTheFirstSuchCounterByName() {
        noon();
        stock("B", 9);
        Instant before = NOON.minus(Duration.ofHours(1));
        assertStale(
                hold(
                        "r1",
                        List.of(hour("c", before)),
                        line("A", 1, hour("d", before)),
                        line("B", 1, hour("b", before))),
                "b");
        assertStale(hold("r1", List.of(hour("a", NOON)), line("A", 1, hour("d", before), hour("c", before))), "c");
        assertStale(
                hold("r1", line("A", 1, hour(RefusalContract.SMILE, before), hour(RefusalContract.WIDE_A, before))),
                RefusalContract.WIDE_A);
    }

    @Test
    default void rule_12_3_whatIsTakenAgainIsComparedWithTheTimeItWasMade() {
        noon();
        Charge then = hour("12", NOON);
        applied(hold("r1", line("A", 1, then)));
        clock().advance(Duration.ofHours(3));
        assertEquals(1, ledger().expire(10).size());
        Charge now = hour("15", NOON.plus(Duration.ofHours(3)));
        assertStale(hold("r1", line("A", 1, now)).takingAgain(), "15");
        assertStale(sell("r1", List.of(now), line("A", 1)).takingAgain(), "15");
        assertStale(
                sell("r1", line("A", 1, then.within(NOON.plusMillis(1), null))).takingAgain(), "12");
        applied(sell("r1", line("A", 1, then)).takingAgain());
        assertUsed(1, "12");
        replayed(sell("r1", line("A", 1, now)).takingAgain());
    }

    @Test
    default void rule_12_3_itIsJudgedBeforeLinesAndCounters() {
        noon();
        applied(hold("r1", line("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        applied(hold("r2", line("A", 9)));
        Charge now = hour("15", NOON.plus(Duration.ofHours(3)));
        assertStale(sell("r1", line("A", 1, now)).takingAgain(), "15");
        refused(sell("r1", line("A", 1)).takingAgain(), Reason.OUT_OF_STOCK, key("A"), 0);
    }

    @Test
    default void rule_12_4_ofJoinedChargesTheLatestFromAndTheEarliestUntilApply() {
        noon();
        Instant before = NOON.minusSeconds(60);
        Instant after = NOON.plusSeconds(60);
        Charge wide = limit("c", 9).within(before, after);
        applied(hold("r1", line("A", 1, wide, limit("c", 9).within(NOON, null))));
        applied(hold("r2", List.of(wide), line("A", 1, limit("c", 9))));
        assertStale(hold("r3", line("A", 1, wide, limit("c", 9).within(NOON.plusMillis(1), null))), "c");
        assertStale(hold("r3", line("A", 1, wide, limit("c", 9).within(null, NOON))), "c");
        assertStale(hold("r3", List.of(wide), line("A", 1, limit("c", 9).within(null, before))), "c");
    }

    @Test
    default void rule_12_1_aStaleReserveMayComeAgainWithChargesOfNow() {
        noon();
        Reserve early = hold("r1", line("A", 1, hour("11", NOON.minus(Duration.ofHours(1)))));
        Instant at = apply(early).refused().map(Refusal::at).orElseThrow();
        assertEquals(NOON, at);
        applied(hold("r1", line("A", 1, hour("12", at))));
    }
}
