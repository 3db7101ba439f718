package io.inventory4j.redis.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads replies about the topology, which may be anything. */
final class TopologyReplies {
    private TopologyReplies() {}

    /**
     * The host and port at the start of a list. A node that does not know its own name leaves the host empty or null.
     */
    static @Nullable NodeAddress address(@Nullable Object reply, NodeAddress asked) {
        if (!(reply instanceof List<?> list) || list.size() < 2) {
            return null;
        }
        String host = list.get(0) instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : "";
        Long port = number(list.get(1));
        if (port == null || "?".equals(host)) {
            return null;
        }
        return new NodeAddress(host.isEmpty() ? asked.host() : host, port.intValue());
    }

    /** Sentinels send numbers as text. */
    static @Nullable Long number(@Nullable Object reply) {
        if (reply instanceof Long number) {
            return number;
        }
        if (reply instanceof byte[] text) {
            try {
                return Long.valueOf(new String(text, StandardCharsets.US_ASCII));
            } catch (NumberFormatException e) {
                return null;
            }
        }
        return null;
    }
}
