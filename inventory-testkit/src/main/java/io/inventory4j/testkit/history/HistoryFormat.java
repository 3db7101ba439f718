package io.inventory4j.testkit.history;

import io.inventory4j.testkit.words.Words;
import java.util.stream.Collectors;

/** Formats questions as one line each, for people who look for a fault. */
final class HistoryFormat {
    private HistoryFormat() {}

    /** A question in words. */
    static String of(Call.Ask ask) {
        if (ask instanceof Call.Ask.Apply apply) {
            return apply.batch().stream().map(Words::of).collect(Collectors.joining("; then "));
        }
        if (ask instanceof Call.Ask.Expire sweep) {
            return "a sweep of " + sweep.max() + (sweep.except() == null ? "" : " without " + sweep.except());
        }
        if (ask instanceof Call.Ask.ShipConfirmed ship) {
            return "to ship " + ship.max() + ", unchanged for " + ship.unchangedFor();
        }
        if (ask instanceof Call.Ask.Levels levels) {
            return "the levels of " + levels.keys();
        }
        return ask instanceof Call.Ask.Find find
                ? "reservation " + find.id()
                : "what is used of " + ((Call.Ask.Used) ask).counter();
    }

    /** Text that a log shows as it is: what cannot be seen is written as its code point. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            boolean seen = switch (Character.getType(point)) {
                case Character.CONTROL -> point == '\n';
                case Character.SPACE_SEPARATOR -> point == ' ';
                case Character.FORMAT,
                        Character.PRIVATE_USE,
                        Character.SURROGATE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.NON_SPACING_MARK -> false;
                default -> true;
            };
            if (seen) {
                shown.appendCodePoint(point);
            } else {
                shown.append("\\u{").append(Integer.toHexString(point)).append('}');
            }
        });
        return shown.toString();
    }
}
