package io.inventory4j.examples.replay.orders;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** How texts from files and options are shown: short, on one line, and with nothing that a terminal could obey. */
public final class Shown {
    private static final int LENGTH = 30;

    private Shown() {}

    /**
     * A value in quotes, shortened. What nobody would see in it is named, such as {@code <U+00A0>}.
     *
     * @param value any text
     * @return the text for a message
     */
    public static String quoted(String value) {
        StringBuilder shown = new StringBuilder("'");
        int[] some = value.codePoints().limit(LENGTH + 1).toArray();
        for (int i = 0; i < Math.min(some.length, LENGTH); i++) {
            append(shown, some[i]);
        }
        return shown.append(some.length > LENGTH ? "…'" : "'").toString();
    }

    private static void append(StringBuilder shown, int c) {
        if (c == OrderText.UNREADABLE) {
            shown.append('\uFFFD');
        } else if (c != ' ' && (Blanks.is(c) || unseen(c)) && !Character.isISOControl(c)) {
            shown.append(String.format("<U+%04X>", c));
        } else {
            shown.appendCodePoint(printable(c));
        }
    }

    private static boolean unseen(int c) {
        return switch (Character.getType(c)) {
            case Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE -> true;
            default -> false;
        };
    }

    /**
     * A text whole, on one line.
     *
     * @param text any text
     * @return the text without control characters, lone surrogates, and marks that turn the direction of a line
     */
    public static String printable(String text) {
        return text.codePoints()
                .map(Shown::printable)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int printable(int c) {
        boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        boolean breaks = c == 0x2028 || c == 0x2029;
        return turns || breaks || Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c;
    }

    /**
     * What went wrong with a file, which the message of the exception may leave out.
     *
     * @param failure any failure of a file
     * @return a few words without the file's name
     */
    public static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        String reason = failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
        return Objects.requireNonNullElse(reason, failure.toString());
    }

    /**
     * The beginning of a text.
     *
     * @param text any text
     * @param most how many code points
     * @return at most that many; no code point is cut in two
     */
    public static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
