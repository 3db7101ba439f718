package io.inventory4j.live.room;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the tests ask a control room over HTTP. */
final class RoomClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI room;

    RoomClient(URI room) {
        this.room = room;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(room + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request("/commands").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    JsonNode state() throws Exception {
        return json(get("/state"));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static JsonNode sku(JsonNode state, String sku) {
        for (JsonNode one : state.get("skus")) {
            if (one.get("sku").stringValue().equals(sku)) {
                return one;
            }
        }
        throw new AssertionError("the state has no SKU " + sku);
    }
}
