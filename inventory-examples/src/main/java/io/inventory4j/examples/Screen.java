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

    /** The first line of a failure's message; of a store's without the effect, which is for callers that try again. */
    static String firstLine(Throwable failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return message.replaceFirst(" \\(effect [A-Z]+\\)$", "");
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
