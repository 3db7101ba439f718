package io.inventory4j.examples.replay.orders;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Serial;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The characters of an order file. Its charset is that of its byte order mark, else the one that the user names, else
 * UTF-8. Bytes that are no text in it are read as {@link #UNREADABLE}, so that whoever finds one can say where it is.
 *
 * @param charset what the file is read in
 * @param bytes what was read of it so far
 */
record OrderText(Charset charset, Reader characters, Bounded bytes) {
    /** Stands for bytes that the charset does not have. By its definition it is no character of any text. */
    static final char UNREADABLE = '\uFFFF';

    private static final int PROBE = 8_192;

    /** How a file begins that is no text, each byte as a character, and what to do about it. */
    private record Other(String start, String what) {}

    private static final List<Other> OTHERS = List.of(
            new Other("\u001F\u008B", "a gzip file: unpack it first"),
            new Other("PK\u0003\u0004", "a ZIP file or an Excel workbook: save it as CSV"),
            new Other("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook: save it as CSV"));

    private record Mark(String start, Charset charset) {}

    private static final List<Mark> MARKS = List.of(
            new Mark("\u00EF\u00BB\u00BF", StandardCharsets.UTF_8),
            new Mark("\u00FF\u00FE", StandardCharsets.UTF_16LE),
            new Mark("\u00FE\u00FF", StandardCharsets.UTF_16BE));

    /** A file that does not end where order files do. */
    static final class TooLarge extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("is larger than " + most + " bytes, the most that an order file may have");
        }
    }

    /**
     * Looks at how a file begins, and reads on from after its byte order mark.
     *
     * @throws TooLarge if the file does not end where it has to; also later, when its characters are read
     */
    static OrderText of(String file, InputStream bytes, Intake intake) throws IOException, InputException {
        Bounded bounded = new Bounded(bytes, intake.mostBytes());
        BufferedInputStream in = new BufferedInputStream(bounded, PROBE);
        in.mark(PROBE);
        String start = new String(in.readNBytes(PROBE - 1), StandardCharsets.ISO_8859_1);
        in.reset();
        for (Other other : OTHERS) {
            if (start.startsWith(other.start)) {
                throw new InputException(file + ": is " + other.what);
            }
        }
        Charset charset = Objects.requireNonNullElse(intake.charset(), StandardCharsets.UTF_8);
        for (Mark mark : MARKS) {
            if (start.startsWith(mark.start)) {
                in.skipNBytes(mark.start.length());
                charset = mark.charset;
                break;
            }
        }
        refuseBinary(file, start, charset);
        return new OrderText(
                charset,
                new InputStreamReader(
                        in,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                                .replaceWith(String.valueOf(UNREADABLE))),
                bounded);
    }

    private static void refuseBinary(String file, String start, Charset charset) throws InputException {
        if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
            return;
        }
        int zero = start.indexOf(0);
        if (zero >= 0) {
            throw new InputException(file + ": is not a CSV file, as its byte " + (zero + 1)
                    + " is zero; if it is UTF-16 text, name it by --charset UTF-16LE or UTF-16BE");
        }
    }

    /** Whether it is UTF-8, and yet was read in another charset: then its names may be garbled. Asked at its end. */
    boolean isUtf8ReadOtherwise() {
        return !charset.equals(StandardCharsets.UTF_8) && bytes.isUtf8();
    }

    /**
     * Counts the bytes, as the size that a pipe or a device reports says nothing; and sees whether they are UTF-8,
     * which text of another charset hardly ever is by chance.
     */
    static final class Bounded extends FilterInputStream {
        private final long most;
        private long read;
        private int following;
        private boolean beyondAscii;
        private boolean broken;

        private Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        /** Whether all that was read is UTF-8, and not only ASCII. */
        private boolean isUtf8() {
            return beyondAscii && !broken && following == 0;
        }

        private void look(int b) {
            if (following > 0) {
                broken |= b < 0x80 || b > 0xBF;
                following--;
            } else if (b >= 0x80) {
                beyondAscii = true;
                broken |= b < 0xC2 || b > 0xF4;
                following = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
            }
        }

        private void count(int some) throws IOException {
            read += some;
            if (read > most) {
                throw new TooLarge(most);
            }
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                count(1);
                look(one);
            }
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int some = super.read(into, from, length);
            count(Math.max(0, some));
            for (int i = from; i < from + some; i++) {
                look(into[i] & 0xFF);
            }
            return some;
        }
    }
}
