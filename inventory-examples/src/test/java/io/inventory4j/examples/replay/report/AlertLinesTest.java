package io.inventory4j.examples.replay.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.examples.replay.audit.AlertLog;
import io.inventory4j.stock.StockKey;
import io.inventory4j.stock.StockLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertLinesTest {
    private static final Instant NINE = Instant.parse("2011-11-24T09:13:00Z");

    private final StringWriter text = new StringWriter();
    private final AlertLines lines = new AlertLines(new Screen(new PrintWriter(text)));

    private void heard(Instant at, String... what) {
        lines.add(new AlertLog.Heard(at, StockLevel.empty(StockKey.of("84378")), List.of(what)), "CUTTERS");
    }

    @Test
    void theFirstAreShownAndTheOthersAreSumsOfAnHour() {
        for (int i = 0; i < 20; i++) {
            heard(NINE, "20%");
        }
        heard(NINE.plusSeconds(60), "20%", "10%", "sold out");
        heard(NINE.plusSeconds(120), "back in stock");
        heard(NINE.plusSeconds(180), "10%");
        heard(NINE.plusSeconds(3_600), "sold out");
        lines.end();
        lines.end();
        List<String> shown = text.toString().lines().toList();
        assertEquals(22, shown.size(), text.toString());
        assertTrue(shown.get(19).contains("CUTTERS"), shown.get(19));
        assertEquals("11-24 09:00  3 more alerts within the hour: sold out 1, back in stock 1, low 1", shown.get(20));
        assertEquals("11-24 10:00  1 more alerts within the hour: sold out 1, back in stock 0, low 0", shown.get(21));
    }
}
