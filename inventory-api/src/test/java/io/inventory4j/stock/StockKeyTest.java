package io.inventory4j.stock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.inventory4j.Absent;
import io.inventory4j.Refused;
import io.inventory4j.ReservationId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Keys and ids, which sort alike. */
final class StockKeyTest {
    private static final List<StockKey> ASCENDING = List.of(
            StockKey.of("A", "b"),
            StockKey.of("A", "b\uFFFF"),
            StockKey.of("A", "b\uD83D\uDE00"),
            StockKey.of("A", "c"),
            StockKey.of("A "),
            StockKey.of("AA", "a"),
            StockKey.of("B"),
            StockKey.of("a"),
            StockKey.of("\uFFFF", "z"),
            StockKey.of("\uD83D\uDE00", "a"));

    @Property(tries = 100)
    void rule_1_6_keysSortBySkuThenLocation(@ForAll Random random) {
        List<StockKey> shuffled = new ArrayList<>(ASCENDING);
        Collections.shuffle(shuffled, random);
        Collections.sort(shuffled);
        assertEquals(ASCENDING, shuffled);
    }

    @Test
    void rule_1_6_theOrderAgreesWithEquality() {
        for (StockKey left : ASCENDING) {
            for (StockKey right : ASCENDING) {
                assertEquals(left.equals(right), left.compareTo(right) == 0);
            }
        }
        assertEquals(0, StockKey.of("A").compareTo(StockKey.of("A", "main")));
    }

    @Test
    void rule_9_1_keysAreComparedExactly() {
        assertEquals(StockKey.of("A"), new StockKey("A", "main"));
        for (StockKey other : List.of(
                StockKey.of("a"),
                StockKey.of("A "),
                StockKey.of(" A"),
                StockKey.of("\uFF21"),
                StockKey.of("A", "Main"))) {
            assertNotEquals(StockKey.of("A"), other);
        }
    }

    @Test
    void rule_9_1_bothTextsAreChecked() {
        Refused.argument(() -> StockKey.of(""), "sku");
        Refused.argument(() -> StockKey.of("x".repeat(201)), "sku", "201");
        Refused.argument(() -> StockKey.of("A", ""), "location");
        Refused.argument(() -> StockKey.of("A", "main\n"), "location", "U+000A");
        Refused.absent("sku", () -> StockKey.of(Absent.value()));
        Refused.absent("location", () -> StockKey.of("A", Absent.value()));
    }

    @Test
    void readsAsSkuAtLocation() {
        assertEquals("LIPSTICK-01@main", StockKey.of("LIPSTICK-01").toString());
        assertEquals("A@live-7", StockKey.of("A", "live-7").toString());
    }

    @Test
    void reservationIdsSortAndReadLikeTheirText() {
        assertEquals(ReservationId.of("r"), new ReservationId("r"));
        assertEquals("r", ReservationId.of("r").toString());
        assertEquals(0, ReservationId.of("r").compareTo(ReservationId.of("r")));
        assertEquals(-1, Integer.signum(ReservationId.of("\uFFFF").compareTo(ReservationId.of("\uD83D\uDE00"))));
        Refused.argument(() -> ReservationId.of(""), "reservation id");
        Refused.absent("reservation id", () -> ReservationId.of(Absent.value()));
    }
}
