package io.inventory4j.examples.replay.report;

import io.inventory4j.examples.replay.audit.AlertLog;
import io.inventory4j.examples.replay.orders.Shown;
import io.inventory4j.stock.StockLevel;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Where the sale says what happens, one whole line at a time. Of what comes from files and options, nothing reaches the
 * terminal that it could obey. Thread-safe.
 */
public final class Screen {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final PrintWriter out;

    /**
     * A screen.
     *
     * @param out where lines go to; flushed after each
     */
    public Screen(PrintWriter out) {
        this.out = out;
    }

    /**
     * Prints lines.
     *
     * @param text one line, or several with line feeds between them
     */
    public synchronized void line(String text) {
        for (String line : text.split("\n", -1)) {
            out.println(Shown.printable(line));
        }
        out.flush();
    }

    /** Prints an empty line. */
    public void line() {
        line("");
    }

    /**
     * What a failure says in one line.
     *
     * @param failure any
     * @return the first line of its message; of a store's without the effect, which is for callers that try again
     */
    public static String firstLine(Throwable failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return message.replaceFirst(" \\(effect [A-Z]+\\)$", "");
    }

    /**
     * The line of an alert.
     *
     * @param alert what was heard
     * @param name of its article
     * @return the line
     */
    public static String alert(AlertLog.Heard alert, String name) {
        StockLevel level = alert.level();
        return String.format(
                Locale.ROOT,
                "%s  %-20s  %-9s  %-8s  %-35s  %,6d of %,d left",
                time(alert.at()),
                String.join(", ", alert.what()),
                channel(level.key().location()),
                level.key().sku(),
                Shown.shortened(name, 35),
                level.available(),
                level.opening());
    }

    /**
     * The channel whose line it is; where no channel has units of its own, what comes before is the shop's location.
     */
    private static String channel(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /**
     * A time of the sale.
     *
     * @param instant any
     * @return month, day, hour and minute
     */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }
}
