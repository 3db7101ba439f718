package io.inventory4j.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Absent;
import io.inventory4j.Reason;
import io.inventory4j.Refusal;
import io.inventory4j.Refused;
import io.inventory4j.order.ReserveRequest;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What policies ask for, and how policies are joined. */
final class ReservationTermsTest {
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    private final ReservationTerms terms = new ReservationTerms();

    @Test
    void askForNothingAtFirst() {
        assertEquals(0, terms.floorOf(A));
        assertEquals(List.of(), terms.unitCharges(A));
        assertEquals(List.of(), terms.orderCharges());
        assertNull(terms.ruleOf("buyer"));
        assertNull(terms.refusal());
    }

    @Test
    void theHighestFloorApplies() {
        terms.floor(A, -5);
        assertEquals(-5, terms.floorOf(A));
        terms.floor(A, -9);
        assertEquals(-5, terms.floorOf(A));
        terms.floor(A, 3);
        terms.floor(A, 2);
        assertEquals(3, terms.floorOf(A));
        assertEquals(0, terms.floorOf(B));
    }

    @Test
    void theHighestFloorNamesItsRule() {
        assertNull(terms.ruleOfFloor(A));
        terms.floor(A, "backorder", -5);
        assertEquals("backorder", terms.ruleOfFloor(A));
        terms.floor(A, "keep", 3);
        terms.floor(A, "equal", 3);
        terms.floor(A, "lower", 2);
        assertEquals("keep", terms.ruleOfFloor(A));
        assertEquals(3, terms.floorOf(A));
        terms.floor(A, 4);
        assertNull(terms.ruleOfFloor(A));
        assertNull(terms.ruleOfFloor(B));
        Refused.absent("rule", () -> terms.floor(A, Absent.value(), 5));
        Refused.argument(() -> terms.floor(B, "keep", Bounds.MAX_QUANTITY + 1), "floor", Bounds.MAX_QUANTITY);
        assertNull(terms.ruleOfFloor(B));
    }

    @Test
    void aChargeAloneSetsNoFloor() {
        terms.chargeUnits(A, "per buyer", Charge.of("buyer", 2));
        assertEquals(0, terms.floorOf(A));
        terms.floor(A, -4);
        assertEquals(-4, terms.floorOf(A));
    }

    @Test
    void rule_9_5_aFloorIsBounded() {
        Refused.argument(() -> terms.floor(A, Bounds.MAX_QUANTITY + 1), "floor", Bounds.MAX_QUANTITY);
        assertEquals(0, terms.floorOf(A));
    }

    @Test
    void chargesKeepTheOrderInWhichTheyWereAskedFor() {
        Charge buyer = Charge.of("buyer", 2);
        Charge channel = Charge.of("channel", 500);
        Charge orders = Charge.of("orders", 1);
        terms.chargeUnits(A, "per buyer", buyer);
        terms.chargeUnits(A, "per channel", channel);
        terms.chargeUnits(B, "per channel", channel);
        terms.chargeOrder("orders per buyer", orders);
        terms.chargeOrder("per channel", channel);
        assertEquals(List.of(buyer, channel), terms.unitCharges(A));
        assertEquals(List.of(channel), terms.unitCharges(B));
        assertEquals(List.of(orders, channel), terms.orderCharges());
        assertThrows(
                UnsupportedOperationException.class, () -> terms.unitCharges(A).add(orders));
        assertThrows(
                UnsupportedOperationException.class, () -> terms.orderCharges().add(buyer));
    }

    @Test
    void aCounterLeadsBackToItsRule() {
        terms.chargeUnits(A, "per buyer", Charge.of("buyer", 2));
        terms.chargeOrder("orders per buyer", Charge.of("orders", 1));
        assertEquals("per buyer", terms.ruleOf("buyer"));
        assertEquals("orders per buyer", terms.ruleOf("orders"));
        assertNull(terms.ruleOf("Buyer"));
    }

    @Test
    void onlyTheFirstRefusalCounts() {
        terms.refuse("region", Reason.NOT_ALLOWED, "north", 0);
        terms.refuse("buyer", Reason.LIMIT_REACHED, "buyer-42", 3);
        assertEquals(new Refusal(Reason.NOT_ALLOWED, "north", 0).because("region"), terms.refusal());
    }

    @Property(tries = 300)
    void manyLinesAreKeptApart(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 11) Integer> touched,
            @ForAll @IntRange(min = -3, max = 3) int shift) {
        Map<StockKey, Long> floors = new HashMap<>();
        Map<StockKey, Integer> charges = new HashMap<>();
        ReservationTerms many = new ReservationTerms();
        for (int i = 0; i < touched.size(); i++) {
            StockKey key = StockKey.of("S" + touched.get(i));
            long floor = i * 7L % 5 + shift;
            many.floor(key, floor);
            floors.merge(key, floor, Math::max);
            many.chargeUnits(key, "rule", Charge.of("c" + i, i));
            charges.merge(key, 1, Integer::sum);
        }
        IntStream.range(0, 12).mapToObj(i -> StockKey.of("S" + i)).forEach(key -> {
            assertEquals(floors.getOrDefault(key, 0L), many.floorOf(key));
            assertEquals(charges.getOrDefault(key, 0), many.unitCharges(key).size());
        });
    }

    private static final ReserveRequest REQUEST =
            ReserveRequest.of("order-1", "buyer-42").line("A", 1);
    private static final ReservationPolicy LIMIT =
            (request, now, asked) -> asked.chargeOrder("limit", Charge.of(request.buyer(), now.getEpochSecond()));
    private static final ReservationPolicy NOBODY =
            (request, now, asked) -> asked.refuse("nobody", Reason.NOT_ALLOWED, request.buyer(), 0);

    @Test
    void joinedPoliciesAreAskedInOrder() {
        ReservationPolicy.none()
                .and(LIMIT)
                .and((request, now, asked) -> asked.floor(A, 2))
                .judge(REQUEST, Instant.ofEpochSecond(7), terms);
        assertEquals(List.of(Charge.of("buyer-42", 7)), terms.orderCharges());
        assertEquals(2, terms.floorOf(A));
        assertNull(terms.refusal());
    }

    @Test
    void aRefusalEndsTheAsking() {
        NOBODY.and(LIMIT).judge(REQUEST, Instant.EPOCH, terms);
        assertEquals(List.of(), terms.orderCharges());
        assertEquals(new Refusal(Reason.NOT_ALLOWED, "buyer-42", 0).because("nobody"), terms.refusal());
    }

    @Test
    void ofSeveralRulesOnOneCounterTheLowestLimitIsNamed() {
        ReservationTerms terms = new ReservationTerms();
        terms.chargeUnits(StockKey.of("A"), "loose", Charge.of("buyer/42", 500));
        terms.chargeUnits(StockKey.of("A"), "strict", Charge.of("buyer/42", 2));
        assertEquals("strict", terms.ruleOf("buyer/42"));
    }
}
