package io.inventory4j.servers.redis;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that others own. It is known by its address, and neither killed nor closed. */
final class BorrowedRedis extends RedisServer {
    private static final Pattern NAME = Pattern.compile("(?:redis://)?([^:/@\\s]+):(\\d{1,5})/?");

    BorrowedRedis(InetSocketAddress address) {
        super(address);
    }

    /** The server of this name; none if the name is empty. */
    static Optional<RedisServer> named(String name) {
        if (name.isBlank()) {
            return Optional.empty();
        }
        Matcher parts = NAME.matcher(name.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException(NAMED + " is '" + name + "'; it must be host:port or redis://host:port");
        }
        return Optional.of(new BorrowedRedis(new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2)))));
    }
}
