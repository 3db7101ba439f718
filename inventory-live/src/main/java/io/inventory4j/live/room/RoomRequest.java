package io.inventory4j.live.room;

import java.io.InputStream;
import java.security.Principal;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP request to a {@link ControlRoom}, as whichever server has it. For one thread.
 *
 * @param method its method, in capitals
 * @param path what follows the path under which the control room is mounted, not decoded and without a query: {@code /}
 *     for the page, {@code /state}, and so on
 * @param principal who asks, by the server's own authentication; null if it has none
 * @param headers gives the first value of a header by its name, of any case; null where there is none
 * @param body what was sent; a control room reads at most {@value ControlRoom#MAX_BODY} bytes and one more
 */
public record RoomRequest(
        String method,
        String path,
        @Nullable Principal principal,
        Function<String, @Nullable String> headers,
        InputStream body) {
    /** Checks that all but the principal is there. */
    public RoomRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    /**
     * A header.
     *
     * @param name its name, of any case
     * @return its first value; null where there is none
     */
    public @Nullable String header(String name) {
        return headers.apply(name);
    }
}
