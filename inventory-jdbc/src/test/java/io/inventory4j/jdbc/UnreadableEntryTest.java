package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.inventory4j.Subscription;
import io.inventory4j.servers.Eventually;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.Level;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

/** The journal has an entry that this version of the library cannot read: readers go on after it. */
class UnreadableEntryTest {
    private final String prefix =
            "u" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";

    private JdbcLedger ledger(TestDatabase database) {
        JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
        schema.createIn(database.source());
        return JdbcLedger.builder(database.source())
                .schema(schema)
                .pollEvery(Duration.ofMillis(10))
                .build();
    }

    /** Makes the entries of some receipts those of a later version. */
    private void spoil(Connection connection, String units) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE " + prefix + "journal SET kind = 'LATER' WHERE available IN (" + units + ")");
        }
    }

    /** Spoils the entry of a receipt before any reader can see it. */
    private void stockAndSpoil(TestDatabase database, JdbcLedger ledger, String sku, long units) throws SQLException {
        try (Connection connection = database.source().getConnection()) {
            if (database != TestDatabase.SQLITE) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            connection.setAutoCommit(false);
            Shelf.stock(ledger.within(connection), sku, units);
            spoil(connection, Long.toString(units));
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    private static List<Long> sequences(JournalPage page) {
        return page.entries().stream().map(JournalEntry::sequence).toList();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void pagesCountItAsLostAndListenersHearOfAllThatFollow(TestDatabase database) throws SQLException {
        BlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        try (JdbcLedger ledger = ledger(database)) {
            for (int i = 1; i <= 7; i++) {
                Shelf.stock(ledger, "A" + i, i);
            }
            try (Connection connection = database.source().getConnection()) {
                spoil(connection, "3, 4, 7");
            }
            JournalPage before = ledger.journal(0, 10);
            assertEquals(List.of(1L, 2L), sequences(before));
            assertEquals(List.of(2L, 0L), List.of(before.next(), before.lost()));
            JournalPage after = ledger.journal(before.next(), 10);
            assertEquals(List.of(5L, 6L), sequences(after));
            assertEquals(List.of(6L, 2L), List.of(after.next(), after.lost()));
            assertEquals(new JournalPage(List.of(), 7, 1), ledger.journal(6, 10));
            assertEquals(new JournalPage(List.of(), 7, 0), ledger.journal(7, 10));
            assertEquals(3, ledger.unreadableEntries());

            try (Subscription subscription = ledger.watch(level -> heard.add(level.available()))) {
                assertNotNull(subscription);
                Shelf.stock(ledger, "A8", 8);
                Eventually.is("the change before it is heard of", () -> heard.contains(8L));
                stockAndSpoil(database, ledger, "A9", 9);
                Shelf.stock(ledger, "A10", 10);
                Eventually.is("the change after it is heard of", () -> heard.contains(10L));
            }
            assertEquals(4, ledger.unreadableEntries());
        }
    }

    @Test
    void eachIsCountedOnceAndTheFirstOfSeveralIsLogged() {
        Queue<SubstituteLoggingEvent> events = new LinkedBlockingQueue<>();
        UnreadableEntries unreadable =
                new UnreadableEntries(new EventRecordingLogger(new SubstituteLogger("reader", events, true), events));
        RuntimeException why = new IllegalArgumentException("no such kind");
        for (int again = 0; again < 2; again++) {
            unreadable.read(1);
            unreadable.failed(2, why);
            unreadable.failed(3, why);
            unreadable.read(4);
            unreadable.failed(5, why);
        }
        assertEquals(3, unreadable.count());
        assertEquals(
                List.of(Level.WARN, Level.INFO, Level.WARN),
                events.stream().map(SubstituteLoggingEvent::getLevel).toList());
    }
}
