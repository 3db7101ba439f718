package io.inventory4j.jdbc.within;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.Subscription;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.Shelf;
import io.inventory4j.jdbc.TestDatabase;
import io.inventory4j.ledger.Announcing;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.stock.JournalEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 11: of what the shop's transaction does, listeners hear after its commit, and never if it is rolled back. */
class AmbientListenersTest {
    private static final int SECONDS = 20;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void rule_11_1_listenersHearAfterTheShopsCommitAndNotOfWhatIsRolledBack(TestDatabase database)
            throws SQLException, InterruptedException {
        String prefix = "l" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";
        JdbcSchema schema = JdbcSchema.standard().withPrefix(prefix);
        schema.createIn(database.source());
        BlockingQueue<JournalEntry> heard = new LinkedBlockingQueue<>();
        List<JournalEntry> inside = new ArrayList<>();
        try (JdbcLedger ledger =
                        JdbcLedger.builder(database.source()).schema(schema).build();
                Connection connection = database.source().getConnection()) {
            ledger.follow(heard::add);
            Shelf.stock(ledger, "A", 5);
            // Until it is heard of, the reader of the journal may write; SQLite lets nobody begin to write meanwhile.
            assertEquals("stock of A", next(heard).command());
            if (database != TestDatabase.SQLITE) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            connection.setAutoCommit(false);
            StockLedger within = ledger.within(connection);
            Subscription none = ((Announcing) within).follow(inside::add);
            assertTrue(Shelf.one(within, Shelf.reserve("rolled back", "A", 1)).applied());
            connection.rollback();
            assertTrue(Shelf.one(within, Shelf.reserve("committed", "A", 2)).applied());
            assertTrue(heard.isEmpty());
            connection.commit();
            none.close();
            JournalEntry entry = next(heard);
            assertEquals("committed", entry.command());
            assertEquals(3, entry.change().after().available());
            assertEquals(List.of(), inside);
        }
    }

    private static JournalEntry next(BlockingQueue<JournalEntry> heard) throws InterruptedException {
        JournalEntry entry = heard.poll(SECONDS, TimeUnit.SECONDS);
        assertTrue(entry != null, "an entry was never heard of");
        return entry;
    }
}
