package io.inventory4j.live.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The handler in the JDK's server on loopback, over a sale in memory. */
@Timeout(120)
class ControlRoomHandlerTest {
    private static final String FREEZE = """
            {"do": "PERFORM", "id": "f-1", "reason": "wrong price",
             "action": {"kind": "FREEZE", "sku": "COAT", "holds": "HONOUR"}}""";

    private final RoomSale shop = RoomSale.small(
            (request, command) -> Optional.ofNullable(request.header("X-User")).filter(user -> !user.equals("guest")));
    private URI uri = URI.create("http://localhost/");
    private RoomClient client = new RoomClient(uri);

    @BeforeEach
    void start() throws IOException {
        uri = shop.serve("/shop/room");
        client = new RoomClient(uri);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> work(String body) throws Exception {
        return client.post(body, "X-User", "Anna");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/page.css", "/page.js", "/first.js", "/dom.js", "/texts.js", "/model.js", "/describe.js",
                "/effects.js", "/fields.js", "/table.js", "/detail.js", "/side.js", "/dialogs.js", "/icon.svg",
                        "/uplot.js",
                "/uplot.css", "/state", "/user"
            })
    void everyAnswerIsGuarded(String path) throws Exception {
        HttpResponse<String> response = client.get(path);
        assertEquals(200, response.statusCode());
        assertFalse(response.body().isEmpty());
        String policy = header(response, "Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none'") && policy.contains("frame-ancestors 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
        assertEquals("no-store", header(response, "Cache-Control"));
    }

    @Test
    void thePageHasNoScriptOrStyleOfItsOwnAndOnlyRelativeLinks() throws Exception {
        String page = client.get("/").body();
        assertFalse(page.contains("<style") || page.contains(" style=") || page.contains("onclick"), page);
        assertFalse(page.matches("(?s).*<script[^>]*>[^<].*"), page);
        assertFalse(page.matches("(?s).*(href|src)=\"(/|http).*"), page);
    }

    @Test
    void thePathWithoutASlashLeadsToThePage() throws Exception {
        HttpResponse<String> response = client.get("");
        assertEquals(308, response.statusCode());
        assertEquals(URI.create(uri + "/"), uri.resolve(header(response, "Location")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh-CN,zh;q=0.9,en;q=0.8 | zh-Hans",
                "en-GB,zh;q=0.5 | en",
                "fr | en",
                "fr, zh-TW;q=0.1 | zh-Hans",
                ";;=q | en"
            })
    void theBrowserSaysTheLanguage(String accepted, String language) throws Exception {
        HttpResponse<String> response = client.get("/", "Accept-Language", accepted);
        assertEquals(language, header(response, "Content-Language"));
        assertTrue(response.body().contains("<html lang=\"" + language + "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/../state", "/page.html", "/state/", "/%2e", "room", "/RoomFiles.class"})
    void whatIsNotThereIsNotFound(String path) throws Exception {
        assertEquals(404, client.get(path).statusCode());
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        HttpResponse<String> posted = client.send(client.request("/state").POST(BodyPublishers.noBody()));
        assertEquals(405, posted.statusCode());
        assertEquals("GET, HEAD", header(posted, "Allow"));
        HttpResponse<String> got = client.get("/commands");
        assertEquals(405, got.statusCode());
        assertEquals("POST", header(got, "Allow"));
        HttpResponse<String> head = client.send(client.request("/page.js").method("HEAD", BodyPublishers.noBody()));
        assertEquals(200, head.statusCode());
        assertEquals("", head.body());
        assertTrue(Integer.parseInt(header(head, "Content-Length")) > 100);
    }

    @Test
    void aNameThatIsMadeToResolveToThisMachineGetsNothing() throws Exception {
        assertEquals("421", status("Host: evil.example:" + uri.getPort()));
        assertEquals("421", status("Host: 127.0.0.1.evil.example"));
        assertEquals("200", status("Host: LOCALHOST:" + uri.getPort()));
        assertEquals("200", status("Host: [::1]:" + uri.getPort()));
    }

    /** The status of a request by hand: Java's own client lets nobody choose the host. */
    private String status(String header) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            String request = "GET /shop/room/state HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ", 3)[1];
        }
    }

    @Test
    void nothingNewIsNotSentAgain() throws Exception {
        HttpResponse<String> first = client.get("/state");
        String tag = header(first, "ETag");
        HttpResponse<String> second = client.get("/state", "If-None-Match", tag);
        assertEquals(304, second.statusCode());
        assertEquals("", second.body());
        assertFalse(header(second, "Server-Time").isEmpty());
        work(FREEZE);
        HttpResponse<String> third = client.get("/state", "If-None-Match", tag);
        assertEquals(200, third.statusCode());
        assertFalse(tag.equals(header(third, "ETag")));
    }

    @Test
    void anOperationIsDoneOnceAndIsInTheJournalWithItsName() throws Exception {
        JsonNode done = RoomClient.json(work(FREEZE));
        assertEquals("done", done.get("outcome").stringValue());
        assertEquals("Anna", done.get("who").stringValue());
        assertEquals(done, RoomClient.json(work(FREEZE)));
        JsonNode state = client.state();
        assertEquals(1, state.get("operations").size());
        assertEquals("wrong price", state.get("operations").get(0).get("why").stringValue());
        JsonNode channel = RoomClient.sku(state, "COAT").get("channels").get(0);
        assertEquals("NO_NEW", channel.get("state").stringValue());
    }

    @Test
    void whatTheLedgerRefusesIsAnOutcome() throws Exception {
        HttpResponse<String> response = work("{\"do\":\"PERFORM\",\"id\":\"t-1\",\"reason\":\"more\",\"action\":"
                + "{\"kind\":\"TOP_UP\",\"sku\":\"COAT\",\"channel\":\"tmall\",\"units\":100000}}");
        assertEquals(200, response.statusCode());
        assertTrue(RoomClient.json(response).get("outcome").stringValue().startsWith("refused "), response.body());
    }

    @Test
    void whatThePlanDoesNotAllowIsAConflict() throws Exception {
        HttpResponse<String> response = work("{\"do\":\"PERFORM\",\"id\":\"b-1\",\"reason\":\"r\",\"action\":"
                + "{\"kind\":\"SWITCH_TO_BACKUP\",\"sku\":\"SCARF\"}}");
        assertEquals(409, response.statusCode());
        assertTrue(response.body().contains("names no backup of SCARF"), response.body());
        assertEquals(200, work(FREEZE).statusCode());
        HttpResponse<String> other = work(FREEZE.replace("wrong price", "another reason"));
        assertEquals(409, other.statusCode());
    }

    @Test
    void aStepIsPlannedAndCancelled() throws Exception {
        String step = "{\"do\":\"PLAN\",\"id\":\"wave\",\"reason\":\"second wave\",\"trigger\":{\"kind\":\"AT\","
                + "\"when\":\"2026-11-27T21:00:00+08:00\"},\"action\":{\"kind\":\"RELEASE_SAFETY\",\"sku\":\"COAT\","
                + "\"channel\":null,\"units\":5}}";
        assertEquals(200, work(step).statusCode());
        JsonNode planned = client.state().get("steps").get(0);
        assertEquals("2026-11-27T13:00:00Z", planned.get("trigger").get("when").stringValue());
        assertEquals("WAITING", planned.get("state").stringValue());
        JsonNode cancelled = RoomClient.json(work("{\"do\":\"CANCEL\",\"step\":\"wave\",\"reason\":\"no\"}"));
        assertEquals("cancelled", cancelled.get("outcome").stringValue());
        assertEquals(
                "CANCELLED", client.state().get("steps").get(0).get("state").stringValue());
    }

    @Test
    void anAlertIsAcknowledged() throws Exception {
        shop.sell("COAT", "tmall", 40);
        for (int i = 0; i < 4; i++) {
            shop.sell("COAT", "tmall", 40);
        }
        JsonNode alert = client.state().get("alerts").get(0);
        assertEquals("SOLD_OUT", alert.get("kind").stringValue());
        assertTrue(alert.get("acknowledged").isNull());
        String seen =
                "{\"do\":\"ACKNOWLEDGE\",\"alert\":\"" + alert.get("id").stringValue() + "\",\"reason\":\"mine\"}";
        assertEquals(200, work(seen).statusCode());
        JsonNode after = client.state().get("alerts").get(0).get("acknowledged");
        assertEquals("Anna", after.get("who").stringValue());
    }

    @Test
    void theLimitOfABuyerIsChanged() throws Exception {
        String change = "{\"do\":\"PERFORM\",\"id\":\"l-1\",\"reason\":\"fair\",\"action\":{\"kind\":\"CHANGE_LIMIT\","
                + "\"sku\":\"COAT\",\"limit\":\"PER_BUYER\",\"units\":1}}";
        assertEquals(200, work(change).statusCode());
        JsonNode limit = RoomClient.sku(client.state(), "COAT").get("limits").get(0);
        assertEquals("PER_BUYER", limit.get("limit").stringValue());
        assertEquals(1, limit.get("units").longValue());
    }

    @Test
    void theEndOfTheSaleIsShown() throws Exception {
        assertTrue(client.state().get("endedAt").isNull());
        assertEquals(
                200,
                work("{\"do\":\"PERFORM\",\"id\":\"e\",\"reason\":\"over\",\"action\":{\"kind\":\"END\",\"sku\":null,"
                                + "\"holds\":\"STOP\"}}")
                        .statusCode());
        JsonNode state = client.state();
        assertFalse(state.get("endedAt").isNull());
        assertTrue(RoomClient.sku(state, "BOX").get("ended").booleanValue());
    }

    @Test
    void whoMayNotWorkMayLook() throws Exception {
        assertEquals("{\"who\":null}", client.get("/user").body());
        assertEquals("{\"who\":\"Anna\"}", client.get("/user", "X-User", "Anna").body());
        assertEquals(403, client.post(FREEZE).statusCode());
        assertEquals(403, client.post(FREEZE, "X-User", "guest").statusCode());
        assertEquals(0, client.state().get("operations").size());
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin, 200",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, none, 403",
        "Origin, http://evil.example, 403",
        "Origin, null, 403",
        "Origin, not a uri, 403",
        "X-Other, nothing, 200"
    })
    void commandsComeFromThePageItselfOrFromNoBrowser(String header, String value, int status) throws Exception {
        assertEquals(
                status, client.post(FREEZE, "X-User", "Anna", header, value).statusCode());
        assertEquals(status == 200 ? 1 : 0, client.state().get("operations").size());
    }

    @Test
    void thePagesOwnOriginIsLetIn() throws Exception {
        String own = "http://127.0.0.1:" + uri.getPort();
        assertEquals(200, client.post(FREEZE, "X-User", "Anna", "Origin", own).statusCode());
        assertEquals(
                403, client.post(FREEZE, "X-User", "Anna", "Origin", own + "1").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
    void aFormOfAnotherPageCannotSendACommand(String type) throws Exception {
        HttpResponse<String> response = client.send(client.request("/commands")
                .headers("X-User", "Anna", "Content-Type", type)
                .POST(BodyPublishers.ofString(FREEZE)));
        assertEquals(415, response.statusCode());
    }

    @Test
    void aCommandThatIsTooLongIsNotRead() throws Exception {
        assertEquals(413, work(" ".repeat(ControlRoom.MAX_BODY + 1)).statusCode());
        assertEquals(
                200,
                work(FREEZE + " ".repeat(ControlRoom.MAX_BODY - FREEZE.length()))
                        .statusCode());
    }

    @ParameterizedTest
    @BadCommands
    void whatIsWrongIsSaidByItsField(String body, String field) throws Exception {
        HttpResponse<String> response = work(body.replace('\'', '"'));
        assertEquals(400, response.statusCode(), response.body());
        JsonNode fields = RoomClient.json(response).get("fields");
        assertEquals(List.of(field), List.copyOf(fields.propertyNames()), response.body());
        assertEquals(0, client.state().get("operations").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "7", "{\"do\":1}{}", "{\"do\":\"CANCEL\",\"do\":\"PLAN\"}", "\u0000", "[[[["})
    void whatIsNoObjectIsRefused(String body) throws Exception {
        assertEquals(400, work(body).statusCode());
        assertEquals(400, work("[".repeat(10_000)).statusCode());
    }

    @Test
    void aStoreThatIsAwayIsSaidWithoutItsInsides() throws Exception {
        shop.store.away = true;
        HttpResponse<String> state = client.get("/state");
        assertEquals(503, state.statusCode());
        assertEquals("1", header(state, "Retry-After"));
        assertEquals("NONE", RoomClient.json(state).get("effect").stringValue());
        assertFalse(state.body().contains("of the test") || state.body().contains("Exception"), state.body());
        assertEquals(503, work(FREEZE).statusCode());
    }

    @Test
    void anAnswerThatWasLostIsRepeatedWithTheSameIdAndDoneOnce() throws Exception {
        String topUp = "{\"do\":\"PERFORM\",\"id\":\"t-2\",\"reason\":\"more\",\"action\":{\"kind\":\"TOP_UP\",\"sku\":"
                + "\"COAT\",\"channel\":\"tmall\",\"units\":10}}";
        shop.store.answersToLose.set(1);
        HttpResponse<String> lost = work(topUp);
        assertEquals(503, lost.statusCode());
        assertEquals("UNKNOWN", RoomClient.json(lost).get("effect").stringValue());
        assertEquals("done", RoomClient.json(work(topUp)).get("outcome").stringValue());
        assertEquals(210, shop.available(shop.sale.key("COAT", "tmall")));
    }

    @Test
    void theLevelsAreStreamedWithAllBuckets() throws Exception {
        try (var lines = client.request("/levels").build().uri().toURL().openStream()) {
            StringBuilder text = new StringBuilder();
            while (!text.toString().contains("]\n\n")) {
                text.append(new String(lines.readNBytes(1), StandardCharsets.UTF_8));
            }
            assertTrue(text.toString().contains("\"reserved\":0"), text.toString());
        }
    }
}
