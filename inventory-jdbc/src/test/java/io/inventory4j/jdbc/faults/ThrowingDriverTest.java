package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.Outcome;
import io.inventory4j.Posting;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.Shelf;
import io.inventory4j.jdbc.TestDatabase;
import io.inventory4j.ledger.command.Command;
import io.inventory4j.ledger.command.Move;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.ledger.command.Settle;
import io.inventory4j.ledger.command.Transition;
import io.inventory4j.stock.Bucket;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.TurnedClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each single call of JDBC that a call of the ledger makes throws what is no SQLException, once instead of its work and
 * once after it. The caller sees an answer, or a LedgerException whose effect is right (rule 10.1).
 */
@Tag("slow")
@Timeout(300)
class ThrowingDriverTest {
    private static final StockKey LINE = StockKey.of("A");

    /** What a call of the ledger came to. */
    private enum Fate {
        ANSWERED,
        NONE,
        UNKNOWN
    }

    /** A call of the ledger, made again and again with another number. */
    private interface Call {
        void make(JdbcLedger ledger, int number) throws SQLException;
    }

    /** Whether the call of this number has happened. */
    private interface Happened {
        boolean is(JdbcLedger direct, int number);
    }

    private static final class Node implements AutoCloseable {
        final String url;
        final JdbcSchema schema;
        final TurnedClock clock = new TurnedClock();
        final ThrowingSource throwing;
        final JdbcLedger ledger;
        final JdbcLedger direct;

        Node(TestDatabase database) {
            url = ((HikariDataSource) database.source()).getJdbcUrl();
            String prefix = "x" + UUID.randomUUID().toString().replace("-", "").substring(0, 12) + "_";
            schema = JdbcSchema.standard().withPrefix(prefix);
            schema.createIn(database.source());
            throwing = new ThrowingSource(url);
            ledger = JdbcLedger.builder(throwing.source())
                    .schema(schema)
                    .clock(clock)
                    .notifying(false)
                    .build();
            direct = JdbcLedger.builder(database.source())
                    .schema(schema)
                    .clock(clock)
                    .notifying(false)
                    .build();
            Shelf.stock(direct, "A", 100_000);
        }

        /** Makes a call whose n-th call of JDBC throws, for every n; returns what it came to. */
        Set<Fate> everyCall(ThrowingSource.When when, Call call, @Nullable Happened happened) {
            Set<Fate> fates = EnumSet.noneOf(Fate.class);
            boolean fired = true;
            for (int n = 0; fired; n++) {
                throwing.arm(n, when, n % 2 == 0 ? new IllegalStateException("n") : new NoClassDefFoundError("n"));
                Fate fate = fate(call, n);
                fired = throwing.fired();
                String thrower = throwing.disarm() + " " + when + ", call " + n;
                throwing.close();
                fates.add(fate);
                if (happened != null && fate != Fate.UNKNOWN) {
                    assertEquals(fate == Fate.ANSWERED, happened.is(direct, n), () -> fate + " after " + thrower);
                }
            }
            return fates;
        }

        private Fate fate(Call call, int n) {
            try {
                call.make(ledger, n);
                return Fate.ANSWERED;
            } catch (LedgerException e) {
                return e.effect() == Effect.NONE ? Fate.NONE : Fate.UNKNOWN;
            } catch (RuntimeException | Error | SQLException e) {
                throw new AssertionError(throwing.disarm() + " threw, and this reached the caller", e);
            }
        }

        @Override
        public void close() {
            ledger.close();
            direct.close();
            throwing.close();
        }
    }

    private interface Body {
        void run(Node node, ThrowingSource.When when) throws Exception;
    }

    private static void each(TestDatabase database, Body body) throws Exception {
        for (ThrowingSource.When when : ThrowingSource.When.values()) {
            try (Node node = new Node(database)) {
                body.run(node, when);
            }
        }
    }

    private static boolean known(JdbcLedger direct, String id) {
        return direct.reservation(ReservationId.of(id)).isPresent();
    }

    private static final Set<Fate> ALL = EnumSet.allOf(Fate.class);

    @ParameterizedTest
    @EnumSource
    void rule_10_1_aReserve(TestDatabase database) throws Exception {
        each(database, (node, when) -> {
            Set<Fate> fates = node.everyCall(
                    when,
                    (ledger, n) -> assertTrue(
                            Shelf.one(ledger, Shelf.reserve("o" + n, "A", 1)).applied()),
                    (direct, n) -> known(direct, "o" + n));
            assertEquals(ALL, fates, "not every end was seen");
        });
    }

    @ParameterizedTest
    @EnumSource
    void rule_10_1_aMixedBatchIsDoneWholeOrNotAtAll(TestDatabase database) throws Exception {
        each(database, (node, when) -> {
            for (int n = 0; n < 500; n++) {
                Shelf.one(node.direct, Shelf.reserve("older" + n, "A", 1));
            }
            Set<Fate> fates = node.everyCall(
                    when,
                    (ledger, n) -> {
                        Posting posting = new Posting(LINE, Bucket.AVAILABLE, Bucket.DAMAGED, 1);
                        List<Command> batch = List.of(
                                Shelf.reserve("o" + n, "A", 1),
                                Move.of("move" + n, "inspection", posting),
                                Settle.all(ReservationId.of("older" + n), "pay", Transition.CONFIRM));
                        assertTrue(ledger.apply(batch).stream().allMatch(Outcome::applied));
                    },
                    (direct, n) -> {
                        boolean made = known(direct, "o" + n);
                        long sold = direct.reservation(ReservationId.of("older" + n))
                                .orElseThrow()
                                .lines()
                                .get(0)
                                .committed();
                        assertEquals(made ? 1 : 0, sold, "half a batch");
                        return made;
                    });
            assertEquals(ALL, fates, "not every end was seen");
        });
    }

    @ParameterizedTest
    @EnumSource
    void rule_10_1_aSweepAndAPurge(TestDatabase database) throws Exception {
        each(database, (node, when) -> {
            Set<Fate> fates = node.everyCall(
                    when,
                    (ledger, n) -> {
                        // Whatever an earlier call with an unknown effect has left.
                        node.direct.expire(10);
                        Shelf.one(node.direct, shortHold("due" + n));
                        node.clock.advance(Duration.ofMillis(1));
                        assertEquals(1, ledger.expire(1).size());
                    },
                    (direct, n) -> direct.expire(10).isEmpty());
            assertEquals(ALL, fates, "not every end was seen");
            node.clock.advance(Duration.ofMillis(1));
            node.everyCall(when, (ledger, n) -> ledger.purge(Duration.ZERO, 1), null);
        });
    }

    private static Reserve shortHold(String id) {
        return new Reserve(
                ReservationId.of(id),
                List.of(new ReserveLine(LINE, 1, 0, List.of())),
                List.of(),
                Duration.ofMillis(1),
                null);
    }

    @ParameterizedTest
    @EnumSource
    void rule_10_1_reads(TestDatabase database) throws Exception {
        each(database, (node, when) -> {
            Shelf.one(node.direct, Shelf.reserve("o", "A", 1));
            List<Call> reads = List.of(
                    (ledger, n) -> ledger.levels(List.of(LINE)),
                    (ledger, n) -> ledger.reservation(ReservationId.of("o")),
                    (ledger, n) -> ledger.open(LINE, null, 10),
                    (ledger, n) -> ledger.used("counter"),
                    (ledger, n) -> ledger.journal(0, 10),
                    (ledger, n) -> ledger.reports().oldestOpen(10),
                    (ledger, n) -> ledger.reports().journal(LINE, 0, 10),
                    (ledger, n) -> ledger.watch(level -> {}).close());
            for (Call read : reads) {
                Set<Fate> fates = node.everyCall(when, read, null);
                assertEquals(EnumSet.of(Fate.ANSWERED, Fate.NONE), fates, "of a read");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void rule_10_1_openingALedgerAndMakingItsTables(TestDatabase database) throws Exception {
        each(database, (node, when) -> {
            Set<Fate> opening = node.everyCall(
                    when,
                    (ledger, n) -> JdbcLedger.builder(node.throwing.source())
                            .schema(node.schema)
                            .build()
                            .close(),
                    null);
            assertEquals(EnumSet.of(Fate.ANSWERED, Fate.NONE), opening);
            Set<Fate> making = node.everyCall(when, (ledger, n) -> node.schema.createIn(node.throwing.source()), null);
            assertEquals(EnumSet.of(Fate.ANSWERED, Fate.NONE), making);
        });
    }

    /** The shop commits after NONE unless it is told to roll back, and always rolls back after UNKNOWN. */
    @ParameterizedTest
    @EnumSource
    void rule_10_1_insideAShopsTransaction(TestDatabase database) throws Exception {
        each(database, (node, when) -> {
            String orders = "o" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
            sql(node, "CREATE TABLE " + orders + " (id varchar(40) PRIMARY KEY)");
            boolean fired = true;
            for (int n = 0; fired; n++) {
                fired = inShop(node, when, orders, n);
                node.throwing.close();
            }
        });
    }

    /** Makes one order whose n-th call of JDBC throws; returns whether there was such a call. */
    private static boolean inShop(Node node, ThrowingSource.When when, String orders, int n) throws SQLException {
        String id = "o" + n;
        boolean commits = true;
        boolean held = false;
        try (Connection connection = node.throwing.source().getConnection()) {
            connection.setAutoCommit(false);
            if (!node.url.startsWith("jdbc:sqlite")) {
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO " + orders + " VALUES ('" + id + "')");
            }
            node.throwing.arm(n, when, n % 2 == 0 ? new IllegalStateException("n") : new NoClassDefFoundError("n"));
            try {
                held = Shelf.one(node.ledger.within(connection), Shelf.reserve(id, "A", 1))
                        .applied();
            } catch (LedgerException e) {
                commits = e.effect() == Effect.NONE
                        && !String.valueOf(e.getMessage()).contains("roll back");
            }
            boolean fired = node.throwing.fired();
            String thrower = node.throwing.disarm() + " " + when + ", call " + n;
            if (commits) {
                connection.commit();
            } else {
                connection.rollback();
            }
            assertEquals(held, known(node.direct, id), () -> "the reservation, after " + thrower);
            int ordered = rows(node, "SELECT count(*) FROM " + orders + " WHERE id = '" + id + "'");
            assertEquals(commits ? 1 : 0, ordered, () -> "the order's row, after " + thrower);
            return fired;
        }
    }

    private static void sql(Node node, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(node.url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int rows(Node node, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(node.url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void errorsOfTheVirtualMachinePassAsTheyAre() {
        try (Node node = new Node(TestDatabase.H2)) {
            OutOfMemoryError error = new OutOfMemoryError("none left");
            node.throwing.arm(3, ThrowingSource.When.INSTEAD, error);
            assertSame(
                    error,
                    assertThrows(OutOfMemoryError.class, () -> Shelf.one(node.ledger, Shelf.reserve("o", "A", 1))));
            node.throwing.disarm();
            assertFalse(known(node.direct, "o"));
        }
    }
}
