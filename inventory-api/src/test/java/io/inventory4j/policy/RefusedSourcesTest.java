package io.inventory4j.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.order.RequestLine;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of an order of which a policy refuses single sources (rule 1.9). */
final class RefusedSourcesTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");
    private static final RequestLine EITHER = RequestLine.firstOf(1, List.of(A, B));
    private static final RequestLine GIFT = RequestLine.upTo(A, 1);
    private static final ReserveRequest ORDER = ReserveRequest.of("order-1", "ann");

    private final ReservationTerms terms = new ReservationTerms();

    private static Refusal no(String rule) {
        return new Refusal(Reason.NOT_ALLOWED, "live-7", 0).because(rule);
    }

    private void conclude(RequestLine... lines) {
        terms.conclude(ORDER.lines(List.of(lines)));
    }

    @Test
    void aRefusedSourceGivesNothingAndKeepsTheNameOfItsRule() {
        terms.floor(A, "keep", 5);
        terms.refuse(EITHER, A, no("denied"));
        terms.refuse(EITHER, A, no("later"));
        conclude(EITHER);
        assertNull(terms.refusal());
        assertEquals(Map.of(), terms.forFixedLinesOnly());
        assertEquals(Bounds.MAX_QUANTITY, terms.floorOf(A));
        assertEquals("denied", terms.ruleOfFloor(A));
        assertEquals(no("denied"), terms.refusalOf(A));
        assertEquals(0, terms.floorOf(B));
        assertNull(terms.refusalOf(B));
    }

    @Test
    void aLineWithoutAnySourceLeftRefusesByTheFirstRule() {
        terms.refuse(EITHER, B, no("first"));
        terms.refuse(EITHER, A, no("second"));
        assertEquals(no("first"), terms.refusal());
    }

    @Test
    void aFixedLineHasOneSource() {
        RequestLine fixed = new RequestLine(A, 1);
        terms.refuse(fixed, A, no("denied"));
        assertEquals(no("denied"), terms.refusal());
        assertEquals(0, terms.floorOf(A));
    }

    @Test
    void aGiftIsLeftOut() {
        terms.refuse(GIFT, A, no("denied"));
        conclude(GIFT, new RequestLine(B, 1));
        assertNull(terms.refusal());
        assertEquals(Bounds.MAX_QUANTITY, terms.floorOf(A));
    }

    @Test
    void anOrderOfNothingElseIsRefused() {
        terms.refuse(GIFT, A, no("denied"));
        conclude(GIFT);
        assertEquals(no("denied"), terms.refusal());
    }

    @Test
    void aStockLineHasOneFloorForAllLinesThatChoose() {
        terms.refuse(GIFT, A, no("size"));
        conclude(GIFT, EITHER);
        assertEquals(no("size"), terms.refusal());
    }

    @Test
    void aStockLineMayGiveToFixedLinesOnly() {
        terms.floor(A, 5);
        terms.refuse(GIFT, A, no("size"));
        conclude(GIFT, new RequestLine(A, 1));
        assertNull(terms.refusal());
        assertNull(terms.refusalOf(A));
        assertEquals(5, terms.floorOf(A));
        assertEquals(Map.of(A, no("size")), terms.forFixedLinesOnly());
    }

    @Test
    void equalLinesAreRefusedTogether() {
        terms.refuse(EITHER, A, no("size"));
        conclude(EITHER, EITHER);
        assertNull(terms.refusal());
    }

    @Test
    void anEarlierRefusalOfTheOrderStays() {
        terms.refuse("whole", Reason.NOT_ALLOWED, "live-7", 0);
        terms.refuse(GIFT, A, no("size"));
        conclude(GIFT);
        assertEquals(no("whole"), terms.refusal());
    }

    @Test
    void termsForFloorsPassOverEachRefusal() {
        ReservationTerms floors = ReservationTerms.withoutRefusals();
        floors.refuse("whole", Reason.NOT_ALLOWED, "live-7", 0);
        floors.refuse("line", Reason.NOT_ALLOWED, A, 0);
        floors.refuse(GIFT, A, no("source"));
        floors.floor(A, 5);
        floors.conclude(ORDER.lines(List.of(GIFT)));
        assertNull(floors.refusal());
        assertEquals(5, floors.floorOf(A));
    }

    @Test
    void aStockLineIsChargedOnceHoweverManyLinesNameIt() {
        for (int i = 0; i < 200; i++) {
            terms.chargeUnits(A, "count", Charge.of("count", 5));
        }
        assertEquals(List.of(Charge.of("count", 5)), terms.unitCharges(A));
    }
}
