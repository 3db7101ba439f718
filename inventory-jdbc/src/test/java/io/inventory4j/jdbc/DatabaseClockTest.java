package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.stock.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Without a clock of its own, a ledger uses the database's clock, which here is this machine's. */
class DatabaseClockTest {
    private static final Duration HOLD = Duration.ofMinutes(15);

    /** The precision of a database that counts milliseconds. */
    private static final Duration ROUNDING = Duration.ofMillis(2);

    private static JdbcLedger ledger(TestDatabase database) {
        JdbcSchema schema = JdbcSchema.standard()
                .withPrefix("c" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_");
        schema.createIn(database.source());
        return JdbcLedger.builder(database.source()).schema(schema).build();
    }

    private static void between(Instant begin, Instant end, Instant found) {
        assertFalse(found.isBefore(begin.minus(ROUNDING)), () -> found + " is before " + begin);
        assertFalse(found.isAfter(end.plus(ROUNDING)), () -> found + " is after " + end);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void holdsAndJournalUseTheDatabasesTime(TestDatabase database) {
        try (JdbcLedger ledger = ledger(database)) {
            Instant begin = Instant.now();
            Shelf.stock(ledger, "A", 5);
            Outcome.Applied held = (Outcome.Applied) Shelf.one(ledger, Shelf.reserve("o1", "A", 1));
            Instant end = Instant.now();
            Reservation reservation = Objects.requireNonNull(held.reservation());
            between(begin.plus(HOLD), end.plus(HOLD), reservation.expiresAt());
            assertEquals(reservation, ledger.reservation(ReservationId.of("o1")).orElseThrow());
            List<JournalEntry> entries = ledger.journal(0, 10).entries();
            assertEquals(2, entries.size());
            entries.forEach(entry -> between(begin, end, entry.at()));
            between(begin, end, ledger.reports().oldestOpen(1).get(0).madeAt());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aHoldEndsAtItsTime(TestDatabase database) {
        try (JdbcLedger ledger = ledger(database)) {
            Shelf.stock(ledger, "A", 5);
            Reserve order = Shelf.reserve("short", "A", 1);
            Shelf.one(ledger, new Reserve(order.id(), order.lines(), List.of(), Duration.ofMillis(1), null));
            Shelf.one(ledger, Shelf.reserve("long", "A", 1));
            Instant giveUp = Instant.now().plusSeconds(30);
            int ended = 0;
            while (ended == 0 && Instant.now().isBefore(giveUp)) {
                ended = ledger.expire(10).size();
            }
            assertEquals(1, ended);
            assertEquals(4, Shelf.available(ledger, "A"));
            assertEquals(0, ledger.purge(Duration.ofDays(1), 10), "younger than a day");
        }
    }
}
