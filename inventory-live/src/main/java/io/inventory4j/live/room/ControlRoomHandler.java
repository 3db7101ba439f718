package io.inventory4j.live.room;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.inventory4j.live.feed.LevelStreamHandler;
import io.inventory4j.live.feed.StreamTerms;
import io.inventory4j.live.feed.Visibility;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link ControlRoom} in the JDK's own server, under any path. Thread-safe.
 *
 * <p>It answers requests for the hosts that it is told, and 421 to others: so no page that somebody lets resolve to
 * this machine's address can read it. Unless set otherwise, these are the names of the loopback address. The server has
 * no encryption; beyond the loopback address, that is a proxy's work, as is to say who may look.
 *
 * <p>Give the server an executor of several threads. Start the JVM with {@code -Dsun.net.httpserver.nodelay=true}.
 */
public final class ControlRoomHandler implements HttpHandler {
    /** The names of the loopback address. */
    public static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final Logger LOG = LoggerFactory.getLogger(ControlRoomHandler.class);

    private final ControlRoom room;
    private final LevelStreamHandler levels;
    private final Set<String> hosts;

    /**
     * A handler for the loopback address.
     *
     * @param room what it serves
     * @param writers has a thread for each stream of levels: one a page that is open
     * @param streams how many there may be at a time, 1 to 1,000,000
     */
    public ControlRoomHandler(ControlRoom room, Executor writers, int streams) {
        this(room, writers, streams, LOOPBACK);
    }

    /**
     * A handler for some hosts.
     *
     * @param room what it serves
     * @param writers has a thread for each stream of levels: one a page that is open
     * @param streams how many there may be at a time, 1 to 1,000,000
     * @param hosts the names that requests may come for, without a port
     */
    public ControlRoomHandler(ControlRoom room, Executor writers, int streams, Set<String> hosts) {
        this.room = room;
        this.levels = new LevelStreamHandler(room.feed(), Visibility.buckets(), StreamTerms.USUAL, writers, streams);
        this.hosts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        this.hosts.addAll(hosts);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String mount = exchange.getHttpContext().getPath().replaceAll("/+$", "");
        String asked = String.valueOf(exchange.getRequestURI().getRawPath());
        String path = asked.startsWith(mount) ? asked.substring(mount.length()) : "?";
        if (!hosts.contains(host(exchange.getRequestHeaders().getFirst("Host")))) {
            send(exchange, RoomResponse.of(421));
        } else if (path.isEmpty()) {
            // So that the links of the page, which are relative, are those of the control room.
            send(exchange, RoomResponse.of(308).with("Location", mount.substring(mount.lastIndexOf('/') + 1) + "/"));
        } else if (path.equals("/levels")) {
            levels.handle(exchange);
        } else {
            send(exchange, answer(exchange, path));
        }
    }

    private RoomResponse answer(HttpExchange exchange, String path) throws IOException {
        try {
            return room.answer(new RoomRequest(
                    exchange.getRequestMethod().toUpperCase(Locale.ROOT),
                    path,
                    exchange.getPrincipal(),
                    exchange.getRequestHeaders()::getFirst,
                    exchange.getRequestBody()));
        } catch (RuntimeException e) {
            LOG.error("The control room failed", e);
            return RoomResponse.of(500);
        }
    }

    /** The name of a host, without its port. */
    private static String host(@Nullable String header) {
        if (header == null) {
            return "";
        }
        int port = header.lastIndexOf(':');
        return port > header.lastIndexOf(']') ? header.substring(0, port) : header;
    }

    private static void send(HttpExchange exchange, RoomResponse response) throws IOException {
        try (exchange) {
            response.headers().forEach(exchange.getResponseHeaders()::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            if (head) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(response.length()));
            }
            exchange.sendResponseHeaders(response.status(), head || response.length() == 0 ? -1 : response.length());
            if (!head) {
                response.writeTo(exchange.getResponseBody());
            }
        }
    }
}
