package io.inventory4j.examples.replay.orders;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length, whatever ends them: CR, LF or both. Lines may be given back. For one thread. */
final class LineReader {
    /** No order is that long: a longer line is of a file without line ends. */
    static final int MAX_LINE = 65_536;

    private static final int BUFFER = 8_192;

    private final String file;
    private final Reader text;
    private final char[] buffer = new char[BUFFER];
    private final Deque<String> givenBack = new ArrayDeque<>();
    private int at;
    private int end;
    private boolean afterReturn;
    private long number;

    LineReader(String file, Reader text) {
        this.file = file;
        this.text = text;
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() throws IOException, InputException {
        String line = givenBack.isEmpty() ? read() : givenBack.pop();
        number += line == null ? 0 : 1;
        return line;
    }

    /** Gives back the line that was read last; the next one will be it. */
    void giveBack(String line) {
        givenBack.push(line);
        number--;
    }

    private @Nullable String read() throws IOException, InputException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        while (fill()) {
            char c = buffer[at++];
            boolean second = afterReturn && c == '\n';
            afterReturn = c == '\r';
            if (second) {
                continue;
            }
            if (c == '\r' || c == '\n') {
                return line.toString();
            }
            any = true;
            if (line.length() == MAX_LINE) {
                throw new InputException(
                        new Place(file, number + 1) + ": is longer than " + MAX_LINE + " characters, starting with "
                                + Shown.quoted(line.toString()) + "; a line for each order row was expected");
            }
            line.append(c);
        }
        return any ? line.toString() : null;
    }

    private boolean fill() throws IOException {
        if (at < end) {
            return true;
        }
        at = 0;
        end = text.read(buffer);
        return end > 0;
    }
}
