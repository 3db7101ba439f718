package io.inventory4j.testkit.history;

import static io.inventory4j.testkit.history.RaceCommands.hold;
import static io.inventory4j.testkit.history.RaceCommands.line;
import static io.inventory4j.testkit.history.Sheet.A;
import static io.inventory4j.testkit.history.Sheet.B;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Outcome;
import io.inventory4j.Reason;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.testkit.history.Verdict.Finding;
import org.junit.jupiter.api.Test;

/** Of a history that no order explains, the report shows as few operations as prove it, and what they say. */
class ConflictTest {
    private static String report(Sheet sheet) {
        Verdict verdict = sheet.verdict();
        assertEquals(Finding.NOT_LINEARIZABLE, verdict.finding(), verdict::report);
        return verdict.report();
    }

    private static int shown(String report) {
        return report.split("\n  caller ", -1).length - 1;
    }

    /** The answer to a command of a ledger that has not seen what came after a moment. */
    private static Outcome asOf(Sheet old, Command command) {
        return old.outcome(command);
    }

    private static Sheet busy(Sheet sheet) {
        for (int i = 0; i < 16; i++) {
            sheet.right(2L * i, 2L * i + 1, hold("before" + i, line(A, 1)));
        }
        return sheet;
    }

    @Test
    void aVersionThatWasMadeByTwo() {
        Sheet sheet = busy(new Sheet().stock(A, 50));
        Outcome second = asOf(busy(new Sheet().stock(A, 50)), hold("two", line(A, 2)));
        sheet.right(100, 110, hold("one", line(A, 1)))
                .apply(105, 115, hold("two", line(A, 2)), second)
                .levels(120, 121, A);
        String report = report(sheet);
        assertTrue(report.startsWith("no order of these 2 operations obeys the rules, whatever the other 1"), report);
        assertEquals(2, shown(report), report);
        assertTrue(report.contains("reserve one: 1 of A@main") && report.contains("reserve two: 2 of A@main"), report);
        assertTrue(
                report.endsWith("cause: version 18 of A@main was made by 2 callers:"
                        + " what was loaded was neither locked nor checked"),
                report);
    }

    @Test
    void aVersionThatWasMadeAgainLater() {
        Sheet sheet = new Sheet().stock(A, 9);
        Outcome second = asOf(new Sheet().stock(A, 9), hold("two", line(A, 2)));
        sheet.right(10, 11, hold("one", line(A, 1))).apply(20, 21, hold("two", line(A, 2)), second);
        assertTrue(
                report(sheet)
                        .endsWith("cause: version 2 of A@main was made twice, the second time after the first had been"
                                + " acknowledged: the first change was lost, or the second began from an old copy"),
                report(sheet));
    }

    @Test
    void anOldVersionThatWasSeen() {
        Sheet old = busy(new Sheet().stock(A, 50));
        Sheet sheet = busy(new Sheet().stock(A, 50)).right(100, 101, hold("one", line(A, 1)));
        sheet.levels(102, 103, A);
        assertEquals(Finding.LINEARIZABLE, sheet.verdict().finding());
        sheet.level(104, 105, A, old.right.level(A));
        String report = report(sheet);
        assertEquals(2, shown(report), report);
        assertTrue(
                report.endsWith("cause: version 17 of A@main was seen after version 18 had been acknowledged: a copy"
                        + " that is old, or a change that was acknowledged before others could see it"),
                report);
    }

    @Test
    void aVersionWithTwoContents() {
        Sheet other = new Sheet().stock(A, 7);
        Sheet sheet = new Sheet().stock(A, 9);
        sheet.level(10, 11, A, other.right.level(A));
        String report = report(sheet);
        assertEquals(2, shown(report), report);
        assertTrue(
                report.endsWith("cause: version 1 of A@main was seen with two contents (AVAILABLE 9->7 opening 7):"
                        + " half of a change was seen, or a change did not raise the version"),
                report);
    }

    @Test
    void overlappingReadsAndChangesRuleNothingOut() {
        Sheet sheet = new Sheet().stock(A, 9);
        sheet.level(5, 40, A, sheet.right.level(A));
        sheet.right(10, 30, hold("one", line(A, 1))).levels(20, 35, A).right(25, 50, hold("two", line(A, 1)));
        assertEquals(Finding.LINEARIZABLE, sheet.verdict().finding());
    }

    @Test
    void whatHasNoRowInCommonWithTheFaultIsLeftOut() {
        Sheet sheet = new Sheet().stock(A, 9).stock(B, 9);
        // One cart connects both lines, so that they are one part; it is over before the rest begins.
        sheet.right(10, 11, hold("cart", line(A, 1), line(B, 1)));
        sheet.right(20, 90, hold("b1", line(B, 1))).right(21, 91, hold("b2", line(B, 1)));
        sheet.apply(22, 92, hold("wrong", line(A, 1)), Sheet.refused(Reason.OUT_OF_STOCK, A, 3));
        String report = report(sheet);
        assertTrue(report.startsWith("no order of these 1 operations obeys the rules (3 before them do"), report);
        assertFalse(report.contains("b1") || report.contains("b2"), report);
        assertFalse(report.contains("cause: "), "a refusal may be wrong for many reasons");
    }
}
