package io.inventory4j.servers.jdbc;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that others own. It is known by its URL, and neither killed nor closed. */
final class BorrowedServer extends DatabaseServer {
    private static final Pattern URL = Pattern.compile("jdbc:([a-z]+)://([^/:,?\\[]+)(?::(\\d{1,5}))?(/.+)");

    private BorrowedServer(DatabaseKind kind, String scheme, InetSocketAddress address, String rest) {
        super(kind, scheme, address, rest);
    }

    /** The server at a URL with one host, a database and credentials. */
    static DatabaseServer of(String url) {
        Matcher parts = URL.matcher(url);
        if (parts.matches()) {
            for (DatabaseKind kind : DatabaseKind.values()) {
                if (kind.takes(parts.group(1))) {
                    return new BorrowedServer(kind, parts.group(1), address(parts, kind), parts.group(4));
                }
            }
        }
        throw new IllegalArgumentException(NAMED + " is '" + url
                + "'; it must be jdbc:postgresql://, jdbc:mariadb:// or jdbc:mysql://, one host, a database and"
                + " ?user=..&password=..");
    }

    /** The server at a URL if it is of this kind; none if the URL is empty or of another kind. */
    static Optional<DatabaseServer> named(DatabaseKind kind, String url) {
        return url.isBlank() ? Optional.empty() : Optional.of(of(url.trim())).filter(server -> server.kind() == kind);
    }

    private static InetSocketAddress address(Matcher parts, DatabaseKind kind) {
        String port = parts.group(3);
        return new InetSocketAddress(parts.group(2), port == null ? kind.usualPort() : Integer.parseInt(port));
    }
}
