package io.inventory4j.live.feed;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.inventory4j.LedgerException;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.io.IOException;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a feed as Server-Sent Events by the JDK's own server, under any path. Thread-safe.
 *
 * <p>The server's thread only begins a response; it is written on a thread of the given executor, one for each
 * connection, so on JDK 21 and later best on virtual ones. Answers:
 *
 * <pre>
 *   200  the stream, for GET; its headers only, for HEAD
 *   204  the feed is closed: an EventSource does not connect again
 *   400  lines that the feed does not have
 *   405  another method
 *   503  too many connections, no thread, or a store that cannot answer; Retry-After says when to come again
 * </pre>
 *
 * <p>Start the JVM with {@code -Dsun.net.httpserver.nodelay=true}: the server keeps small packets back otherwise, for
 * up to 40 ms. It has no encryption and no compression; both would be a proxy's work.
 */
public final class LevelStreamHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LevelStreamHandler.class);
    private static final int MAX_CONNECTIONS = 1_000_000;

    private final LevelFeed feed;
    private final Visibility visibility;
    private final Function<? super HttpExchange, ? extends Collection<StockKey>> lines;
    private final StreamTerms terms;
    private final Executor writers;
    private final Semaphore free;

    /**
     * A handler for all lines of a feed.
     *
     * @param feed the feed
     * @param visibility what every client sees
     * @param terms how the streams behave
     * @param writers has a thread for each connection
     * @param connections how many there may be at a time, 1 to 1,000,000
     */
    public LevelStreamHandler(
            LevelFeed feed, Visibility visibility, StreamTerms terms, Executor writers, int connections) {
        this(feed, visibility, exchange -> feed.lines(), terms, writers, connections);
    }

    /**
     * A handler for the lines that a request asks for.
     *
     * @param feed the feed
     * @param visibility what every client sees
     * @param lines the lines of a request; it throws an {@link IllegalArgumentException} for one that makes no sense
     * @param terms how the streams behave
     * @param writers has a thread for each connection
     * @param connections how many there may be at a time, 1 to 1,000,000
     */
    public LevelStreamHandler(
            LevelFeed feed,
            Visibility visibility,
            Function<? super HttpExchange, ? extends Collection<StockKey>> lines,
            StreamTerms terms,
            Executor writers,
            int connections) {
        this.feed = Objects.requireNonNull(feed, "feed");
        this.visibility = Objects.requireNonNull(visibility, "visibility");
        this.lines = Objects.requireNonNull(lines, "lines");
        this.terms = Objects.requireNonNull(terms, "terms");
        this.writers = Objects.requireNonNull(writers, "writers");
        free = new Semaphore((int) Bounds.within("connections", connections, 1, MAX_CONNECTIONS));
    }

    /**
     * How many connections are still free.
     *
     * @return the number right now
     */
    public int free() {
        return free.availablePermits();
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            refuse(exchange, 405);
        } else if (feed.isClosed()) {
            refuse(exchange, 204);
        } else if (method.equals("HEAD")) {
            headers(exchange);
            refuse(exchange, 200);
        } else if (!free.tryAcquire()) {
            refuseForNow(exchange);
        } else {
            boolean begun = false;
            try {
                begun = begin(exchange);
            } finally {
                if (!begun) {
                    free.release();
                }
            }
        }
    }

    private void headers(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", LevelStream.CONTENT_TYPE);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Accel-Buffering", "no");
        headers.set("X-Content-Type-Options", "nosniff");
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private void refuseForNow(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders()
                .set("Retry-After", Long.toString(Math.max(1, terms.retry().toSeconds())));
        refuse(exchange, 503);
    }

    /** Hands a response to its thread; false if it was refused instead. */
    private boolean begin(HttpExchange exchange) throws IOException {
        LevelReader reader;
        try {
            reader = feed.reader(
                    visibility,
                    lines.apply(exchange),
                    exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        } catch (IllegalArgumentException e) {
            LOG.debug("A terminal asked for lines that the feed does not have", e);
            refuse(exchange, 400);
            return false;
        } catch (IllegalStateException e) {
            LOG.debug("The feed was closed", e);
            refuse(exchange, 204);
            return false;
        } catch (LedgerException e) {
            LOG.warn("The levels for a terminal could not be read", e);
            refuseForNow(exchange);
            return false;
        }
        try {
            writers.execute(() -> write(exchange, reader));
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            LOG.debug("There is no thread for a terminal", e);
            reader.close();
            refuseForNow(exchange);
            return false;
        }
    }

    private void write(HttpExchange exchange, LevelReader reader) {
        try (reader;
                exchange) {
            headers(exchange);
            exchange.sendResponseHeaders(200, 0);
            StreamEnd end = new LevelStream(reader, exchange.getResponseBody(), terms).write();
            LOG.debug("A terminal's stream has ended: {}", end);
        } catch (IOException e) {
            LOG.debug("A terminal has gone before its stream began", e);
        } finally {
            free.release();
        }
    }
}
