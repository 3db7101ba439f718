package io.inventory4j.live.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardedCellTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "=1+1|'=1+1",
                "@x|'@x",
                "＝1|'＝1",
                "'=1|''=1",
                "'a|'a",
                "a;=1|a;'=1",
                "a; -1;b|a; '-1;b",
                "6.9E+12|'6.9E+12",
                "1E5|'1E5",
                "#N/A|'#N/A",
                "-5|'-5",
                "\u22125|'\u22125",
                "\u3000=1|\u3000'=1",
                "''@x|'''@x",
                "a;'-2; +3|a;''-2; '+3",
                "a=1; b=2|a=1; b=2",
                "大衣, -20°C|大衣, -20°C",
                "20%; 10%|20%; 10%"
            })
    void whatASpreadsheetWouldRunGetsAnApostrophe(String text, String cell) {
        assertEquals(cell, GuardedCell.written(text));
        assertEquals(text, GuardedCell.read(cell));
    }

    @Test
    void readingUndoesWriting() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String signs = "=+-@＝';; 1E+a#N/A\u3000\u200B\u2212\t\n";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(8); j > 0; j--) {
                text.append(signs.charAt(random.nextInt(signs.length())));
            }
            String once = text.toString();
            assertEquals(once, GuardedCell.read(GuardedCell.written(once)), () -> "seed " + seed);
        }
    }
}
