package io.inventory4j.examples.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts a spreadsheet would run, and what becomes of them. */
class SheetCellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+SUM(A1)",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1+1",
                "\u00a0=1",
                "\u200b=1",
                "＝1+1",
                "＋1",
                "－1",
                "＠A1",
                "=cmd|' /C calc'!A0",
                "-",
                "--1",
                "-1e5",
                "+1 234"
            })
    void aTextThatASpreadsheetWouldRunIsMadeAText(String text) {
        assertEquals("'" + text, SheetCell.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MUG",
                "-5",
                "+5",
                "12",
                "-0.50",
                "1=1",
                "a+b",
                "2011-11-24 08:28:00",
                "红色",
                "'quoted'",
                "5\" nail"
            })
    void anyOtherTextAndEveryNumberStaysAsItIs(String text) {
        assertEquals(text, SheetCell.of(text));
    }
}
