package io.inventory4j.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Lines of a request that choose, and those that do not (rule 1.9). */
final class RequestLineTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    private static void refused(String message, Executable call) {
        String said = String.valueOf(
                assertThrows(IllegalArgumentException.class, call).getMessage());
        assertTrue(said.contains(message), said);
    }

    @Test
    void aLineOfOneSourceWithAllItsUnitsIsFixed() {
        RequestLine fixed = new RequestLine(A, 3);
        assertTrue(fixed.fixed());
        assertFalse(fixed.gift());
        assertEquals(A, fixed.key());
        assertEquals(fixed, RequestLine.firstOf(3, List.of(A)));
        assertEquals(fixed, RequestLine.spread(3, List.of(A)));
        assertFalse(RequestLine.of(List.of(A), 3, 2, false).fixed());
    }

    @Test
    void eachKindOfLineSaysWhatIsEnoughAndWhetherItSplits() {
        assertEquals(RequestLine.of(List.of(A, B), 3, 3, false), RequestLine.firstOf(3, List.of(A, B)));
        assertEquals(RequestLine.of(List.of(A, B), 3, 3, true), RequestLine.spread(3, List.of(A, B)));
        RequestLine gift = RequestLine.upTo(A, 3);
        assertEquals(RequestLine.of(List.of(A), 3, 0, false), gift);
        assertTrue(gift.gift());
        assertFalse(gift.fixed());
        assertEquals(A, gift.key());
    }

    @Test
    void aLineWithSeveralSourcesHasNoSingleKey() {
        RequestLine line = RequestLine.firstOf(1, List.of(A, B));
        assertThrows(IllegalStateException.class, line::key);
    }

    @Test
    void boundsAreChecked() {
        refused("quantity is 0", () -> new RequestLine(A, 0));
        refused("quantity is " + (Bounds.MAX_QUANTITY + 1), () -> RequestLine.upTo(A, Bounds.MAX_QUANTITY + 1));
        refused("least is 4", () -> RequestLine.of(List.of(A), 3, 4, false));
        refused("least is -1", () -> RequestLine.of(List.of(A), 3, -1, false));
        refused("there is one source", () -> RequestLine.of(List.of(A), 3, 3, true));
        refused("comes twice", () -> RequestLine.spread(3, List.of(A, B, A)));
        refused("sources", () -> RequestLine.firstOf(3, List.of()));
        List<StockKey> nine =
                IntStream.range(0, 9).mapToObj(i -> StockKey.of("S" + i)).toList();
        refused("sources", () -> RequestLine.firstOf(3, nine));
        assertEquals(8, RequestLine.firstOf(3, nine.subList(1, 9)).sources().size());
    }

    @Test
    void aRequestTakesLinesOfAllKindsInOrderAndJudgesGiftsLast() {
        ReserveRequest request = ReserveRequest.of("order-1", "ann")
                .upTo("G", 1)
                .firstOf(2, "A", "B")
                .line("A", 5)
                .upTo(StockKey.of("H", "w"), 2)
                .spread(4, A, B)
                .firstOf(1, A)
                .spread(3, "C");
        RequestLine g = RequestLine.upTo(StockKey.of("G"), 1);
        RequestLine h = RequestLine.upTo(StockKey.of("H", "w"), 2);
        RequestLine first = RequestLine.firstOf(2, List.of(A, B));
        RequestLine spread = RequestLine.spread(4, List.of(A, B));
        assertEquals(
                List.of(
                        g,
                        first,
                        new RequestLine(A, 5),
                        h,
                        spread,
                        new RequestLine(A, 1),
                        new RequestLine(StockKey.of("C"), 3)),
                request.lines());
        assertEquals(List.of(first, spread, g, h), request.flexible());
        assertEquals(List.of(), ReserveRequest.of("order-1", "ann").line("A", 1).flexible());
    }
}
