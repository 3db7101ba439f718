package io.inventory4j.live.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.live.action.Action;
import io.inventory4j.live.action.By;
import io.inventory4j.live.action.OpenHolds;
import io.inventory4j.order.ReserveRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The answers of a control room, without a server. */
@Timeout(120)
class ControlRoomTest {
    private static final RoomAuthorizer NOBODY = (request, command) -> Optional.empty();

    static String body(RoomResponse response) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static RoomResponse get(ControlRoom room, String path) throws IOException {
        return room.answer(new RoomRequest("GET", path, null, name -> null, InputStream.nullInputStream()));
    }

    private static JsonNode state(RoomSale shop) throws IOException {
        return JsonMapper.builder().build().readTree(body(get(shop.room, "/state")));
    }

    static List<String> hostileTexts() {
        return List.of(
                "<img src=x onerror=alert(1)>",
                "</script><script>alert(1)</script>",
                "\"'`&{{7*7}}${7*7}",
                "\u202Egnp.exe \u2028 \u2029.",
                "𝒳 ﷽ 👩‍👩‍👧 z̴̢͎",
                "=cmd|' /C calc'!A0");
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void textsOfOthersAreDataAndComeBackAsTheyWere(String text) throws IOException {
        try (RoomSale shop = RoomSale.hostile(text, NOBODY)) {
            shop.sale.perform("a", new By(text, text), new Action.Freeze(text, OpenHolds.HONOUR));
            JsonNode state = state(shop);
            JsonNode sku = state.get("skus").get(0);
            assertEquals(text, sku.get("sku").stringValue());
            assertEquals(text, sku.get("name").stringValue());
            assertEquals(text, sku.get("spec").stringValue());
            assertEquals(text, state.get("operations").get(0).get("why").stringValue());
            assertFalse(body(get(shop.room, "/")).contains(text));
        }
    }

    @Test
    void theStateSaysWhatTheLedgerHolds() throws IOException {
        try (RoomSale shop = RoomSale.small(NOBODY)) {
            shop.setNow(RoomSale.EIGHT);
            shop.hold("COAT", "tmall", 3);
            shop.sell("COAT", "douyin", 7);
            shop.sell("BOX", null, 2);
            assertTrue(shop.inventory
                    .reserve(ReserveRequest.of("too-many", "b").line(shop.sale.key("SCARF", null), 1_000))
                    .refused()
                    .isPresent());
            JsonNode state = state(shop);
            assertEquals("friday", state.get("sale").stringValue());
            JsonNode coat = RoomClient.sku(state, "COAT");
            JsonNode douyin = coat.get("channels").get(0);
            assertEquals("douyin", douyin.get("channel").stringValue());
            assertEquals(293, douyin.get("available").longValue());
            assertEquals(7, douyin.get("committed").longValue());
            JsonNode tmall = coat.get("channels").get(1);
            assertEquals(3, tmall.get("reserved").longValue());
            assertTrue(coat.get("channels").get(2).get("channel").isNull());
            assertEquals(7, coat.get("pace").get("sold").longValue());
            assertEquals(350, coat.get("stock").get("available").longValue());
            assertEquals(50, coat.get("stock").get("safety").longValue());
            assertTrue(RoomClient.sku(state, "BOX").get("kit").booleanValue());
            assertEquals("HERO", coat.get("tier").stringValue());
            assertEquals("SCARF", coat.get("backup").stringValue());
        }
    }

    @Test
    void lostDemandAndThoseWhoWaitAreCounted() throws IOException {
        try (RoomSale shop = RoomSale.small(NOBODY)) {
            shop.setNow(RoomSale.EIGHT);
            shop.sell("COAT", "tmall", 500);
            // The inventory tells of refusals on a thread of its own; the test's timeout ends this.
            while (shop.lost.totals().requests() == 0) {
                Thread.onSpinWait();
            }
            shop.setNow(RoomSale.EIGHT.plusSeconds(300));
            shop.tick();
            shop.sale
                    .waitingList()
                    .join(ReserveRequest.of("w", "b").line(shop.sale.key("COAT", "tmall"), 1))
                    .orThrow();
            JsonNode coat = RoomClient.sku(state(shop), "COAT");
            assertEquals(1, coat.get("waiting").longValue());
            JsonNode lost = coat.get("lost").get(0);
            assertEquals(1, lost.get("requests").longValue());
            assertEquals(500, lost.get("units").longValue());
        }
    }

    @Test
    void aHundredViewersCostTheStoreWhatOneDoes() throws Exception {
        try (RoomSale shop = RoomSale.small(NOBODY)) {
            StateJson json = new StateJson(shop.sale, shop.plan);
            AtomicLong nanos = new AtomicLong();
            StateCache cache = new StateCache(json, shop::now, nanos::get);
            int before = shop.store.reads.get();
            cache.answer(null);
            int one = shop.store.reads.get() - before;
            assertTrue(one > 0);
            ExecutorService viewers = Executors.newFixedThreadPool(20);
            try {
                nanos.set(StateCache.KEPT.toNanos() + 1);
                List<Future<RoomResponse>> answers = IntStream.range(0, 100)
                        .mapToObj(i -> viewers.submit(() -> cache.answer(null)))
                        .toList();
                for (Future<RoomResponse> answer : answers) {
                    assertEquals(200, answer.get().status());
                }
            } finally {
                viewers.shutdownNow();
            }
            assertEquals(2 * one, shop.store.reads.get() - before);
            cache.changed();
            cache.answer(null);
            assertEquals(3 * one, shop.store.reads.get() - before);
        }
    }

    /** Each reading takes a second here: longer than what was read is kept. */
    @Test
    void whoWaitedForASlowStoreDoesNotReadItAgain() {
        try (RoomSale shop = RoomSale.small(NOBODY)) {
            StateCache cache = new StateCache(
                    new StateJson(shop.sale, shop.plan), shop::now, () -> shop.store.reads.get() * 1_000_000_000L);
            cache.answer(null);
            int one = shop.store.reads.get();
            cache.answer(null);
            assertEquals(one, shop.store.reads.get());
        }
    }

    @Test
    void theLevelsAreReadOnceForAllOfTheState() {
        try (RoomSale shop = RoomSale.small(NOBODY)) {
            StateJson json = new StateJson(shop.sale, shop.plan);
            int before = shop.store.reads.get();
            json.read(shop.now());
            assertEquals(1, shop.store.reads.get() - before);
        }
    }

    @Test
    void thatTheStoreIsAwayIsKeptAsLong() {
        try (RoomSale shop = RoomSale.small(NOBODY)) {
            AtomicLong nanos = new AtomicLong();
            StateCache cache = new StateCache(new StateJson(shop.sale, shop.plan), shop::now, nanos::get);
            shop.store.away = true;
            assertTrue(fails(cache));
            shop.store.away = false;
            assertTrue(fails(cache));
            nanos.set(StateCache.KEPT.toNanos() + 1);
            assertEquals(200, cache.answer(null).status());
        }
    }

    private static boolean fails(StateCache cache) {
        try {
            cache.answer(null);
            return false;
        } catch (LedgerException e) {
            return true;
        }
    }

    @Test
    void everyActionComesBackFromItsJson() {
        try (RoomSale shop = RoomSale.small(NOBODY)) {
            CommandJson commands = new CommandJson(shop.plan);
            for (Action action : RoomActions.all()) {
                byte[] command = CommandJson.bytes(CommandJson.object()
                        .put("do", "PERFORM")
                        .put("id", "a")
                        .put("reason", "r")
                        .set("action", ActionJson.write(action)));
                assertEquals(new RoomCommand.Perform("a", "r", action), commands.read(command));
            }
        }
    }
}
