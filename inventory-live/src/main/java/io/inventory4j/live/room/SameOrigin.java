package io.inventory4j.live.room;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets commands in that come from the page itself, or from no browser. A browser says where a POST comes from, and lets
 * no page say otherwise; that it has to be JSON keeps out forms of browsers that do not.
 */
final class SameOrigin {
    private SameOrigin() {}

    static void check(RoomRequest request) {
        String type = request.header("Content-Type");
        String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!essence.equals("application/json")) {
            throw new CommandException(415, "a command has to have the content type application/json", Map.of());
        }
        String site = request.header("Sec-Fetch-Site");
        String origin = request.header("Origin");
        boolean same =
                site == null ? origin == null || isOf(origin, request.header("Host")) : site.equals("same-origin");
        if (!same) {
            throw new CommandException(403, "a command has to come from the page itself", Map.of());
        }
    }

    private static boolean isOf(String origin, @Nullable String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return host != null && authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
