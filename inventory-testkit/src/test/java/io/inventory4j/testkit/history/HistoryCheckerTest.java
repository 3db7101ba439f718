package io.inventory4j.testkit.history;

import static io.inventory4j.ledger.command.Transition.CONFIRM;
import static io.inventory4j.ledger.command.Transition.RELEASE;
import static io.inventory4j.testkit.history.RaceCommands.HOLD;
import static io.inventory4j.testkit.history.RaceCommands.all;
import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.RaceCommands.receive;
import static io.inventory4j.testkit.history.Sheet.A;
import static io.inventory4j.testkit.history.Sheet.B;
import static io.inventory4j.testkit.history.Sheet.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.SetSaleState;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.SaleState;
import io.inventory4j.testkit.history.Verdict.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {
    private final Sheet sheet = new Sheet();

    private void linearizable() {
        Verdict verdict = sheet.verdict();
        assertEquals(Finding.LINEARIZABLE, verdict.finding(), verdict::toString);
    }

    private void notLinearizable() {
        Verdict verdict = sheet.verdict();
        assertEquals(Finding.NOT_LINEARIZABLE, verdict.finding(), verdict::toString);
        assertThrows(AssertionError.class, verdict::check);
    }

    @Test
    void rule_1_7_anEmptyHistoryHasAnOrder() {
        linearizable();
    }

    @Test
    void rule_1_7_overlappingCallsMayTakeEffectInEitherOrder() {
        sheet.stock(A, 2);
        Outcome second = sheet.outcome(hold("late", line(A, 1)));
        Outcome third = sheet.outcome(hold("early", line(A, 1)));
        sheet.apply(0, 10, hold("early", line(A, 1)), third);
        sheet.apply(5, 15, hold("late", line(A, 1)), second);
        linearizable();
    }

    @Test
    void rule_1_7_whatWasOverBeforeAnotherBeganComesFirst() {
        sheet.stock(A, 2);
        Outcome second = sheet.outcome(hold("late", line(A, 1)));
        Outcome third = sheet.outcome(hold("early", line(A, 1)));
        sheet.apply(0, 4, hold("early", line(A, 1)), third);
        sheet.apply(5, 15, hold("late", line(A, 1)), second);
        notLinearizable();
    }

    @Test
    void rule_1_7_aReadMaySeeTheOldLevelUntilTheChangeReturns() {
        sheet.stock(A, 2).levels(3, 9, A).right(0, 5, hold("r", line(A, 1)));
        linearizable();
    }

    @Test
    void rule_1_7_aStaleReadHasNoOrder() {
        sheet.stock(A, 2).levels(6, 9, A).right(0, 5, hold("r", line(A, 1)));
        notLinearizable();
    }

    @Test
    void rule_1_7_aLostUpdateHasNoOrder() {
        sheet.stock(A, 1);
        int mark = sheet.right.mark();
        sheet.right(0, 10, hold("one", line(A, 1)));
        sheet.right.undo(mark);
        sheet.right(1, 11, hold("other", line(A, 1)));
        notLinearizable();
    }

    @Test
    void rule_1_7_aPhantomRefusalHasNoOrder() {
        sheet.stock(A, 1).right(0, 1, hold("r", line(A, 1))).right(2, 3, all(RELEASE, "r", "s"));
        sheet.apply(4, 5, hold("other", line(A, 1)), refused(Reason.OUT_OF_STOCK, A, 0));
        notLinearizable();
    }

    @Test
    void rule_1_7_aRefusalIsTrueAtAnyInstantOfItsCall() {
        sheet.stock(A, 1).right(0, 1, hold("r", line(A, 1))).right(2, 5, all(RELEASE, "r", "s"));
        sheet.apply(4, 7, hold("other", line(A, 1)), refused(Reason.OUT_OF_STOCK, A, 0));
        linearizable();
    }

    @Test
    void rule_1_7_twoRefusalsMayNeedDifferentInstants() {
        sheet.stock(A, 2).stock(B, 1).right(0, 100, hold("both", line(A, 2), line(B, 1)));
        sheet.apply(1, 90, hold("none", line(A, 3)), refused(Reason.OUT_OF_STOCK, A, 2));
        sheet.apply(2, 91, hold("gone", line(B, 1)), refused(Reason.OUT_OF_STOCK, B, 0));
        linearizable();
    }

    @Test
    void rule_1_2_aTornCartIsSeenByTwoReads() {
        sheet.stock(A, 1).stock(B, 1).levels(2, 3, B);
        sheet.right(0, 10, hold("cart", line(A, 1), line(B, 1)));
        sheet.levels(4, 5, A).levels(6, 7, B);
        linearizable();
        sheet.right(11, 12, hold("next", line(B, 1)));
        linearizable();
    }

    @Test
    void rule_1_2_ofATornCartOneLineIsOlder() {
        sheet.stock(A, 1).stock(B, 1).levels(6, 7, B);
        sheet.right(0, 10, hold("cart", line(A, 1), line(B, 1)));
        sheet.levels(4, 5, A);
        notLinearizable();
    }

    @Test
    void rule_5_4_twoSweepsThatEndOneReservationHaveNoOrder() {
        sheet.stock(A, 1).right(0, 1, hold("r", line(A, 1))).turnClock(HOLD);
        Outcome.Applied ended = sheet.end("r");
        sheet.expire(2, 10, 1, ended).expire(3, 9, 1, ended);
        notLinearizable();
    }

    @Test
    void rule_5_3_aSweepMayEndItsReservationsInAnyOrder() {
        sheet.stock(A, 2).right(0, 1, hold("r", line(A, 1)), hold("s", line(A, 1)));
        sheet.turnClock(HOLD);
        Outcome.Applied first = sheet.end("s");
        Outcome.Applied second = sheet.end("r");
        sheet.expire(2, 10, 3, second, first);
        linearizable();
    }

    @Test
    void rule_5_3_aSweepThatStopsEarlyLeavesNothingOverdue() {
        sheet.stock(A, 2).right(0, 1, hold("r", line(A, 1)), hold("s", line(A, 1)));
        sheet.turnClock(HOLD).expire(2, 10, 2, sheet.end("r"));
        notLinearizable();
    }

    @Test
    void rule_5_1_whatIsNotOverdueIsNotSwept() {
        sheet.stock(A, 1).right(0, 1, hold("r", line(A, 1))).turnClock(HOLD);
        Outcome.Applied ended = sheet.end("r");
        sheet.turnClock(Duration.ofMinutes(-1)).expire(2, 10, 1, ended);
        notLinearizable();
    }

    @Test
    void rule_10_1_aLostCommandMayHaveHappened() {
        sheet.stock(A, 1).lost(0, hold("lost", line(A, 1)));
        sheet.outcome(hold("lost", line(A, 1)));
        sheet.right(5, 6, hold("r", line(A, 1)));
        linearizable();
    }

    @Test
    void rule_10_1_aLostCommandMayNotHaveHappened() {
        sheet.stock(A, 1).lost(0, hold("lost", line(A, 1))).right(5, 6, hold("r", line(A, 1)));
        linearizable();
    }

    @Test
    void rule_10_1_aLostCommandMayHappenLate() {
        sheet.stock(A, 1).lost(0, hold("lost", line(A, 1))).levels(5, 6, A);
        sheet.outcome(hold("lost", line(A, 1)));
        sheet.levels(7, 8, A);
        linearizable();
    }

    @Test
    void rule_10_1_aLostCommandDoesNotHappenBeforeItsCall() {
        sheet.stock(A, 1);
        sheet.outcome(hold("lost", line(A, 1)));
        sheet.levels(5, 6, A).lost(7, hold("lost", line(A, 1)));
        notLinearizable();
    }

    @Test
    void rule_10_1_aLostCommandHappensOnceAtMost() {
        sheet.stock(A, 5).lost(0, receive("m", A, 1));
        sheet.outcome(receive("m", A, 1));
        sheet.levels(5, 6, A);
        sheet.outcome(receive("n", A, 1));
        sheet.levels(7, 8, A);
        notLinearizable();
    }

    @Test
    void rule_10_1_bothLostCommandsMayBeNeeded() {
        sheet.stock(A, 2).lost(0, hold("one", line(A, 1))).lost(1, hold("two", line(A, 1)));
        sheet.outcome(hold("two", line(A, 1)));
        sheet.outcome(hold("one", line(A, 1)));
        sheet.right(5, 6, hold("r", line(A, 1)));
        linearizable();
    }

    @Test
    void rule_10_1_theRightOneOfTwoLostCommandsIsFound() {
        sheet.stock(A, 1).lost(0, hold("one", line(A, 1))).lost(1, hold("two", line(A, 1)));
        sheet.outcome(hold("two", line(A, 1)));
        sheet.right(5, 6, hold("r", line(A, 1))).find(7, 8, "one").find(9, 10, "two");
        linearizable();
    }

    @Test
    void rule_10_1_aLostReleaseMayHappenAfterTheClockWasTurned() {
        sheet.stock(A, 1).right(-4, -3, hold("r", line(A, 1))).lost(0, all(RELEASE, "r", "s"));
        sheet.turnClock(HOLD).levels(1, 2, A);
        sheet.outcome(all(RELEASE, "r", "s"));
        sheet.find(5, 6, "r");
        linearizable();
    }

    @Test
    void rule_10_1_aLostSweepMayHaveEndedAnything() {
        sheet.stock(A, 1).right(0, 1, hold("r", line(A, 1))).turnClock(HOLD).lostSweep(2, 5);
        sheet.end("r");
        sheet.right(3, 4, all(CONFIRM, "r", "s"));
        linearizable();
    }

    @Test
    void rule_6_4_theCommandsOfABatchTakeEffectInOrder() {
        Command hold = hold("r", line(A, 1));
        Command receipt = receive("m", A, 1);
        sheet.stock(A, 1);
        Outcome second = sheet.outcome(receipt);
        Outcome first = sheet.outcome(hold);
        sheet.apply(0, 10, List.of(receipt, hold), List.of(second, first));
        linearizable();
        Sheet other = new Sheet().stock(A, 1);
        Outcome late = other.outcome(receipt);
        Outcome early = other.outcome(hold);
        other.apply(0, 10, List.of(hold, receipt), List.of(early, late));
        assertEquals(Finding.NOT_LINEARIZABLE, other.verdict().finding());
    }

    @Test
    void rule_6_4_batchesHaveAnOrderAcrossLinesThatHaveNothingElseInCommon() {
        sheet.stock(A, 0x10).stock(B, 0x10);
        Command refusedOfA = hold("a", line(A, 0x11));
        Command refusedOfB = hold("b", line(B, 0x11));
        Command moreOfA = receive("ma", A, 1);
        Command moreOfB = receive("mb", B, 1);
        Outcome before = sheet.outcome(refusedOfA);
        Outcome beforeB = sheet.outcome(refusedOfB);
        sheet.apply(0, 10, List.of(moreOfA, refusedOfB), List.of(sheet.outcome(moreOfA), beforeB));
        sheet.apply(1, 11, List.of(moreOfB, refusedOfA), List.of(sheet.outcome(moreOfB), before));
        notLinearizable();
    }

    @Test
    void rule_1_1_aCounterReadHasToFit() {
        Charge charge = Charge.of("c", 5);
        sheet.stock(A, 5).right(0, 1, hold("r", line(A, 2, charge))).used(2, 3, "c", 2);
        linearizable();
        sheet.used(4, 5, "c", 0);
        notLinearizable();
    }

    @Test
    void rule_6_3_linesThatWereNotAskedForAreAFinding() {
        sheet.stock(A, 5).levels(0, 1, B).levels(2, 3, A);
        linearizable();
        Call.Ask asked = new Call.Ask.Levels(List.of(B));
        Object answer = List.of(Objects.requireNonNull(sheet.right.level(A)));
        Verdict verdict = new HistoryChecker().check(List.of(new Call(1, 1, 2, sheet.now, asked, answer)), List.of());
        assertEquals(Finding.NOT_LINEARIZABLE, verdict.finding());
    }

    @Test
    void theWindowShowsTheFaultAndNotWhatCameBeforeOrAfter() {
        sheet.stock(A, 9);
        for (int i = 0; i < 20; i++) {
            sheet.right(2L * i, 2L * i + 1, hold("past" + i, line(A, 1)));
        }
        sheet.apply(50, 60, hold("wrong", line(A, 1)), refused(Reason.OUT_OF_STOCK, A, 7));
        sheet.levels(55, 58, A).right(70, 71, hold("future", line(A, 1)));
        String report = sheet.verdict().report();
        assertTrue(report.startsWith("no order of these 1 operations obeys the rules (21 before them do"), report);
        assertTrue(report.contains("reserve wrong: 1 of A@main"), report);
        assertTrue(report.contains("refused OUT_OF_STOCK A@main, 7 left\n      not  refused"), report);
    }

    /** What was under way at the fault may be explained by what came after it. */
    @Test
    void theWindowShowsTheFaultAndNotWhatWasStillUnderWay() {
        sheet.stock(A, 9);
        sheet.apply(50, 90, hold("waiting", line(A, 1)), refused(Reason.NOT_OPEN, A, 0));
        sheet.apply(51, 60, hold("wrong", line(A, 1)), refused(Reason.OUT_OF_STOCK, A, 7));
        sheet.right(70, 71, new SetSaleState("closed", A, SaleState.NO_NEW));
        String report = sheet.verdict().report();
        assertTrue(report.startsWith("no order of these 1 operations obeys the rules (1 before them do"), report);
        assertTrue(report.contains("reserve wrong: 1 of A@main"), report);
    }

    @Test
    void aSearchThatEndsAtItsBoundsSaysSo() {
        sheet.stock(A, 9).right(0, 1, hold("r", line(A, 1)));
        Verdict verdict = sheet.verdict(new HistoryChecker(1, 1));
        assertEquals(Finding.UNDECIDED, verdict.finding(), verdict::toString);
        assertThrows(IllegalArgumentException.class, () -> new HistoryChecker(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new HistoryChecker(1, 0));
    }

    /**
     * Twelve lost orders, of which two happened, and a read that shows the rest: 132 pairs to try without a journal.
     */
    private void twoOfTwelveLostOrdersHappened() {
        sheet.stock(A, 100);
        for (int i = 0; i < 12; i++) {
            sheet.lost(i, hold("r" + i, line(A, 1 + i)));
        }
        sheet.outcome(hold("r11", line(A, 12)));
        sheet.outcome(hold("r10", line(A, 11)));
        sheet.levels(20, 21, A);
    }

    @Test
    void rule_7_1_theJournalShowsWhichLostCommandsHappened() {
        twoOfTwelveLostOrdersHappened();
        HistoryChecker checker = new HistoryChecker(100, 10_000);
        assertEquals(Finding.UNDECIDED, sheet.verdict(checker).finding());
        Verdict verdict = sheet.verdictAlongJournal(checker);
        assertEquals(Finding.LINEARIZABLE, verdict.finding(), verdict::toString);
        assertTrue(verdict.report().contains("1 of them along the journal"), verdict::report);
    }

    @Test
    void rule_7_1_aJournalDoesNotExcuseAWrongAnswer() {
        twoOfTwelveLostOrdersHappened();
        sheet.apply(30, 31, hold("wrong", line(A, 1)), refused(Reason.OUT_OF_STOCK, A, 0));
        assertEquals(
                Finding.NOT_LINEARIZABLE,
                sheet.verdictAlongJournal(new HistoryChecker()).finding());
    }

    @Test
    void rule_1_4_aLostCommandSentAgainIsTriedOnce() {
        sheet.stock(A, 100);
        for (int i = 0; i < 30; i++) {
            sheet.lost(i, hold("r", line(A, 1)));
        }
        sheet.outcome(hold("r", line(A, 1)));
        sheet.levels(40, 41, A);
        Verdict verdict = sheet.verdict(new HistoryChecker(5, 10));
        assertEquals(Finding.LINEARIZABLE, verdict.finding(), verdict::toString);
        sheet.levels(50, 51, B).right(60, 61, hold("s", line(A, 1))).levels(62, 63, A);
        sheet.apply(64, 65, hold("t", line(A, 98)), refused(Reason.OUT_OF_STOCK, A, 97));
        verdict = sheet.verdict(new HistoryChecker(10, 100));
        assertEquals(Finding.NOT_LINEARIZABLE, verdict.finding(), verdict::toString);
    }
}
