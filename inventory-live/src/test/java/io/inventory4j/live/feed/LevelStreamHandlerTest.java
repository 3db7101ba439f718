package io.inventory4j.live.feed;

import static io.inventory4j.live.feed.Levels.LIPSTICK;
import static io.inventory4j.live.feed.Levels.SERUM;
import static io.inventory4j.live.feed.Levels.level;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.inventory4j.LedgerException;
import io.inventory4j.stock.StockKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The handler in the JDK's server on loopback. */
@Timeout(120)
class LevelStreamHandlerTest {
    private static final StreamTerms TERMS =
            new StreamTerms(Duration.ofMillis(20), Duration.ofSeconds(3), Duration.ZERO, Duration.ofMillis(200));

    private final ScriptedInventory scripted = new ScriptedInventory();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;
    private LevelFeed feed;
    private LevelStreamHandler handler;

    @BeforeEach
    void start() throws IOException {
        List<StockKey> lines = new ArrayList<>(List.of(LIPSTICK, SERUM));
        for (int i = 0; i < 98; i++) {
            lines.add(StockKey.of("SKU-" + i));
        }
        feed = LevelFeed.open(scripted.inventory(), lines, Duration.ZERO);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        handler = new LevelStreamHandler(
                feed,
                Visibility.units(),
                exchange -> exchange.getRequestURI().getQuery() == null
                        ? feed.lines()
                        : List.of(StockKey.of(exchange.getRequestURI().getQuery())),
                TERMS,
                threads,
                2);
        server.createContext("/levels", handler);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        feed.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpRequest.Builder request(String query) {
        return HttpRequest.newBuilder(
                URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                        + server.getAddress().getPort() + "/levels" + query));
    }

    private HttpResponse<InputStream> get(String query) throws Exception {
        return client.send(request(query).build(), BodyHandlers.ofInputStream());
    }

    private int status(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static String until(BufferedReader lines, String start) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith(start)) {
            line = lines.readLine();
        }
        assertNotNull(line, "the stream has ended before " + start);
        return line;
    }

    /** Waits for the handler to have let go of all connections; the test's timeout ends it. */
    private void allFree() {
        while (handler.free() < 2) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aClientGetsHeadersTheSnapshotChangesAndGoesOnAfterwards() throws Exception {
        HttpResponse<InputStream> response = get("?LIPSTICK-01");
        assertEquals(200, response.statusCode());
        assertEquals(
                "text/event-stream",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals("no", response.headers().firstValue("X-Accel-Buffering").orElseThrow());
        BufferedReader lines = lines(response);
        assertEquals("retry: 3000", lines.readLine());
        assertEquals("event: snapshot", until(lines, "event"));
        String id = until(lines, "id: ").substring(4);
        assertTrue(until(lines, "data").contains("\"units\":0"));
        scripted.commit(level(LIPSTICK, 4, 1));
        assertEquals("event: levels", until(lines, "event"));
        assertTrue(until(lines, "data").contains("\"units\":4"));
        // Whoever goes away frees its place, by the next heartbeat.
        lines.close();
        allFree();

        HttpRequest again = request("?LIPSTICK-01").header("Last-Event-ID", id).build();
        BufferedReader resumed = lines(client.send(again, BodyHandlers.ofInputStream()));
        assertEquals("event: levels", until(resumed, "event"));
        resumed.close();
    }

    @Test
    void whatIsNoStreamHasItsStatus() throws Exception {
        HttpResponse<Void> head = client.send(
                request("").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.discarding());
        assertEquals(200, head.statusCode());
        assertEquals(
                "text/event-stream", head.headers().firstValue("Content-Type").orElseThrow());
        HttpResponse<Void> post = client.send(
                request("").POST(HttpRequest.BodyPublishers.ofString("x")).build(), BodyHandlers.discarding());
        assertEquals(405, post.statusCode());
        assertEquals("GET, HEAD", post.headers().firstValue("Allow").orElseThrow());
        assertEquals(400, status(request("?NO-SUCH-LINE").build()));
        allFree();
        scripted.failure = new LedgerException(LedgerException.Effect.NONE, "no answer", null);
        assertEquals(503, status(request("").header("Last-Event-ID", "unknown").build()));
        scripted.failure = null;
        feed.close();
        assertEquals(204, status(request("").build()));
        allFree();
    }

    @Test
    void connectionsAreBoundedAndEndWithTheFeed() throws Exception {
        BufferedReader first = lines(get(""));
        BufferedReader second = lines(get(""));
        HttpResponse<Void> third = client.send(request("").build(), BodyHandlers.discarding());
        assertEquals(503, third.statusCode());
        assertEquals("3", third.headers().firstValue("Retry-After").orElseThrow());
        feed.close();
        while (first.readLine() != null || second.readLine() != null) {
            // To the end of both.
        }
        allFree();
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndTheOtherGoesOn() throws Exception {
        BufferedReader good = lines(get("?SERUM-02"));
        until(good, "data");
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(server.getAddress());
            deaf.getOutputStream()
                    .write("GET /levels HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (feed.health().readers() < 2) {
                Thread.onSpinWait();
            }
            // It never reads, so that its window and the server's buffer fill up, until it is cut off.
            for (int version = 1; feed.health().readers() == 2; version++) {
                for (StockKey line : feed.lines()) {
                    if (!line.equals(SERUM)) {
                        scripted.commit(level(line, version, version));
                    }
                }
            }
            assertFalse(deaf.isClosed());
            scripted.commit(level(SERUM, 4, 1));
            assertTrue(until(good, "data").contains("\"units\":4"));
        }
        good.close();
        allFree();
    }
}
