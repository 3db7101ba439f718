package io.inventory4j.testkit.properties;

import io.inventory4j.ReservationId;
import io.inventory4j.stock.StockKey;
import java.util.List;

/**
 * The names that sequences use: so few that commands often touch the same rows. Among them are names that a store may
 * mix up or not sort by UTF-8: names that differ in case or in a trailing blank, and a pair that UTF-16 sorts the other
 * way round.
 */
final class Names {
    static final List<StockKey> KEYS = List.of(
            StockKey.of("A"),
            StockKey.of("a"),
            StockKey.of("\uE000"),
            StockKey.of("\uD83D\uDE00"),
            StockKey.of("A", "live"),
            StockKey.of("\uE000", "live"),
            StockKey.of("\uD83D\uDE00", "live"));

    static final List<ReservationId> RESERVATIONS = List.of(
            id("r1"),
            id("r2"),
            id("r3"),
            id("r4"),
            id("r5"),
            id("r6"),
            id("R1"),
            id("r1 "),
            id("\uE000"),
            id("\uD83D\uDE00"));

    static final List<String> COUNTERS = List.of("c1", "c2", "C1", "\uD83D\uDE00", CounterWindows.NAME);

    static final List<String> OWNERS = List.of("o1", "o2", "O1");

    private Names() {}

    private static ReservationId id(String value) {
        return ReservationId.of(value);
    }
}
