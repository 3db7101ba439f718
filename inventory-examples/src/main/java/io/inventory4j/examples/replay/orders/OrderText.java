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
 */
record OrderText(Charset charset, Reader characters) {
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
        BufferedInputStream in = new BufferedInputStream(new Bounded(bytes, intake.mostBytes()), PROBE);
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
                                .replaceWith(String.valueOf(UNREADABLE))));
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

    /** Counts the bytes: the size that a pipe or a device reports says nothing. */
    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long read;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        private int count(int some) throws IOException {
            read += Math.max(0, some);
            if (read > most) {
                throw new TooLarge(most);
            }
            return some;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return count(super.read(into, from, length));
        }
    }
}
