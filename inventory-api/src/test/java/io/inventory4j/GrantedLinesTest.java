package io.inventory4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a reservation says of each line of the request that it was made of. */
final class GrantedLinesTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final ReserveRequest REQUEST = ReserveRequest.of("order-1", "ann")
            .upTo("A", 4)
            .line("A", 2)
            .spread(3, "A", "B")
            .line("A", 5);
    private static final Grant SPREAD = new Grant(List.of(A, B), 3, 3, true, List.of(1L, 2L));
    private static final Grant GIFT = new Grant(List.of(A), 4, 0, false, List.of(3L));

    private static ReservedLine held(StockKey key, long units) {
        return new ReservedLine(key, units, 0, 0, 0, 0, 0, List.of());
    }

    private static Reservation stored(String owner, List<Grant> grants, ReservedLine... lines) {
        Instant now = Instant.EPOCH;
        return new Reservation(
                new ReservationId("order-1"),
                owner,
                List.of(lines),
                grants,
                List.of(),
                false,
                now,
                now,
                false,
                now,
                List.of());
    }

    private static final Reservation STORED = stored("ann", List.of(SPREAD, GIFT), held(A, 11), held(B, 2));

    @Test
    void eachLineIsAnsweredByItsPositionThoughGiftsAreJudgedLast() {
        List<Grant> granted = STORED.granted(REQUEST);
        assertEquals(
                List.of(
                        GIFT,
                        new Grant(List.of(A), 2, 2, false, List.of(2L)),
                        SPREAD,
                        new Grant(List.of(A), 5, 5, false, List.of(5L))),
                granted);
        assertEquals(granted, new Outcome.Applied(STORED, List.of(), true).granted(REQUEST));
        assertTrue(STORED.isOf(REQUEST));
    }

    @Test
    void anotherRequestIsNotAnswered() {
        ReserveRequest none = ReserveRequest.of("order-1", "ann");
        for (ReserveRequest other : List.of(
                none.line("A", 8),
                REQUEST.line("A", 1),
                REQUEST.line("B", 1),
                REQUEST.upTo("A", 4),
                none.upTo("A", 5).line("A", 7).spread(3, "A", "B"),
                none.upTo("A", 4).line("A", 7).spread(3, "B", "A"),
                none.upTo("A", 4).line("A", 7).firstOf(3, "A", "B"),
                none.upTo("A", 4).line("A", 6).spread(3, "A", "B"))) {
            assertFalse(STORED.isOf(other), other::toString);
            assertThrows(IllegalArgumentException.class, () -> STORED.granted(other));
        }
        assertFalse(
                stored("bob", List.of(SPREAD, GIFT), held(A, 11), held(B, 2)).isOf(REQUEST));
        assertThrows(
                IllegalArgumentException.class, () -> new Outcome.Applied(null, List.of(), false).granted(REQUEST));
    }

    @Test
    void whatWasGrantedStaysSaidWhateverBecameOfIt() {
        ReservedLine gone = new ReservedLine(A, 0, 0, 0, 11, 0, 0, List.of());
        ReservedLine sent = new ReservedLine(B, 0, 0, 2, 0, 1, 0, List.of());
        assertEquals(
                STORED.granted(REQUEST),
                stored("ann", List.of(SPREAD, GIFT), gone, sent).granted(REQUEST));
    }
}
