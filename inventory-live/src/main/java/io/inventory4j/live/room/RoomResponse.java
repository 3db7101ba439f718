package io.inventory4j.live.room;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link ControlRoom} answers, for whichever server sends it. Immutable, thread-safe. */
public final class RoomResponse {
    /** A page that may load and run its own files only, be framed by nobody, and is kept by no cache. */
    private static final Map<String, String> SECURITY = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Cache-Control",
            "no-store",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    private RoomResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    static RoomResponse of(int status) {
        return new RoomResponse(status, SECURITY, new byte[0]);
    }

    static RoomResponse of(int status, String contentType, byte[] body) {
        return new RoomResponse(status, SECURITY, body.clone()).with("Content-Type", contentType);
    }

    /** The same with one header more; without it where there is no value. */
    RoomResponse with(String header, @Nullable String value) {
        if (value == null) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new RoomResponse(status, more, body);
    }

    /**
     * The status.
     *
     * @return an HTTP status
     */
    public int status() {
        return status;
    }

    /**
     * The headers, but for the length of the body.
     *
     * @return values by name
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * How long the body is. An answer to HEAD has the length of that to GET, and its body is not to be sent.
     *
     * @return bytes; 0 for none
     */
    public int length() {
        return body.length;
    }

    /**
     * Writes the body.
     *
     * @param out where to; it is not closed
     * @throws IOException if it cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        out.write(body);
    }
}
