package io.inventory4j.redis.client;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import java.util.Objects;

/**
 * Where a node listens.
 *
 * @param host name or address; without brackets where it is an IPv6 address
 * @param port the port
 */
record NodeAddress(String host, int port) {
    NodeAddress {
        Objects.requireNonNull(host, "host");
    }

    /**
     * Reads the address in a redirection. The last colon is before the port: servers write IPv6 addresses without
     * brackets.
     *
     * @throws LedgerException with NONE if it names nothing
     */
    static NodeAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            if (colon > 0) {
                return new NodeAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
            }
        } catch (NumberFormatException e) {
            throw new LedgerException(Effect.NONE, "Redis: not host:port: " + text, e);
        }
        throw new LedgerException(Effect.NONE, "Redis: not host:port: " + text, null);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
