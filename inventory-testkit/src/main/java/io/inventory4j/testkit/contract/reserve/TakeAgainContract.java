package io.inventory4j.testkit.contract.reserve;

import static io.inventory4j.ledger.command.Transition.CANCEL;
import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.contract.fixture.Commands.HOLD;
import static io.inventory4j.testkit.contract.fixture.Commands.all;
import static io.inventory4j.testkit.contract.fixture.Commands.hold;
import static io.inventory4j.testkit.contract.fixture.Commands.key;
import static io.inventory4j.testkit.contract.fixture.Commands.limit;
import static io.inventory4j.testkit.contract.fixture.Commands.line;
import static io.inventory4j.testkit.contract.fixture.Commands.lineAbove;
import static io.inventory4j.testkit.contract.fixture.Commands.now;
import static io.inventory4j.testkit.contract.fixture.Commands.part;
import static io.inventory4j.testkit.contract.fixture.Commands.receive;
import static io.inventory4j.testkit.contract.fixture.Commands.saleState;
import static io.inventory4j.testkit.contract.fixture.Commands.sell;
import static io.inventory4j.testkit.contract.fixture.Commands.units;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationState;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.stock.LevelChange;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.contract.fixture.Commands;
import io.inventory4j.testkit.contract.fixture.Fixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Rule 1.12: what a sweep took is taken again in the same reservation. What that charges is in {@link ChargeContract},
 * what ends it in {@link EndedContract}.
 */
public interface TakeAgainContract extends Fixture {
    private static Reserve again(String id, ReserveLine... lines) {
        return hold(id, lines).takingAgain();
    }

    private static Reserve sellAgain(String id, ReserveLine... lines) {
        return sell(id, lines).takingAgain();
    }

    @Test
    default void rule_1_12_aSweepNotesWhatItTook() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 3), line("B", 1)));
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        applied(part(CONFIRM, "r1", "s2", units("B", 1)));
        assertSwept("r1", "A", 0);
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        assertSwept("r1", "A", 2);
        assertSwept("r1", "B", 0);
        assertTally("r1", "A", 0, 0, 0, 3, 0);
        assertTrue(reservation("r1").swept());
        assertFalse(reservation("r1").ended());
    }

    @Test
    default void rule_1_12_soldAgainItsSweptUnitsGoToCommitted() {
        stock("A", 5);
        Reservation before = sweptAfter(hold("r1", line("A", 2)));
        Outcome.Applied sold = applied(sellAgain("r1", line("A", 2)));
        assertLevel("A", 3, 0, 2);
        assertTally("r1", "A", 0, 2, 0, 0, 0);
        assertSwept("r1", "A", 0);
        assertState("r1", ReservationState.CONFIRMED);
        Reservation after = reservation("r1");
        assertEquals(after, sold.reservation());
        assertEquals(1, sold.changes().size());
        assertNull(after.settledAt());
        assertFalse(after.sold());
        assertEquals(before.madeAt(), after.madeAt());
        assertEquals(before.expiresAt(), after.expiresAt());
        assertEquals(before.settlements(), after.settlements());
        assertEquals(List.of(), ledger().expire(10));
        replayed(now(CONFIRM, "r1"));
        applied(now(SHIP, "r1"));
    }

    @Test
    default void rule_1_12_heldAgainItHasANewExpiry() {
        stock("A", 5);
        Reservation before = sweptAfter(hold("r1", line("A", 2)));
        clock().advance(Duration.ofMinutes(2));
        applied(hold("r1", Duration.ofMinutes(1), line("A", 2)).takingAgain());
        assertLevel("A", 3, 2, 0);
        Reservation after = reservation("r1");
        assertEquals(clock().instant().plus(Duration.ofMinutes(1)), after.expiresAt());
        assertEquals(before.madeAt(), after.madeAt());
        assertNull(after.settledAt());
        assertEquals(1, ledger().open(key("A"), null, 10).size());
        clock().advance(Duration.ofMinutes(1));
        assertEquals(1, ledger().expire(10).size());
        assertSwept("r1", "A", 2);
        applied(sellAgain("r1", line("A", 2)));
        assertLevel("A", 3, 0, 2);
    }

    @Test
    default void rule_1_12_onlyWhatASweepTookIsTakenAgain() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 4), line("B", 2)));
        applied(part(RELEASE, "r1", "s1", units("A", 1)));
        applied(part(CONFIRM, "r1", "s2", units("A", 1, "B", 2)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        applied(part(CANCEL, "r1", "s3", units("B", 1)));
        Outcome.Applied taken = applied(sellAgain("r1", line("A", 4), line("B", 2)));
        assertEquals(
                List.of(key("A")),
                taken.changes().stream().map(LevelChange::key).toList());
        assertTally("r1", "A", 0, 3, 0, 1, 0);
        assertTally("r1", "B", 0, 1, 0, 1, 0);
    }

    @Test
    default void rule_1_12_ownerAndContentAreCompared() {
        stock("A", 9);
        sweptAfter(hold("r1", line("A", 2)).ownedBy("ann"));
        refused(sellAgain("r1", line("A", 2)), Reason.ID_REUSED, "r1", 0);
        refused(sellAgain("r1", line("A", 2)).ownedBy("bob"), Reason.ID_REUSED, "r1", 0);
        refused(sellAgain("r1", line("A", 1)).ownedBy("ann"), Reason.ID_REUSED, "r1", 0);
        refused(again("r1", line("A", 3)).ownedBy("ann"), Reason.ID_REUSED, "r1", 0);
        assertLevel("A", 9, 0, 0);
        applied(sellAgain("r1", line("A", 2)).ownedBy("ann"));
    }

    @Test
    default void rule_1_12_nothingSweptIsJudgedAsARepeat() {
        stock("A", 9);
        applied(hold("r1", line("A", 2)));
        replayed(sellAgain("r1", line("A", 2)));
        replayed(again("r1", line("A", 2)));
        assertLevel("A", 7, 2, 0);
        applied(all(RELEASE, "r1"));
        refused(sellAgain("r1", line("A", 2)), Reason.RELEASED, "r1", 0);
        applied(sell("r2", line("A", 2)));
        replayed(again("r2", line("A", 2)));
        assertTrue(reservation("r2").sold());
        sweptAfter(hold("r3", line("A", 1)));
        applied(sellAgain("r3", line("A", 1)));
        replayed(sellAgain("r3", line("A", 1)));
        replayed(hold("r3", line("A", 1)));
        applied(all(CANCEL, "r3"));
        refused(sellAgain("r3", line("A", 1)), Reason.RELEASED, "r3", 0);
    }

    @Test
    default void rule_1_12_anUnknownIdIsRefusedAndNothingIsMade() {
        stock("A", 9);
        refused(sellAgain("r1", line("A", 2)), Reason.UNKNOWN_RESERVATION, "r1", 0);
        refused(again("r1", line("A", 2)), Reason.UNKNOWN_RESERVATION, "r1", 0);
        assertNoReservation("r1");
        applied(hold("r1", line("A", 2)));
        applied(all(RELEASE, "tombstone"));
        refused(sellAgain("tombstone", line("A", 2)), Reason.RELEASED, "tombstone", 0);
    }

    @Test
    default void rule_1_12_whatIsTakenAgainReplacesNothing() {
        assertRejected(
                "replaces",
                "taken again",
                () -> Commands.replace("r1", hold("r2", line("A", 1))).takingAgain());
    }

    @Test
    default void rule_1_12_onlyAStoppedLineRefusesASale() {
        stock("A", 9);
        sweptAfter(hold("r1", line("A", 2)));
        applied(saleState("x1", "A", SaleState.STOPPED));
        refused(sellAgain("r1", line("A", 2)), Reason.NOT_OPEN, key("A"), 0);
        applied(saleState("x2", "A", SaleState.NO_NEW));
        refused(again("r1", line("A", 2)), Reason.NOT_OPEN, key("A"), 0);
        applied(sellAgain("r1", line("A", 2)));
    }

    @Test
    default void rule_1_12_aLineOfWhichNothingWasSweptRefusesNothing() {
        stock("A", 9);
        stock("B", 9);
        applied(hold("r1", line("A", 2), line("B", 1, limit("c", 1))));
        applied(part(CONFIRM, "r1", "s1", units("B", 1)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        applied(saleState("x1", "B", SaleState.STOPPED));
        long version = level("B").version();
        applied(again("r1", line("A", 2), line("B", 1, limit("c", 0))));
        assertEquals(version, level("B").version());
        assertUsed(1, "c");
    }

    @Test
    default void rule_1_12_stockAndFloorAreThoseOfNow() {
        stock("A", 3);
        sweptAfter(hold("r1", lineAbove(-5, "A", 3)));
        applied(hold("r2", line("A", 1)));
        refused(sellAgain("r1", line("A", 3)), Reason.OUT_OF_STOCK, key("A"), 2);
        refused(sellAgain("r1", lineAbove(1, "A", 3)), Reason.OUT_OF_STOCK, key("A"), 1);
        applied(sellAgain("r1", lineAbove(-1, "A", 3)));
        assertLevel("A", -1, 1, 3);
    }

    @Test
    default void rule_1_12_allSweptUnitsOrNone() {
        stock("A", 3);
        stock("B", 3);
        sweptAfter(hold("r1", List.of(limit("orders", 1)), line("A", 2, limit("c", 9)), line("B", 2, limit("c", 9))));
        Reservation before = reservation("r1");
        applied(hold("r2", line("B", 2)));
        refused(sellAgain("r1", line("A", 2), line("B", 2)), Reason.OUT_OF_STOCK, key("B"), 1);
        assertEquals(before, reservation("r1"));
        assertLevel("A", 3, 0, 0);
        assertUsed(0, "c");
        assertUsed(0, "orders");
        applied(all(RELEASE, "r2"));
        applied(sellAgain("r1", line("A", 2), line("B", 2)));
        assertUsed(4, "c");
        assertUsed(1, "orders");
    }

    @Test
    default void rule_1_12_theFirstFailingLineThenTheFirstFailingCounter() {
        stock("A", 3);
        stock("B", 3);
        sweptAfter(hold("r1", List.of(limit("a", 9)), line("A", 2, limit("b", 9)), line("B", 2)));
        applied(saleState("x1", "B", SaleState.STOPPED));
        Reserve all = hold("r1", List.of(limit("a", 0)), line("A", 2, limit("b", 0)), line("B", 2))
                .takingAgain();
        refused(all, Reason.NOT_OPEN, key("B"), 0);
        applied(saleState("x2", "B", SaleState.OPEN));
        refused(all, Reason.LIMIT_REACHED, "a", 0);
        refused(again("r1", line("A", 2, limit("b", 1)), line("B", 2)), Reason.LIMIT_REACHED, "b", 1);
    }

    @Test
    default void rule_1_12_theJournalSaysWhatWasDone() {
        stock("A", 9);
        sweptAfter(hold("r1", line("A", 2)));
        applied(again("r1", line("A", 2)));
        clock().advance(HOLD);
        assertEquals(1, ledger().expire(10).size());
        applied(sellAgain("r1", line("A", 2)));
        if (ledger() instanceof Journaled journal) {
            assertEquals(
                    List.of("MOVE stock of A", "RESERVE r1", "EXPIRE r1", "RESERVE r1", "EXPIRE r1", "SELL r1"),
                    journal.journal(0, 10).entries().stream()
                            .map(entry -> entry.kind() + " " + entry.command())
                            .toList());
        }
    }

    @Test
    default void rule_1_12_thePaymentOfAnotherBuyerSellsNothing() {
        stock("A", 1);
        sweptAfter(hold("1001", line("A", 1)).ownedBy("ann"));
        applied(hold("1002", line("A", 1)).ownedBy("bob"));
        refused(sellAgain("1001", line("A", 1)).ownedBy("ann"), Reason.OUT_OF_STOCK, key("A"), 0);
        refused(sellAgain("1002", line("A", 1)).ownedBy("ann"), Reason.ID_REUSED, "1002", 0);
        applied(receive("m2", "A", 1));
        applied(sellAgain("1001", line("A", 1)).ownedBy("ann"));
        assertLevel("A", 0, 1, 1);
    }

    @Test
    default void rule_1_12_inOneBatchAsOneByOne() {
        stock("A", 2);
        sweptAfter(hold("r1", line("A", 2)));
        List<Outcome> outcomes = applyAll(
                now(CONFIRM, "r1"),
                sellAgain("r1", line("A", 2)),
                sellAgain("r1", line("A", 2)),
                now(SHIP, "r1"),
                hold("r2", line("A", 1)));
        assertRefused(outcomes.get(0), Reason.EXPIRED, "r1", 0);
        assertApplied(outcomes.get(1));
        assertReplayed(outcomes.get(2));
        assertApplied(outcomes.get(3));
        assertRefused(outcomes.get(4), Reason.OUT_OF_STOCK, key("A"), 0);
        assertNotEquals(List.of(), ((Outcome.Applied) outcomes.get(1)).changes());
    }
}
