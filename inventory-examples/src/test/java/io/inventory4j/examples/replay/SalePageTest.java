package io.inventory4j.examples.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Inventory;
import io.inventory4j.examples.replay.orders.SampleOrders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The page of a sale: who looks at it sees the sale, and what is pressed is done. */
@Timeout(120)
class SalePageTest {
    private static final Pattern ADDRESS = Pattern.compile(".*(http://localhost:[0-9]+/).*");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path directory;

    private String day() throws IOException {
        return Files.writeString(directory.resolve("day.csv"), SampleOrders.text(SampleOrders.crowdedDay(4, 40)))
                .toString();
    }

    @Test
    void aPortInUseIsOneSentenceAndNothingIsSold() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run.of("--orders", day(), "--page", "" + other.getLocalPort())
                    .wrongOptions("--page " + other.getLocalPort() + " is in use");
        }
        Run.of("--page", "65536").wrongOptions("--page is 65536; it must be from 0 to 65535");
        Run.of("--page", "web").wrongOptions("Invalid value for option '--page'");
        Run.of("--stay").wrongOptions("--stay keeps the page; it needs --page");
    }

    @Test
    void withoutStayThePageEndsWithTheSale() throws IOException {
        Run run = Run.of("--orders", day(), "--page", "0").balanced();
        String address = run.out().stream()
                .map(ADDRESS::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1))
                .findFirst()
                .orElseThrow();
        int port = URI.create(address).getPort();
        assertNotEquals(0, port);
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    /** While the sale is held up at an order, somebody freezes an article; the sale goes on, and its books agree. */
    @Test
    void whatIsPressedIsDoneAndTheBooksAgree() throws Exception {
        AtomicInteger reserves = new AtomicInteger();
        CompletableFuture<String> address = new CompletableFuture<>();
        HttpClient browser = HttpClient.newHttpClient();
        UnaryOperator<Inventory> wrap = inventory -> Between.over(inventory, (method, given, call) -> {
            if (method.getName().equals("reserve") && reserves.incrementAndGet() == 10) {
                press(browser, address.get(30, TimeUnit.SECONDS));
            }
            return call.make();
        });
        StringWriter err = new StringWriter();
        String day = day();
        try (PipedWriter pipe = new PipedWriter();
                BufferedReader out = new BufferedReader(new PipedReader(pipe, 1 << 20))) {
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> LiveSaleReplay.run(
                    new String[] {"--orders", day, "--threads", "1", "--page", "0"},
                    new PrintWriter(pipe, true),
                    new PrintWriter(err, true),
                    wrap));
            String last = "";
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                Matcher matcher = ADDRESS.matcher(line);
                if (matcher.matches()) {
                    address.complete(matcher.group(1));
                }
                last = line;
                if (line.startsWith("orders=")) {
                    break;
                }
            }
            assertTrue(last.endsWith("oversold=0 discrepancies=0"), last + err);
            assertEquals(ExitCode.CLEAN, code.get(60, TimeUnit.SECONDS));
        }
    }

    private static void press(HttpClient browser, String address) throws Exception {
        String state = browser.send(
                        HttpRequest.newBuilder(URI.create(address + "state")).build(), BodyHandlers.ofString())
                .body();
        assertTrue(state.contains("day-2011-11-24"), state);
        assertTrue(new JsonMapper().readTree(state).isObject());
        var freeze = browser.send(
                HttpRequest.newBuilder(URI.create(address + "commands"))
                        .header("Content-Type", "application/json")
                        .header("Origin", address.substring(0, address.length() - 1))
                        .POST(HttpRequest.BodyPublishers.ofString("""
                                {"do":"PERFORM","id":"freeze-1","reason":"a wrong label",
                                 "action":{"kind":"FREEZE","sku":"20005","holds":"RELEASE"}}
                                """))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, freeze.statusCode(), freeze.body());
    }
}
