package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.order.Identity;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a shop asks for: every bound, and what each wither leaves alone. */
final class RequestsTest {
    private static final String LONG = "x".repeat(201);
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B", "live-7");
    private static final ReserveRequest FULL = ReserveRequest.of("order-1", "buyer-42")
            .replacing("order-0")
            .holdFor(Duration.ofMinutes(15))
            .region("north")
            .channel("live-room-7")
            .lines(List.of(new RequestLine(A, 1)));

    @Test
    void aReserveRequestStartsWithoutLines() {
        ReserveRequest empty = ReserveRequest.of("order-1", "buyer-42");
        assertEquals("order-1", empty.id());
        assertEquals("buyer-42", empty.buyer());
        assertEquals(List.of(), empty.lines());
        assertNull(empty.channel());
        assertNull(empty.region());
        assertNull(empty.holdFor());
        assertNull(empty.replaces());
        assertEquals(List.of(), empty.identities());
    }

    @Test
    void withersOfAReserveRequestMakeTheWhole() {
        ReserveRequest empty = ReserveRequest.of("order-1", "buyer-42");
        ReserveRequest made = empty.line("A", 1)
                .channel("live-room-7")
                .region("north")
                .holdFor(Duration.ofMinutes(15))
                .replacing("order-0");
        assertEquals(FULL, made);
        assertEquals(ReserveRequest.of("order-1", "buyer-42"), empty);
        assertEquals(FULL, FULL.withId("x").withId(FULL.id()));
        assertEquals(FULL, FULL.lines(List.of()).line(A, 1));
        assertEquals(FULL, FULL.channel("x").channel("live-room-7"));
        assertEquals(FULL, FULL.region("x").region("north"));
        assertEquals(FULL, FULL.holdFor(Duration.ofDays(1)).holdFor(Duration.ofMinutes(15)));
        assertEquals(FULL, FULL.replacing("x").replacing("order-0"));
    }

    @Test
    void linesOfAReserveRequestKeepTheirOrder() {
        assertEquals(
                List.of(new RequestLine(A, 1), new RequestLine(B, 2), new RequestLine(A, 3)),
                FULL.line(B, 2).line("A", 3).lines());
    }

    @Test
    void rule_9_8_aReserveRequestHasAtMost100Lines() {
        List<RequestLine> hundred = Collections.nCopies(100, new RequestLine(A, 1));
        assertEquals(100, FULL.lines(hundred).lines().size());
        Refused.argument(() -> FULL.lines(hundred).line("A", 1), "lines has 101", "0 to 100");
    }

    @Test
    void aReserveRequestKeepsItsOwnLines() {
        List<RequestLine> mine = new ArrayList<>(FULL.lines());
        ReserveRequest request = FULL.lines(mine);
        mine.clear();
        assertEquals(FULL, request);
        assertThrows(UnsupportedOperationException.class, () -> request.lines().clear());
    }

    @Test
    void rule_9_10_aReserveRequestIsBounded() {
        Refused.argument(() -> ReserveRequest.of(LONG, "b"), "reservation id", "201");
        Refused.argument(() -> ReserveRequest.of("o", LONG), "buyer", "201");
        Refused.argument(() -> ReserveRequest.of("o", ""), "buyer");
        Refused.argument(() -> FULL.channel(""), "channel");
        Refused.argument(() -> FULL.region("a\u0000"), "region", "U+0000");
        Refused.argument(() -> FULL.holdFor(Duration.ZERO), "holdFor", "PT0S");
        Refused.argument(() -> FULL.replacing(""), "reservation id");
        Refused.argument(() -> FULL.line("A", 0), "quantity is 0");
        Refused.argument(() -> FULL.line("A", Bounds.MAX_QUANTITY + 1), "quantity", Bounds.MAX_QUANTITY);
        Refused.argument(() -> FULL.line("", 1), "sku");
        Refused.absent("reservation id", () -> FULL.withId(Absent.value()));
        Refused.argument(() -> FULL.withId("order-0"), "replaces is order-0");
        Refused.absent("key", () -> new RequestLine(Absent.value(), 1));
        assertEquals(Bounds.MAX_QUANTITY, new RequestLine(A, Bounds.MAX_QUANTITY).quantity());
    }

    @Test
    void identitiesOfAReserveRequestKeepTheirOrderAndStayWithEveryCopy() {
        ReserveRequest two = FULL.identity("card", "4711").identity("card", "4712");
        List<Identity> cards = List.of(new Identity("card", "4711"), new Identity("card", "4712"));
        assertEquals(List.of(), FULL.identities());
        assertEquals(cards, two.identities());
        for (ReserveRequest copy : List.of(
                two.line("A", 1),
                two.lines(List.of()).line("A", 1),
                two.channel("x"),
                two.region("x"),
                two.holdFor(Duration.ofDays(1)),
                two.replacing("x"),
                two.withId("x"))) {
            assertEquals(cards, copy.identities());
        }
        assertEquals(two, FULL.identities(cards));
        assertEquals(two.hashCode(), FULL.identities(cards).hashCode());
        assertNotEquals(two, FULL);
        assertEquals(FULL, two.identities(List.of()));
    }

    @Test
    void aReserveRequestHasAtMostEightIdentities() {
        ReserveRequest eight = FULL;
        for (int i = 0; i < 8; i++) {
            eight = eight.identity("card", "c" + i);
        }
        ReserveRequest full = eight;
        assertEquals(8, full.identities().size());
        Refused.argument(() -> full.identity("card", "c8"), "identities has 9", "0 to 8");
        List<Identity> mine = new ArrayList<>(full.identities());
        ReserveRequest own = FULL.identities(mine);
        mine.clear();
        assertEquals(8, own.identities().size());
        assertThrows(UnsupportedOperationException.class, () -> own.identities().clear());
    }

    @Test
    void rule_1_10_nothingOfAnIdentityIsInATextOrAMessage() {
        ReserveRequest request = FULL.identity("phone", "+49 30 1234567");
        for (String text : List.of(
                request.toString(),
                request.identities().toString(),
                new Identity("phone", "+49 30 1234567").toString(),
                message(() -> FULL.identity("phone", "+49 30 1234567 " + "x".repeat(200))),
                message(() -> FULL.identity("phone", "+49 30 1234567\n")))) {
            assertFalse(text.contains("1234567"), text);
        }
        Refused.argument(() -> FULL.identity("phone", LONG), "identity", "201");
        Refused.argument(() -> FULL.identity("phone", ""), "identity");
        Refused.argument(() -> FULL.identity("", "x"), "identity kind");
        Refused.argument(() -> FULL.identity(LONG, "x"), "identity kind", "201");
    }

    private static String message(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void withersOfASettleRequestMakeTheWhole() {
        SettleRequest all = SettleRequest.of("order-1");
        assertEquals(new SettleRequest("order-1", null, Map.of()), all);
        SettleRequest made = all.id("part-1").line("A", 2).line(B, 3);
        assertEquals(new SettleRequest("order-1", "part-1", Map.of(A, 2L, B, 3L)), made);
        assertEquals(made, made.id("x").id("part-1"));
        assertEquals(made, all.line(B, 3).line("A", 2).id("part-1"), "in any order");
        assertEquals(made, all.line("A", 2).id("part-1").line(B, 3), "in any order");
    }

    @Test
    void linesOfASettleRequestAddUp() {
        SettleRequest request =
                SettleRequest.of("order-1").id("part-1").line(B, 3).line("A", 2).line(B, 1);
        assertEquals(List.of(A, B), List.copyOf(request.quantities().keySet()));
        assertEquals(4L, request.quantities().get(B));
        Refused.argument(() -> request.line(B, Bounds.MAX_QUANTITY - 3), "quantity of B@live-7", Bounds.MAX_QUANTITY);
        assertEquals(
                Bounds.MAX_QUANTITY,
                request.line(B, Bounds.MAX_QUANTITY - 4).quantities().get(B));
    }

    @Test
    void rule_9_10_aSettleRequestIsBounded() {
        Map<StockKey, Long> many = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            many.put(StockKey.of("S" + i), 1L);
        }
        String id = "o";
        SettleRequest full = new SettleRequest(id, "p", many);
        assertEquals(100, full.quantities().size());
        Refused.argument(() -> full.line("A", 1), "quantities has 101", "1 to 100");
        Refused.argument(() -> full.line("S1", 0), "quantity is 0");
        Refused.argument(() -> new SettleRequest(id, "p", Map.of(A, 0L)), "quantity of A@main is 0");
        Refused.argument(() -> full.id(""), "settlement id");
        Refused.argument(() -> full.id(LONG), "settlement id", "201");
        Refused.absent("reservation id", () -> new SettleRequest(Absent.value(), "p", Map.of()));
        Refused.argument(() -> SettleRequest.of(""), "reservation id");
    }

    @Test
    void aSettleRequestKeepsItsOwnQuantitiesInKeyOrder() {
        TreeMap<StockKey, Long> mine = new TreeMap<>(Collections.reverseOrder());
        mine.put(A, 1L);
        mine.put(B, 2L);
        SettleRequest request = new SettleRequest("o", "p", mine);
        mine.clear();
        assertEquals(List.of(A, B), List.copyOf(request.quantities().keySet()));
        assertThrows(
                UnsupportedOperationException.class, () -> request.quantities().clear());
    }

    @Test
    void withersOfAStocktakeMakeTheWhole() {
        Stocktake count = Stocktake.of("count-1", A, 40);
        assertEquals(new Stocktake("count-1", A, 40, null, false, List.of()), count);
        assertEquals(
                new Stocktake("count-1", A, 40, 7L, true, List.of()),
                count.at(7).settingOpening());
        assertEquals(
                new Stocktake("count-1", A, 40, 7L, true, List.of()),
                count.settingOpening().at(7));
    }

    @Test
    void rule_9_10_aStocktakeIsBounded() {
        Stocktake count = Stocktake.of("count-1", A, 0);
        assertEquals(
                Bounds.MAX_QUANTITY, Stocktake.of("c", A, Bounds.MAX_QUANTITY).countedOnHand());
        assertEquals(0L, count.at(0).expectedVersion());
        Refused.argument(() -> Stocktake.of("", A, 0), "move id");
        Refused.argument(() -> Stocktake.of(LONG, A, 0), "move id", "201");
        Refused.argument(() -> Stocktake.of("c", A, -1), "countedOnHand is -1");
        Refused.argument(() -> Stocktake.of("c", A, Bounds.MAX_QUANTITY + 1), "countedOnHand", Bounds.MAX_QUANTITY);
        Refused.argument(() -> count.at(-1), "expectedVersion is -1");
        Refused.argument(() -> count.including(List.of("")), "reservation id");
        Refused.absent("key", () -> Stocktake.of("c", Absent.value(), 0));
        Refused.absent("outcome", () -> new Stocktake.Result(Absent.value(), 0));
        Outcome booked = new Outcome.Applied(null, List.of(), false);
        assertEquals(-3, new Stocktake.Result(booked, -3).variance());
    }
}
