package io.inventory4j.live.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a file as text: decoded strictly, so that no letter is lost silently. */
final class FileText {
    /** The longest file. A plan of 10,000 lines has about 3 MB. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF_16_LITTLE = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] UTF_16_BIG = {(byte) 0xFE, (byte) 0xFF};
    private static final String GB18030 = "GB18030";

    private FileText() {}

    static byte[] bytes(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw refused("the file has more than " + MAX_BYTES + " bytes");
        }
        return bytes;
    }

    /**
     * The text.
     *
     * @param charset what it is in; null to find out: UTF-8 if it is valid in it, or else GB18030
     */
    static String of(byte[] bytes, @Nullable Charset charset) {
        if (bytes.length > MAX_BYTES) {
            throw refused("the file has more than " + MAX_BYTES + " bytes");
        }
        if (charset != null) {
            return decoded(bytes, charset, "it is not valid " + charset.name());
        }
        if (begins(bytes, UTF_16_LITTLE) || begins(bytes, UTF_16_BIG)) {
            throw refused("the file is in UTF-16; save it as CSV UTF-8");
        }
        if (begins(bytes, UTF_8_MARK)) {
            return decoded(bytes, StandardCharsets.UTF_8, "it has the mark of UTF-8, and is not valid UTF-8");
        }
        String text = decode(bytes, StandardCharsets.UTF_8);
        if (text != null) {
            return text;
        }
        if (!Charset.isSupported(GB18030)) {
            throw refused("the file is not valid UTF-8, and this Java has no GB18030");
        }
        return decoded(bytes, Charset.forName(GB18030), "it is neither valid UTF-8 nor valid GB18030");
    }

    private static boolean begins(byte[] bytes, byte[] mark) {
        return bytes.length >= mark.length && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
    }

    private static String decoded(byte[] bytes, Charset charset, String otherwise) {
        String text = decode(bytes, charset);
        if (text == null) {
            throw refused("the file cannot be read as text: " + otherwise);
        }
        return text;
    }

    private static @Nullable String decode(byte[] bytes, Charset charset) {
        try {
            String text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    static PlanException refused(String message) {
        return new PlanException(List.of(PlanProblem.inFile(0, message)), 1);
    }
}
