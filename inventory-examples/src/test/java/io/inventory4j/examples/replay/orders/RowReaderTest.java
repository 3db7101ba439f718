package io.inventory4j.examples.replay.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows, whatever quotes and line breaks are in them. */
class RowReaderTest {
    private static final String DAMAGE = "a quote is not closed, or text follows a closed one";

    private static List<RowReader.Raw> rows(String text, int width) throws Exception {
        RowReader reader = new RowReader(new LineReader("day.csv", new StringReader(text)));
        List<RowReader.Raw> rows = new ArrayList<>();
        for (RowReader.Raw row = reader.next(width); row != null; row = reader.next(width)) {
            rows.add(row);
        }
        return rows;
    }

    private static String shown(List<RowReader.Raw> rows) {
        StringBuilder shown = new StringBuilder();
        rows.forEach(row -> shown.append(row.number())
                .append(row.damage() == null ? row.fields().toString() : "!")
                .append(' '));
        return shown.toString().strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aFieldInQuotesMayHaveLineBreaks(String end) throws Exception {
        String text = String.join(end, "1,\"red", "", "mug\",3", "2,cup,4", "");
        assertEquals("1[1, red\n\nmug, 3] 4[2, cup, 4]", shown(rows(text, 3)));
    }

    @Test
    void aQuoteThatIsNotClosedDamagesItsLineOnly() throws Exception {
        assertEquals("1! 2[2, cup, 4] 3[3, pan, 5]", shown(rows("1,\"mug,3\n2,cup,4\n3,\"pan\",5\n", 3)));
        assertEquals("1! 2[2, cup, 4] 3!", shown(rows("1,\"mug,3\n2,cup,4\n3,pan\",\"5\n", 3)));
        assertEquals("1! 2! 3[3, pan, 5]", shown(rows("1,\"mug,3\n2,\"cup,4\n3,pan,5\n", 3)));
        assertEquals(DAMAGE, rows("1,\"mug,3\n", 3).get(0).damage());
        assertEquals(DAMAGE, rows("1,\"mug\"s,3\n", 3).get(0).damage());
    }

    @Test
    void aQuoteWithinAFieldIsAnInchMark() throws Exception {
        assertEquals("1[1, 5\" nail, 3] 2[2, cup, 4]", shown(rows("1,5\" nail,3\n2,cup,4\n", 3)));
    }

    @Test
    void aRowOfMoreLinesThanAnyNameHasIsDamaged() throws Exception {
        String lines = "x\n".repeat(RowReader.MAX_LINES);
        assertEquals(
                RowReader.MAX_LINES,
                rows("1,\"" + lines.substring(2) + "\",3\n", 3)
                        .get(0)
                        .text()
                        .lines()
                        .count());
        assertEquals(DAMAGE, rows("1,\"" + lines + "\",3\n", 3).get(0).damage());
    }

    @Test
    void linesThatLookEmptyAreDamaged() throws Exception {
        assertEquals("1! 2! 3! 4[a, b]", shown(rows("\n \u00a0\n\u200b\na,b", 2)));
    }

    @Test
    void theLastLineNeedsNoEnd() throws Exception {
        assertEquals("1[a, b] 2[c, d]", shown(rows("a,b\nc,d", 2)));
        assertEquals("", shown(rows("", 2)));
    }

    /** Each line is in exactly one row, in order, whatever the text is. */
    @Test
    void noLineIsLostOrReadTwice() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(40); c > 0; c--) {
                text.append("\"\"\",,,\n\nab\r".charAt(random.nextInt(11)));
            }
            StringBuilder read = new StringBuilder();
            long next = 1;
            for (RowReader.Raw row : rows(text.toString(), 3)) {
                assertEquals(next, row.number(), () -> "seed " + seed + ": " + text);
                next += row.text().chars().filter(c -> c == '\n').count() + 1;
                read.append(row.text()).append('\n');
            }
            String expected = text.toString().replace("\r\n", "\n").replace('\r', '\n');
            boolean ended = expected.isEmpty() || expected.endsWith("\n");
            assertEquals(expected + (ended ? "" : "\n"), read.toString(), () -> "seed " + seed);
        }
    }
}
