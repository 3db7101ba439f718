package io.inventory4j.examples;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where the sale tells what happens, one whole line at a time. Thread-safe. */
final class Screen {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final PrintWriter out;

    Screen(PrintWriter out) {
        this.out = out;
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    void line() {
        line("");
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
