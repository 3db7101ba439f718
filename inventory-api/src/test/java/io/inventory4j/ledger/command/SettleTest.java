package io.inventory4j.ledger.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Absent;
import io.inventory4j.Refused;
import io.inventory4j.ReservationId;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.StockKey;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which arguments each transition takes. */
final class SettleTest {
    private static final ReservationId ID = ReservationId.of("order-1");
    private static final Duration HOLD = Duration.ofMinutes(15);
    private static final StockKey A = StockKey.of("A");
    private static final StockKey B = StockKey.of("B");

    private static Settle of(Transition transition, Map<StockKey, Long> quantities) {
        return new Settle(ID, "s1", transition, quantities, false, null);
    }

    private static Map<StockKey, Long> lines(int count) {
        Map<StockKey, Long> lines = new HashMap<>();
        for (int i = 0; i < count; i++) {
            lines.put(StockKey.of("S" + i), 1L);
        }
        return lines;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXTEND")
    void onlyAnExtensionTakesADuration(Transition transition) {
        assertEquals(new Settle(ID, "s1", transition, Map.of(), false, null), Settle.all(ID, "s1", transition));
        if (transition != Transition.GIVE_BACK) {
            assertEquals(of(transition, Map.of(A, 2L)), Settle.part(ID, "s1", transition, Map.of(A, 2L)));
        }
        Refused.argument(
                () -> new Settle(ID, "s1", transition, Map.of(), false, HOLD),
                "holdFor is PT15M",
                transition,
                "EXTEND");
    }

    @ParameterizedTest
    @EnumSource
    void onlyAConfirmationReleasesTheRest(Transition transition) {
        Duration hold = transition == Transition.EXTEND ? HOLD : null;
        if (transition == Transition.CONFIRM) {
            assertEquals(true, new Settle(ID, "s1", transition, Map.of(), true, hold).releaseRest());
        } else {
            Refused.argument(
                    () -> new Settle(ID, "s1", transition, Map.of(), true, hold), "releaseRest", transition, "CONFIRM");
        }
    }

    @Test
    void rule_2_6_anExtensionTakesTheWholeReservation() {
        assertEquals(new Settle(ID, "s1", Transition.EXTEND, Map.of(), false, HOLD), Settle.extend(ID, "s1", HOLD));
        Refused.argument(
                () -> new Settle(ID, "s1", Transition.EXTEND, Map.of(A, 1L), false, HOLD), "quantities", "A", "EXTEND");
        Refused.argument(() -> Settle.extend(ID, "s1", Duration.ZERO), "holdFor is PT0S");
        Refused.argument(() -> Settle.extend(ID, "s1", Duration.ofDays(401)), "holdFor");
        Refused.absent("holdFor", () -> Settle.all(ID, "s1", Transition.EXTEND));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EXTEND")
    void rule_2_10_withoutAnIdAWholeReservationIsSettled(Transition transition) {
        assertEquals(new Settle(ID, null, transition, Map.of(), false, null), Settle.all(ID, transition));
        assertEquals(transition.name(), Settle.all(ID, transition).content());
        if (transition != Transition.GIVE_BACK) {
            Refused.argument(() -> new Settle(ID, null, transition, Map.of(A, 1L), false, null), "settlement id");
        }
    }

    @Test
    void rule_2_10_theRestAndAnExtensionNeedAnId() {
        Refused.argument(() -> new Settle(ID, null, Transition.CONFIRM, Map.of(), true, null), "settlement id");
        Refused.argument(() -> new Settle(ID, null, Transition.EXTEND, Map.of(), false, HOLD), "settlement id");
    }

    @Test
    void rule_2_11_givingBackTakesTheWholeReservation() {
        Refused.argument(() -> of(Transition.GIVE_BACK, Map.of(A, 1L)), "quantities", "A", "GIVE_BACK");
        Refused.argument(() -> Settle.part(ID, "s1", Transition.GIVE_BACK, Map.of(A, 1L)), "GIVE_BACK");
    }

    @Test
    void rule_9_10_quantitiesAreBounded() {
        assertEquals(100, of(Transition.SHIP, lines(100)).quantities().size());
        Refused.argument(() -> of(Transition.SHIP, lines(101)), "quantities has 101", "1 to 100");
        Refused.argument(() -> Settle.part(ID, "s1", Transition.SHIP, lines(101)), "quantities has 101");
        Refused.argument(() -> Settle.part(ID, "s1", Transition.SHIP, Map.of()), "quantities has 0");
        Refused.argument(() -> of(Transition.SHIP, Map.of(A, 0L)), "quantity of A@main is 0");
        Refused.argument(() -> of(Transition.SHIP, Map.of(A, Bounds.MAX_QUANTITY + 1)), "quantity of A@main");
        assertEquals(
                Map.of(A, Bounds.MAX_QUANTITY),
                of(Transition.SHIP, Map.of(A, Bounds.MAX_QUANTITY)).quantities());
    }

    @Test
    void quantitiesAreCopiedInKeyOrder() {
        TreeMap<StockKey, Long> mine = new TreeMap<>(Collections.reverseOrder());
        mine.put(A, 1L);
        mine.put(B, 2L);
        Settle settle = of(Transition.SHIP, mine);
        mine.clear();
        assertEquals(List.of(A, B), List.copyOf(settle.quantities().keySet()));
        assertThrows(
                UnsupportedOperationException.class, () -> settle.quantities().clear());
    }

    @Test
    void whatIsNeededIsThere() {
        Refused.argument(() -> Settle.all(ID, "", Transition.SHIP), "settlement id");
        Refused.argument(() -> Settle.all(ID, "x".repeat(201), Transition.SHIP), "settlement id", "201");
        Refused.absent("reservation", () -> Settle.all(Absent.value(), "s1", Transition.SHIP));
        Refused.absent("transition", () -> Settle.all(ID, "s1", Absent.value()));
        Refused.absent("quantities", () -> of(Transition.SHIP, Absent.value()));
    }
}
