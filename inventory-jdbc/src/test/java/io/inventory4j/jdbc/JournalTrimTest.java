package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inventory4j.Posting;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.JournalEntry;
import io.inventory4j.stock.JournalPage;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 9.2: old entries of the journal are deleted, and a reader is told how many it misses. */
class JournalTrimTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final TurnedClock clock = new TurnedClock();

    private JdbcLedger ledger(TestDatabase database) {
        return ledger(database, database.source());
    }

    private JdbcLedger ledger(TestDatabase database, DataSource source) {
        JdbcSchema schema = JdbcSchema.standard()
                .withPrefix("j" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_");
        schema.createIn(database.source());
        return JdbcLedger.builder(source)
                .schema(schema)
                .clock(clock)
                .keepJournal(DAY)
                .build();
    }

    private static List<Long> places(JournalPage page) {
        return page.entries().stream().map(JournalEntry::sequence).toList();
    }

    private void move(JdbcLedger ledger, int count) {
        for (int i = 0; i < count; i++) {
            Shelf.stock(ledger, "SKU-" + UUID.randomUUID(), 1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsOldIsDeletedWhetherItWasReadOrNot(TestDatabase database) {
        try (JdbcLedger ledger = ledger(database)) {
            move(ledger, 3);
            assertEquals(List.of(1L, 2L, 3L), places(ledger.journal(0, 10)));
            move(ledger, 2);
            clock.advance(DAY);
            move(ledger, 2);
            ledger.purge(Duration.ofDays(400), 2);
            ledger.purge(Duration.ofDays(400), 3);
            JournalPage rest = ledger.journal(2, 10);
            assertEquals(List.of(6L, 7L), places(rest), "five of them were old");
            assertEquals(3, rest.lost());
            assertEquals(5, ledger.journal(0, 10).lost());
            ledger.purge(Duration.ofDays(400), 100);
            assertEquals(List.of(6L, 7L), places(ledger.journal(5, 10)));
            assertEquals(0, ledger.journal(5, 10).lost());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void entriesThatNobodyEverReadAreCountedAsLost(TestDatabase database) {
        try (JdbcLedger ledger = ledger(database)) {
            move(ledger, 4);
            clock.advance(DAY);
            move(ledger, 1);
            ledger.purge(Duration.ofDays(400), 3);
            ledger.purge(Duration.ofDays(400), 3);
            JournalPage page = ledger.journal(0, 10);
            assertEquals(List.of(5L), places(page));
            assertEquals(4, page.lost());
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void moreThanOneBiteIsDeleted(TestDatabase database) {
        try (JdbcLedger ledger = ledger(database)) {
            int count = JournalTrim.AT_ONCE + 7;
            List<Move> receipts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Posting posting = new Posting(StockKey.of("SKU-" + i), Bucket.OUTSIDE, Bucket.AVAILABLE, 1);
                receipts.add(Move.of("po-" + i, "receive", posting));
            }
            ledger.apply(receipts);
            clock.advance(DAY);
            move(ledger, 1);
            ledger.purge(Duration.ofDays(400), count);
            assertEquals(count, ledger.journal(0, 10).lost());
        }
    }

    /** SQLite has one writer at a time, so nothing is committed there between the look and the deletion. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SQLITE")
    void whatIsCommittedMeanwhileIsNotDeletedUncounted(TestDatabase database) throws SQLException {
        try (Connection shop = database.source().getConnection();
                JdbcLedger ledger = ledger(database, before("DELETE", database.source(), shop))) {
            move(ledger, 1);
            shop.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            shop.setAutoCommit(false);
            Shelf.stock(ledger.within(shop), "late", 1);
            move(ledger, 1);
            clock.advance(DAY);
            ledger.purge(Duration.ofDays(400), 2);
            JournalPage page = ledger.journal(0, 10);
            assertEquals(
                    List.of("stock of late"),
                    page.entries().stream().map(JournalEntry::command).toList());
            assertEquals(2, page.lost());
        }
    }

    /** The source, whose connections commit another one when they prepare such a statement of the journal. */
    private static DataSource before(String statement, DataSource source, Connection other) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object made = method.invoke(source, arguments);
            return !(made instanceof Connection connection)
                    ? made
                    : proxy(Connection.class, (asked, given) -> {
                        if (asked.getName().equals("prepareStatement")
                                && String.valueOf(given[0]).contains(statement)
                                && String.valueOf(given[0]).contains("journal")
                                && !other.getAutoCommit()) {
                            other.commit();
                        }
                        return asked.invoke(connection, given);
                    });
        });
    }

    private interface Call {
        @Nullable
        Object make(Method method, Object[] arguments) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            try {
                return call.make(method, given);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Test
    void theAgeHasBounds() {
        JdbcLedgerBuilder builder = JdbcLedger.builder(Path.of("never"));
        assertThrows(IllegalArgumentException.class, () -> builder.keepJournal(Duration.ofDays(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.keepJournal(Duration.ofDays(36_501)));
    }
}
