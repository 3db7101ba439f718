package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Grant;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ReservedLine;
import io.inventory4j.Settlement;
import io.inventory4j.jdbc.sql.Nanos;
import io.inventory4j.stock.StockKey;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

    /** Texts that rule 9 allows: spaces, separators of other formats, and signs beyond the first plane of Unicode. */
    private static Arbitrary<String> texts() {
        return Arbitraries.of(
                "a", "A ", " ", "x;y:z", "\"'\\", "C", "L", "S", "E", "G", "+", "1", "\uD83D\uDE00", "\u00A0", "-");
    }

    @Provide
    static Arbitrary<Reservation> reservations() {
        Arbitrary<Long> units = Arbitraries.of(0L, 1L, (1L << 53) - 1);
        Arbitrary<List<String>> names = texts().list().ofMaxSize(3);
        Arbitrary<ReservedLine> line = Combinators.combine(texts(), texts(), units, units, names)
                .as((sku, location, some, more, charges) ->
                        new ReservedLine(new StockKey(sku, location), some, more, 5, some, 3, some / 2, charges));
        Arbitrary<Settlement> settlement = Combinators.combine(texts(), texts()).as(Settlement::new);
        Arbitrary<Grant> grant = Combinators.combine(
                        Combinators.combine(texts(), texts())
                                .as(StockKey::new)
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(3),
                        units)
                .as((keys, some) -> new Grant(
                        keys, 7, some, some > 1, keys.stream().map(key -> some).toList()));
        return Combinators.combine(
                        texts(),
                        texts().injectNull(0.3),
                        line.list().ofMaxSize(3),
                        names,
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        settlement.list().ofMaxSize(3),
                        grant.list().ofMaxSize(2))
                .as((id, owner, lines, charges, sold, ended, settlements, grants) -> new Reservation(
                        ReservationId.of(id),
                        owner,
                        lines,
                        grants,
                        charges,
                        sold,
                        NOW.minusSeconds(60),
                        NOW.plusSeconds(60),
                        ended,
                        NOW,
                        settlements));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aReservationIsReadAsItWasWritten(@ForAll("reservations") Reservation reservation) {
        assertEquals(
                reservation,
                ReservationText.read(
                        reservation.id(),
                        reservation.madeAt(),
                        reservation.changedAt(),
                        ReservationText.of(reservation)));
    }

    @Test
    void anUnknownPartIsAnError() {
        ReservationId id = ReservationId.of("o1");
        assertThrows(IllegalStateException.class, () -> ReservationText.read(id, NOW, NOW, "E\t1\t-\t-\nX\t1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2026-11-22T12:00:00.000000001Z",
                "2262-01-01T00:00:00Z",
                "1700-01-01T00:00:00Z"
            })
    void anInstantIsReadAsItWasWritten(String text) {
        Instant instant = Instant.parse(text);
        assertEquals(instant, Nanos.instant(Nanos.of(instant)));
    }

    @Test
    void anInstantOutOfRangeBecomesTheEndOfTheRange() {
        assertEquals(Instant.MAX, Nanos.instant(Nanos.of(Instant.parse("3000-01-01T00:00:00Z"))));
        assertEquals(Instant.MAX, Nanos.instant(Nanos.of(Instant.MAX)));
        assertEquals(Instant.MIN, Nanos.instant(Nanos.of(Instant.MIN)));
        assertEquals(Long.MIN_VALUE, Nanos.of(Instant.parse("1000-01-01T00:00:00Z")));
    }
}
