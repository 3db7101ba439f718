package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.GIVE_BACK;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.exchange;
import static io.inventory4j.testkit.contract.fixture.Commands.extend;
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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 1.12: what a sweep left is ended by what takes the whole reservation back. */
public interface EndedContract extends Fixture {
    /** Two held units of A that a sweep took, a minute ago. */
    private void sweptHold() {
        stock("A", 9);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("c", 2))));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        clock().advance(Duration.ofMinutes(1));
    }

    /** One sold unit of A and one that a sweep took, a minute ago. */
    private void sweptBesideASale() {
        stock("A", 9);
        applied(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("c", 2))));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        clock().advance(Duration.ofMinutes(1));
    }

    private static Reserve again(boolean sold) {
        return (sold ? sell("r1", line("A", 2)) : hold("r1", line("A", 2))).takingAgain();
    }

    private void assertEnded() {
        Reservation ended = reservation("r1");
        assertTrue(ended.ended(), ended::toString);
        assertFalse(ended.swept(), ended::toString);
        assertEquals(clock().instant(), ended.changedAt());
        refused(again(true), Reason.RELEASED, "r1", 0);
        refused(again(false), Reason.RELEASED, "r1", 0);
        refused(now(CONFIRM, "r1"), Reason.NOT_PENDING, "r1", 0);
        refused(all(CONFIRM, "r1", "late"), Reason.NOT_PENDING, "r1", 0);
        refused(extend("r1", "longer", HOLD), Reason.NOT_PENDING, "r1", 0);
    }

    private List<JournalEntry> journal() {
        return ledger() instanceof Journaled journal ? journal.journal(0, 1_000).entries() : List.of();
    }

    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"RELEASE", "CANCEL", "GIVE_BACK"})
    default void rule_1_12_aWholeSettlementEndsItThoughNothingMoves(Transition transition) {
        sweptHold();
        long version = level("A").version();
        List<JournalEntry> before = journal();
        Outcome.Applied ended = applied(now(transition, "r1"));
        assertEquals(List.of(), ended.changes());
        assertEquals(reservation("r1"), ended.reservation());
        assertEquals(version, level("A").version());
        assertEquals(before, journal());
        assertState("r1", ReservationState.RELEASED);
        assertEquals(clock().instant(), reservation("r1").settledAt());
        assertEnded();
        replayed(now(transition, "r1"));
        refused(hold("r1", line("A", 2)), Reason.RELEASED, "r1", 0);
        assertUsed(0, "c");
        assertUsed(0, "orders");
    }

    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"RELEASE", "CANCEL", "GIVE_BACK"})
    default void rule_1_12_withAnIdItIsRemembered(Transition transition) {
        sweptHold();
        applied(all(transition, "r1", "s9"));
        assertEnded();
        replayed(all(transition, "r1", "s9"));
        refused(all(SHIP, "r1", "s9"), Reason.ID_REUSED, "s9", 0);
        assertEquals("s9", reservation("r1").settlements().get(0).id());
    }

    @Test
    default void rule_1_12_aReleaseEndsItBesideSoldUnits() {
        sweptBesideASale();
        applied(now(RELEASE, "r1"));
        assertTally("r1", "A", 0, 1, 0, 1, 0);
        assertState("r1", ReservationState.CONFIRMED);
        assertNull(reservation("r1").settledAt());
        assertEnded();
        replayed(now(RELEASE, "r1"));
        replayed(hold("r1", line("A", 2)));
        assertUsed(1, "c");
        applied(now(SHIP, "r1"));
        refused(again(true), Reason.RELEASED, "r1", 0);
        refused(now(CONFIRM, "r1"), Reason.NOT_PENDING, "r1", 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Transition.class,
            names = {"CANCEL", "GIVE_BACK"})
    default void rule_1_12_whatTakesSoldUnitsBackEndsItToo(Transition transition) {
        sweptBesideASale();
        assertEquals(1, applied(all(transition, "r1")).changes().size());
        assertTally("r1", "A", 0, 0, 0, 2, 0);
        assertEnded();
        assertUsed(0, "c");
        assertUsed(0, "orders");
        assertLevel("A", 9, 0, 0);
    }

    @Test
    default void rule_1_12_aHoldThatReplacesEndsIt() {
        sweptHold();
        List<JournalEntry> before = journal();
        Outcome.Applied made = applied(replace("r1", "r2", line("A", 3)));
        assertEquals(1, made.changes().size());
        assertLevel("A", 6, 3, 0);
        assertEnded();
        assertEquals(clock().instant(), reservation("r1").settledAt());
        assertTrue(journal().size() <= before.size() + 1);
        refused(replace("r1", "r3", line("A", 1)), Reason.NOT_PENDING, "r1", 0);
        refused(exchange("r1", "r3", line("A", 1)), Reason.NOT_COMMITTED, "r1", 0);
    }

    @Test
    default void rule_1_12_aHoldThatReplacesLeavesWhatIsSold() {
        sweptBesideASale();
        stock("B", 1);
        long version = level("A").version();
        applied(replace("r1", "r2", line("B", 1)));
        assertTally("r1", "A", 0, 1, 0, 1, 0);
        assertEquals(version, level("A").version());
        assertNull(reservation("r1").settledAt());
        assertEnded();
    }

    @Test
    default void rule_1_12_anExchangeEndsIt() {
        sweptBesideASale();
        applied(exchange("r1", "r2", line("A", 2)));
        assertTally("r1", "A", 0, 0, 0, 2, 0);
        assertLevel("A", 7, 0, 2);
        assertEnded();
    }

    @Test
    default void rule_1_12_whatIsSweptGivesAnExchangeNoUnits() {
        sweptHold();
        applied(hold("r2", line("A", 8)));
        refused(exchange("r1", "r3", line("A", 2)), Reason.OUT_OF_STOCK, key("A"), 1);
        assertTrue(reservation("r1").swept());
        applied(exchange("r1", "r3", line("A", 1)));
        assertEnded();
    }

    @Test
    default void rule_1_12_aRefusedReplacementEndsNothing() {
        sweptHold();
        Reservation before = reservation("r1");
        refused(replace("r1", "r2", line("A", 99)), Reason.OUT_OF_STOCK, key("A"), 9);
        assertEquals(before, reservation("r1"));
        applied(again(true));
    }

    @Test
    default void rule_1_12_aPartEndsNothing() {
        sweptBesideASale();
        refused(part(RELEASE, "r1", "s2", units("A", 1)), Reason.EXPIRED, key("A"), 0);
        applied(part(CANCEL, "r1", "s2", units("A", 1)));
        assertSwept("r1", "A", 1);
        assertFalse(reservation("r1").ended());
        assertState("r1", ReservationState.EXPIRED);
        applied(again(true));
        assertTally("r1", "A", 0, 1, 0, 1, 0);
    }

    @Test
    default void rule_1_12_shippingAndExtendingEndNothing() {
        sweptBesideASale();
        refused(extend("r1", "s2", HOLD), Reason.EXPIRED, "r1", 0);
        applied(now(SHIP, "r1"));
        assertState("r1", ReservationState.SHIPPED);
        assertFalse(reservation("r1").ended());
        applied(again(true));
        assertTally("r1", "A", 0, 1, 1, 0, 0);
    }

    @Test
    default void rule_1_12_onlyWhereSomethingWasSweptIsItEnded() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        applied(now(RELEASE, "r1"));
        assertFalse(reservation("r1").ended());
        applied(sell("r2", line("A", 2)));
        applied(now(CANCEL, "r2"));
        assertFalse(reservation("r2").ended());
        applied(hold("r3", line("A", 2)));
        applied(replace("r3", "r4", line("A", 1)));
        assertFalse(reservation("r3").ended());
        applied(now(GIVE_BACK, "r4"));
        assertFalse(reservation("r4").ended());
    }

    @Test
    default void rule_1_12_whatWasTakenAgainCanBeEndedAfterTheNextSweep() {
        sweptHold();
        applied(again(false));
        applied(part(CONFIRM, "r1", "s1", units("A", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertSwept("r1", "A", 1);
        applied(now(RELEASE, "r1"));
        assertEnded();
        assertTally("r1", "A", 0, 1, 0, 1, 0);
    }

    @Test
    default void rule_1_12_endedIsKept() {
        sweptBesideASale();
        applied(now(RELEASE, "r1"));
        applied(part(SHIP, "r1", "s2", units("A", 1)));
        applied(now(Transition.RETURN, "r1"));
        assertTrue(reservation("r1").ended());
        assertEnded();
    }
}
