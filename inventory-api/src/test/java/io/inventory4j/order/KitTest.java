package io.inventory4j.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.SettleRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What a kit orders: its parts, its gifts, and its allotment if it has one. */
final class KitTest {
    private static final Kit BOX =
            Kit.named("GIFT-BOX").part("A", 1).part("B", 2).gift("C", 1);

    private static RequestLine fixed(String sku, long units) {
        return new RequestLine(StockKey.of(sku, "room"), units);
    }

    private static RequestLine gift(String sku, long units) {
        return RequestLine.upTo(StockKey.of(sku, "room"), units);
    }

    private static void refused(String message, Executable call) {
        String said = String.valueOf(
                assertThrows(IllegalArgumentException.class, call).getMessage());
        assertTrue(said.contains(message), said);
    }

    @Test
    void partsAreFixedAndGiftsAreUpTo() {
        Kit inRoom = BOX.at("room");
        assertEquals(List.of(fixed("A", 3), fixed("B", 6), gift("C", 3)), inRoom.lines(3));
        ReserveRequest request =
                ReserveRequest.of("order-1", "ann").line("X", 1).kit(inRoom, 3);
        assertEquals(4, request.lines().size());
        assertEquals(inRoom.lines(3), request.lines().subList(1, 4));
    }

    @Test
    void anAllotmentIsALineOfItsOwnUnderTheKitsName() {
        Kit allotted = BOX.at("room").allotted();
        assertEquals(StockKey.of("GIFT-BOX", "room"), allotted.key());
        assertEquals(List.of(fixed("GIFT-BOX", 2), fixed("A", 2), fixed("B", 4), gift("C", 2)), allotted.lines(2));
        assertEquals(
                List.of(StockKey.of("GIFT-BOX", "room"), StockKey.of("A", "room"), StockKey.of("B", "room")),
                List.copyOf(allotted.quantities(2).keySet()));
    }

    @Test
    void quantitiesSettleAPartOfAnOrder() {
        Map<StockKey, Long> two = BOX.quantities(2);
        assertEquals(Map.of(StockKey.of("A"), 2L, StockKey.of("B"), 4L), two);
        assertEquals(
                SettleRequest.of("order-1").id("parcel").line("A", 2).line("B", 4),
                SettleRequest.of("order-1").id("parcel").lines(two));
        assertEquals(
                SettleRequest.of("order-1").line("A", 4).line("B", 8),
                SettleRequest.of("order-1").lines(two).lines(two));
    }

    @Test
    void whatIsNamedTwiceIsSummedAndOrderDoesNotMatter() {
        Kit one = Kit.named("K")
                .gift("C", 1)
                .part("A", 1)
                .part("A", 2)
                .gift("C", 3)
                .at("room");
        Kit other = Kit.named("K").at("room").part("A", 3).gift("C", 4);
        assertEquals(other.lines(5), one.lines(5));
        assertEquals(List.of(fixed("A", 15), gift("C", 20)), one.lines(5));
    }

    @Test
    void boundsAreChecked() {
        refused("has no part", () -> Kit.named("K").lines(1));
        refused("has no part", () -> Kit.named("K").allotted().gift("C", 1).quantities(1));
        refused("no part of itself", () -> Kit.named("K").part("K", 1));
        refused("no part of itself", () -> Kit.named("K").gift("K", 1));
        refused("quantity is 0", () -> Kit.named("K").part("A", 0));
        refused("kits is 0", () -> BOX.lines(0));
        refused("more than 2^53 - 1", () -> BOX.lines(Bounds.MAX_QUANTITY));
        refused(
                "more than 2^53 - 1",
                () -> Kit.named("K").part("A", 1).gift("C", 2).lines(Bounds.MAX_QUANTITY));
        refused("kit is empty", () -> Kit.named(""));
        refused("location is empty", () -> BOX.at(""));
        refused("sku is empty", () -> BOX.part("", 1));
        assertEquals(
                Bounds.MAX_QUANTITY,
                Kit.named("K").part("A", 1).lines(Bounds.MAX_QUANTITY).get(0).quantity());
    }
}
