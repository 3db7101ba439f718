package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.ledger.command.Transition.SHIP;
import static io.inventory4j.testkit.history.RaceCommands.HOLD;
import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.one;
import static io.inventory4j.testkit.history.Sheet.A;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.testkit.history.Verdict.Finding;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Histories of commands that may take effect again, and of what changes no line. */
class HistoryCheckerSalesTest {
    private final Sheet sheet = new Sheet();

    private void linearizable() {
        for (boolean journal : new boolean[] {false, true}) {
            HistoryChecker checker = new HistoryChecker();
            Verdict verdict = journal ? sheet.verdictAlongJournal(checker) : sheet.verdict(checker);
            assertEquals(Finding.LINEARIZABLE, verdict.finding(), verdict::toString);
        }
    }

    private void notLinearizable() {
        Verdict verdict = sheet.verdict();
        assertEquals(Finding.NOT_LINEARIZABLE, verdict.finding(), verdict::toString);
    }

    private Reserve again() {
        return hold("r", line(A, 1)).takingAgain();
    }

    /** A held unit that a sweep takes at time 3. */
    private void swept() {
        sheet.stock(A, 1).right(0, 1, hold("r", line(A, 1)));
        sheet.turnClock(HOLD).expire(2, 4, 5, sheet.end("r"));
    }

    private void shippedTwice() {
        sheet.stock(A, 2).right(0, 1, hold("r", line(A, 2)), one(CONFIRM, "r", "s1", A));
        sheet.outcome(all(SHIP, "r"));
        sheet.right(6, 7, one(CONFIRM, "r", "s2", A));
        sheet.outcome(all(SHIP, "r"));
        sheet.find(10, 11, "r");
    }

    @Test
    void rule_2_10_aSettlementWithoutAnIdMayHappenAsOftenAsItWasSent() {
        sheet.lost(2, all(SHIP, "r")).lost(8, all(SHIP, "r"));
        shippedTwice();
        linearizable();
    }

    @Test
    void rule_2_10_aSettlementWithoutAnIdHappensNoMoreOftenThanItWasSent() {
        sheet.lost(2, all(SHIP, "r"));
        shippedTwice();
        notLinearizable();
    }

    @Test
    void rule_2_7_aSettlementWithAnIdHappensOnceHoweverOftenItWasSent() {
        sheet.lost(2, all(SHIP, "r", "s")).lost(8, all(SHIP, "r", "s"));
        shippedTwice();
        notLinearizable();
    }

    @Test
    void rule_1_12_unitsMayBeTakenAgainAsOftenAsTheyWereSwept() {
        swept();
        sheet.lost(6, again());
        sheet.outcome(again());
        sheet.turnClock(HOLD).expire(10, 11, 5, sheet.end("r"));
        sheet.lost(12, again());
        sheet.outcome(again());
        sheet.levels(20, 21, A);
        linearizable();
    }

    @Test
    void rule_1_12_aLostSweepMayEndAReservationThatAnAnsweredOneHasEnded() {
        swept();
        sheet.right(6, 7, again()).turnClock(HOLD).lostSweep(8, 5);
        sheet.end("r");
        sheet.right(10, 11, again().selling());
        linearizable();
    }

    @Test
    void rule_1_12_unitsAreTakenAgainOnce() {
        swept();
        Outcome first = sheet.outcome(again().selling());
        sheet.apply(6, 20, again().selling(), first).apply(7, 21, again().selling(), first);
        notLinearizable();
    }

    @Test
    void rule_1_12_aLostReleaseMayHaveEndedWhatWasSwept() {
        swept();
        sheet.lost(6, all(RELEASE, "r"));
        assertTrue(sheet.outcome(all(RELEASE, "r")) instanceof Outcome.Applied ended
                && ended.changes().isEmpty());
        sheet.right(8, 9, again());
        linearizable();
    }

    @Test
    void rule_1_12_whatNobodyHasEndedIsTakenAgain() {
        swept();
        Outcome refused = new Outcome.Refused(Reason.RELEASED, "r", 0);
        sheet.apply(8, 9, again(), refused);
        notLinearizable();
    }

    @Test
    void rule_2_9_aTombstoneIsNoWayOutForAReservationThatWasHeld() {
        sheet.stock(A, 1)
                .lost(0, all(RELEASE, "r"))
                .right(2, 3, hold("r", line(A, 1)).selling());
        linearizable();
    }

    @Test
    void rule_5_1_aSweepMayLeaveAloneWhatItWasToldTo() {
        sheet.stock(A, 2).right(0, 1, hold("r", line(A, 1)), hold("s", line(A, 1)));
        sheet.turnClock(HOLD).expireBut("s", 2, 3, 5, sheet.end("r"));
        linearizable();
    }

    @Test
    void rule_5_1_aSweepLeavesNothingElseAlone() {
        sheet.stock(A, 2).right(0, 1, hold("r", line(A, 1)), hold("s", line(A, 1)));
        sheet.turnClock(HOLD).expireBut("r", 2, 3, 5, sheet.end("r"));
        notLinearizable();
    }

    @Test
    void rule_9_2_anOrderIsShippedOnlyWhenNobodyHasTouchedIt() {
        sheet.stock(A, 1).right(0, 1, hold("r", line(A, 1)).selling());
        sheet.turnClock(HOLD);
        Outcome.Applied shipped = sheet.right.shipConfirmed(ReservationId.of("r"), HOLD, sheet.now);
        sheet.shipConfirmed(2, 3, HOLD, shipped);
        linearizable();
    }

    @Test
    void rule_9_2_anOrderIsNotShippedTooEarly() {
        sheet.stock(A, 1).right(0, 1, hold("r", line(A, 1)).selling());
        sheet.turnClock(HOLD);
        Outcome.Applied shipped = sheet.right.shipConfirmed(ReservationId.of("r"), HOLD, sheet.now);
        sheet.shipConfirmed(2, 3, HOLD.plus(Duration.ofMillis(1)), shipped);
        notLinearizable();
    }
}
