package io.inventory4j.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Absent;
import io.inventory4j.Refused;
import io.inventory4j.stock.Bounds;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ChargeTest {
    private static final Instant SOON = Instant.ofEpochSecond(10);
    private static final Instant LATE = Instant.ofEpochSecond(20);

    @Test
    void rule_1_2_ofTwoChargesTheLowerLimitAndTheLaterEndApply() {
        Charge low = new Charge("buyer", 2, SOON);
        Charge high = new Charge("buyer", 5, LATE);
        assertEquals(new Charge("buyer", 2, LATE), low.and(high));
        assertEquals(new Charge("buyer", 2, LATE), high.and(low));
        assertEquals(low, low.and(low));
        assertEquals(new Charge("buyer", 2, null), low.and(Charge.of("buyer", 9)));
        assertEquals(new Charge("buyer", 0, null), Charge.of("buyer", 0).and(high));
    }

    @Test
    void noEndIsLaterThanAny() {
        assertEquals(LATE, Charge.later(SOON, LATE));
        assertEquals(LATE, Charge.later(LATE, SOON));
        assertEquals(SOON, Charge.later(SOON, SOON));
        assertNull(Charge.later(null, LATE));
        assertNull(Charge.later(LATE, null));
        assertNull(Charge.later(null, null));
    }

    @Test
    void differentCountersAreNotJoined() {
        Refused.argument(() -> Charge.of("buyer", 2).and(Charge.of("Buyer", 2)), "buyer", "Buyer");
    }

    @Test
    void rule_9_10_nameAndLimitAreBounded() {
        assertEquals(new Charge("buyer", 0, null), Charge.of("buyer", 0));
        assertEquals(
                Bounds.MAX_QUANTITY, Charge.of("buyer", Bounds.MAX_QUANTITY).limit());
        Refused.argument(() -> Charge.of("", 1), "counter");
        Refused.argument(() -> Charge.of("x".repeat(201), 1), "counter", "201");
        Refused.argument(() -> Charge.of("buyer", -1), "limit is -1");
        Refused.argument(() -> Charge.of("buyer", Bounds.MAX_QUANTITY + 1), "limit", Bounds.MAX_QUANTITY);
        Refused.absent("counter", () -> Charge.of(Absent.value(), 1));
    }

    @Test
    void rule_1_6_chargesSortByName() {
        assertTrue(Charge.of("a", 9).compareTo(Charge.of("b", 1)) < 0);
        assertTrue(Charge.of("\uFFFF", 1).compareTo(Charge.of("\uD83D\uDE00", 1)) < 0);
        assertEquals(0, Charge.of("a", 9).compareTo(Charge.of("a", 1)));
    }

    @Test
    void rule_12_1_aChargeIsRightFromTheStartOfItsIntervalUntilItsEnd() {
        Charge always = Charge.of("buyer", 2);
        Charge between = always.within(SOON, LATE);
        assertTrue(always.rightAt(Instant.MIN));
        assertFalse(between.rightAt(SOON.minusNanos(1)));
        assertTrue(between.rightAt(SOON));
        assertTrue(between.rightAt(LATE.minusNanos(1)));
        assertFalse(between.rightAt(LATE));
        assertTrue(always.within(SOON, null).rightAt(Instant.MAX));
        assertTrue(always.within(null, LATE).rightAt(Instant.MIN));
    }

    @Test
    void rule_12_1_joinedChargesAreRightWhereBothAre() {
        Charge always = Charge.of("buyer", 2);
        Charge from = always.within(SOON, null);
        Charge until = always.within(null, LATE);
        assertEquals(always.within(SOON, LATE), from.and(until));
        assertEquals(always.within(SOON, LATE), until.and(from));
        assertEquals(from, from.and(always));
        assertEquals(until, always.and(until));
        assertEquals(always.within(LATE, null), from.and(always.within(LATE, null)));
        assertEquals(always.within(null, SOON), until.and(always.within(null, SOON)));
    }
}
