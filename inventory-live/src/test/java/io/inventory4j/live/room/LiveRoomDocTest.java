package io.inventory4j.live.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.inventory4j.Inventory;
import io.inventory4j.live.LiveSale;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.feed.LevelFeed;
import io.inventory4j.live.plan.SalePlan;
import io.inventory4j.stock.StockLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The examples of docs/live-room.md, and that it tells every field of the state. */
@Timeout(120)
class LiveRoomDocTest {
    private static String page() throws IOException {
        return Files.readString(Path.of("..", "docs", "live-room.md"));
    }

    private static List<String> blocks(String language) throws IOException {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page())
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String blanks(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void thePageHasTheLinesOfThisTest() throws IOException {
        String test = blanks(Files.readString(
                Path.of("src", "test", "java", "io", "inventory4j", "live", "room", "LiveRoomDocTest.java")));
        List<String> blocks = blocks("java");
        assertEquals(2, blocks.size());
        blocks.forEach(block -> assertTrue(test.contains(blanks(block)), block));
    }

    @Test
    void theServerOfThePageAnswers() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (RoomSale shop = RoomSale.small((request, command) -> Optional.empty())) {
            Inventory inventory = shop.inventory;
            LiveSale sale = shop.sale;
            SalePlan plan = shop.plan;

            LevelFeed feed = LevelFeed.open(
                    inventory, sale.levels().stream().map(StockLevel::key).toList());
            ControlRoom room = ControlRoom.of(sale, plan, feed);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/room", new ControlRoomHandler(room, threads, 100));
            server.start();

            RoomClient client = new RoomClient(
                    URI.create("http://localhost:" + server.getAddress().getPort() + "/room"));
            assertTrue(client.get("/").body().contains("<title>"));
            assertEquals(403, client.post(blocks("json").get(0)).statusCode());
            server.stop(0);
            feed.close();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theAuthorizerOfThePageNamesWhoMayDoWhat() throws Exception {
        try (RoomSale shop = RoomSale.small((request, command) -> Optional.empty())) {
            ControlRoom room = shop.room;

            Set<String> team = Set.of("Lin Mei");
            ControlRoom working = room.authorizedBy((request, command) -> {
                boolean ends = (command instanceof RoomCommand.Perform now && now.action() instanceof Action.End)
                        || (command instanceof RoomCommand.Plan step && step.action() instanceof Action.End);
                return Optional.ofNullable(request.header("X-Forwarded-User"))
                        .filter(user -> !ends && team.contains(user));
            });

            RoomClient client = new RoomClient(shop.serve("/room", working));
            String command = blocks("json").get(0);
            assertEquals(403, client.post(command).statusCode());
            HttpResponse<String> done = client.post(command, "X-Forwarded-User", "Lin Mei");
            assertEquals(200, done.statusCode(), done.body());
            assertEquals("Lin Mei", RoomClient.json(done).get("who").stringValue());
            String end =
                    "{\"do\":\"PERFORM\",\"id\":\"e\",\"reason\":\"r\",\"action\":{\"kind\":\"END\",\"holds\":\"STOP\"}}";
            assertEquals(403, client.post(end, "X-Forwarded-User", "Lin Mei").statusCode());
            String planned = end.replace("PERFORM", "PLAN")
                    .replace(
                            "\"action\"", "\"trigger\":{\"kind\":\"AT\",\"when\":\"2030-01-01T00:00:00Z\"},\"action\"");
            assertEquals(
                    403, client.post(planned, "X-Forwarded-User", "Lin Mei").statusCode());
        }
    }

    @Test
    void thePageTellsEveryFieldOfTheState() throws Exception {
        try (RoomSale shop = RoomSale.evening((request, command) -> Optional.empty())) {
            shop.playEvening(3);
            EveningScene.play(shop);
            Set<String> told = new HashSet<>(Pattern.compile("[`\"](\\w+)[`\"]")
                    .matcher(page())
                    .results()
                    .map((MatchResult name) -> name.group(1))
                    .toList());
            Set<String> fields = new HashSet<>();
            gather(new RoomClient(shop.serve("/room")).state(), fields);
            assertTrue(fields.contains("announced") && fields.contains("acknowledged") && fields.contains("eta"));
            fields.removeAll(told);
            assertEquals(Set.of(), fields);
        }
    }

    private static void gather(JsonNode json, Set<String> fields) {
        fields.addAll(json.propertyNames());
        json.forEach(part -> gather(part, fields));
    }
}
