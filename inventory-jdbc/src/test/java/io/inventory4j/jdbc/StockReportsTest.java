package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.policy.Charge;
import io.inventory4j.stock.CommandKind;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StockReportsTest {
    private final TurnedClock clock = new TurnedClock();

    private JdbcLedger ledger(TestDatabase database) {
        JdbcSchema schema = JdbcSchema.standard()
                .withPrefix("r" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_");
        schema.createIn(database.source());
        JdbcLedger ledger = JdbcLedger.builder(database.source())
                .schema(schema)
                .clock(clock)
                .build();
        Shelf.stock(ledger, "A", 10);
        Shelf.stock(ledger, "B", 10);
        return ledger;
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void theJournalOfALine(TestDatabase database) {
        try (JdbcLedger ledger = ledger(database)) {
            Shelf.one(ledger, Shelf.reserve("o1", "A", 2));
            Shelf.one(ledger, Shelf.reserve("o2", "B", 1));
            Shelf.one(ledger, Settle.all(ReservationId.of("o1"), "pay", Transition.CONFIRM));
            List<JournalEntry> all = ledger.reports().journal(StockKey.of("A"), 0, 10);
            assertEquals(
                    List.of(CommandKind.MOVE, CommandKind.RESERVE, CommandKind.CONFIRM),
                    all.stream().map(JournalEntry::kind).toList());
            assertEquals(
                    List.of(1L, 2L, 3L),
                    all.stream().map(entry -> entry.change().after().version()).toList());
            assertEquals(
                    all.subList(1, 2),
                    ledger.reports().journal(StockKey.of("A"), 1, 1),
                    "a page of one entry after the first");
            assertEquals(List.of(), ledger.reports().journal(StockKey.of("C"), 0, 10));
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void openReservationsByAge(TestDatabase database) {
        try (JdbcLedger ledger = ledger(database)) {
            Instant began = clock.instant();
            Shelf.one(ledger, Shelf.reserve("z-first", "A", 1));
            clock.advance(Duration.ofSeconds(1));
            Shelf.one(ledger, Shelf.reserve("a-second", "B", 1));
            clock.advance(Duration.ofSeconds(1));
            Shelf.one(ledger, Shelf.reserve("third", "A", 1));
            Shelf.one(ledger, Shelf.reserve("sold", "A", 1));
            Shelf.one(ledger, Settle.all(ReservationId.of("sold"), "pay", Transition.CONFIRM));
            clock.advance(Duration.ofSeconds(1));
            Shelf.one(ledger, Settle.extend(ReservationId.of("z-first"), "longer", Duration.ofHours(2)));

            List<Reservation> open = ledger.reports().oldestOpen(10);
            assertEquals(List.of("z-first", "a-second", "third"), ids(open));
            assertEquals(began, open.get(0).madeAt(), "an extension does not change its age");
            assertEquals(ledger.reservation(ReservationId.of("z-first")).orElseThrow(), open.get(0));
            assertEquals(List.of("z-first"), ids(ledger.reports().oldestOpen(1)));
            assertEquals(List.of("z-first", "third"), ids(ledger.reports().oldestOpen(StockKey.of("A"), 10)));
        }
    }

    private static List<String> ids(List<Reservation> open) {
        return open.stream().map(one -> one.id().value()).toList();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void limitsUsed(TestDatabase database) {
        try (JdbcLedger ledger = ledger(database)) {
            Instant end = Instant.parse("2030-01-01T00:00:00Z");
            Shelf.one(
                    ledger,
                    Shelf.reserve(
                            "o1",
                            "A",
                            2,
                            Charge.of("buyer/ann", 5),
                            new Charge("day/1/ann", 5, end),
                            Charge.of("buyer/b%b", 5)));
            Shelf.one(ledger, Shelf.reserve("o2", "A", 1, Charge.of("buyer/ann", 5), Charge.of("Buyer/ann", 5)));
            StockReports reports = ledger.reports();
            assertEquals(
                    List.of(
                            new StockReports.CounterUse("buyer/ann", 3, null),
                            new StockReports.CounterUse("buyer/b%b", 2, null)),
                    reports.counters("buyer/", null, 10));
            assertEquals(
                    List.of(new StockReports.CounterUse("buyer/b%b", 2, null)),
                    reports.counters("buyer/", "buyer/ann", 10));
            assertEquals(List.of(new StockReports.CounterUse("day/1/ann", 2, end)), reports.counters("day/", null, 1));
            assertEquals(4, reports.counters("", null, 10).size());
            assertThrows(IllegalArgumentException.class, () -> reports.counters("", null, 0));
        }
    }
}
