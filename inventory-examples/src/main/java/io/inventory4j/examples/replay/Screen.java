package io.inventory4j.examples.replay;

import io.inventory4j.StockLevel;
import io.inventory4j.examples.replay.audit.AlertLog;
import io.inventory4j.examples.replay.orders.Shown;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where the sale says what happens, one whole line at a time. Of what comes from files and options, nothing reaches the
 * terminal that it could obey. Thread-safe.
 */
final class Screen {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final PrintWriter out;

    Screen(PrintWriter out) {
        this.out = out;
    }

    synchronized void line(String text) {
        for (String line : text.split("\n", -1)) {
            out.println(Shown.printable(line));
        }
        out.flush();
    }

    void line() {
        line("");
    }

    /** The first line of a failure's message; of a store's without the effect, which is for callers that try again. */
    static String firstLine(Throwable failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return message.replaceFirst(" \\(effect [A-Z]+\\)$", "");
    }

    /** An alert, with the name of its article. */
    static String alert(AlertLog.Heard alert, String name) {
        StockLevel level = alert.level();
        return String.format(
                Locale.ROOT,
                "%s  %-20s  %-8s  %-35s  %,6d of %,d left",
                time(alert.at()),
                String.join(", ", alert.what()),
                level.key().sku(),
                Shown.shortened(name, 35),
                level.available(),
                level.opening());
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
