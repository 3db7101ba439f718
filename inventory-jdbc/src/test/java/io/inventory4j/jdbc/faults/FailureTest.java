package io.inventory4j.jdbc.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.ReservationId;
import io.inventory4j.jdbc.FragileServer;
import io.inventory4j.jdbc.JdbcLedger;
import io.inventory4j.jdbc.JdbcSchema;
import io.inventory4j.jdbc.PooledLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.command.Reserve;
import io.inventory4j.ledger.command.ReserveLine;
import io.inventory4j.policy.Charge;
import io.inventory4j.servers.jdbc.DatabaseKind;
import io.inventory4j.servers.jdbc.WireProtocols;
import io.inventory4j.stock.StockKey;
import io.inventory4j.testkit.faults.SaleStock;
import io.inventory4j.testkit.faults.TcpProxy;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Failures before anything is done: each is NONE, changes nothing, and its message has no buyer and no password. */
@Timeout(60)
class FailureTest {
    private static final String BUYER = "mallory4711";
    private static final String PASSWORD = "sesame0815";
    private static final String ID = "order of " + BUYER;
    private static final StockKey LINE = StockKey.of("A");

    private static Reserve order() {
        Charge limit = Charge.of("limit of " + BUYER, 10);
        return new Reserve(
                ReservationId.of(ID),
                List.of(new ReserveLine(LINE, 1, 0, List.of(limit))),
                List.of(limit),
                Duration.ofDays(1),
                null);
    }

    private static LedgerException none(StockLedger ledger) {
        LedgerException failure = assertThrows(LedgerException.class, () -> ledger.apply(List.of(order())));
        assertNone(failure);
        return failure;
    }

    private static void assertNone(LedgerException failure) {
        assertEquals(Effect.NONE, failure.effect(), failure::toString);
        assertSilent(failure);
    }

    private static void assertSilent(@Nullable Throwable failure) {
        if (failure == null) {
            return;
        }
        for (String secret : List.of(BUYER, PASSWORD)) {
            assertFalse(failure.toString().contains(secret), failure::toString);
        }
        assertSilent(failure.getCause());
        for (Throwable suppressed : failure.getSuppressed()) {
            assertSilent(suppressed);
        }
        if (failure instanceof SQLException sql) {
            assertSilent(sql.getNextException());
        }
    }

    private static void says(String what, LedgerException failure) {
        assertTrue(String.valueOf(failure.getMessage()).contains(what), failure::toString);
    }

    /** Changes the tables by SQL, with "%s" for their prefix. Then an order must fail, and change nothing. */
    private static LedgerException broken(DatabaseKind kind, String sql, boolean readable) throws SQLException {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        try (StockLedger ledger = server.node(schema, server.address())) {
            SaleStock.fill(ledger);
            try (Connection connection =
                            server.database().dataSource(server.address()).getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql.formatted(FragileServer.table(schema, "")));
            }
            LedgerException failure = none(ledger);
            if (readable) {
                assertTrue(ledger.reservation(ReservationId.of(ID)).isEmpty());
                assertEquals(
                        SaleStock.UNITS, ledger.levels(List.of(LINE)).get(0).available());
                SaleStock.check(ledger, List.of(ID));
            }
            return failure;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableIsMissing(DatabaseKind kind) throws SQLException {
        says("tables are missing", broken(kind, "DROP TABLE %sheld", false));
        says("tables are missing", broken(kind, "DROP TABLE %sline", false));
    }

    @ParameterizedTest
    @EnumSource
    void aColumnIsMissing(DatabaseKind kind) throws SQLException {
        says("tables are missing", broken(kind, "ALTER TABLE %scounter DROP COLUMN used", false));
    }

    @ParameterizedTest
    @EnumSource
    void aColumnIsTooNarrow(DatabaseKind kind) throws SQLException {
        String narrow = kind == DatabaseKind.POSTGRES
                ? "ALTER TABLE %sreservation ALTER COLUMN body TYPE varchar(3)"
                : "ALTER TABLE %sreservation MODIFY body VARBINARY(3) NOT NULL";
        says("refused a statement", broken(kind, narrow, true));
    }

    private static boolean forbidsRows(FragileServer server) throws SQLException {
        try (Connection connection =
                        server.database().dataSource(server.address()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE forbidding (a integer, CONSTRAINT positive CHECK (a > 0))");
            try {
                statement.execute("INSERT INTO forbidding VALUES (0)");
                return false;
            } catch (SQLException e) {
                return true;
            } finally {
                statement.execute("DROP TABLE forbidding");
            }
        }
    }

    /** PostgreSQL's own message would contain the whole row. */
    @ParameterizedTest
    @EnumSource
    void aRowIsForbidden(DatabaseKind kind) throws SQLException {
        assumeTrue(forbidsRows(FragileServer.of(kind)), "MySQL before 8.0.16 takes conditions on rows for comments");
        broken(kind, "ALTER TABLE %sheld ADD CONSTRAINT many CHECK (quantity > 100)", true);
        broken(kind, "ALTER TABLE %scounter ADD CONSTRAINT unused CHECK (used = 0)", true);
    }

    /** The conflicting row remains, so that retries do not help. */
    @ParameterizedTest
    @EnumSource
    void aRowIsThereAlready(DatabaseKind kind) throws SQLException {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        try (StockLedger ledger = server.node(schema, server.address())) {
            SaleStock.fill(ledger);
            try (Connection connection =
                            server.database().dataSource(server.address()).getConnection();
                    PreparedStatement insert = connection.prepareStatement(
                            "INSERT INTO " + FragileServer.table(schema, "held") + " VALUES (?, ?, ?, 1)")) {
                int place = 0;
                for (String text : List.of(LINE.sku(), LINE.location(), ID)) {
                    place++;
                    insert.setObject(
                            place, kind == DatabaseKind.POSTGRES ? text : text.getBytes(StandardCharsets.UTF_8));
                }
                insert.executeUpdate();
            }
            says("in the way", none(ledger));
            assertTrue(ledger.reservation(ReservationId.of(ID)).isEmpty());
            assertEquals(SaleStock.UNITS, ledger.levels(List.of(LINE)).get(0).available());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theServerIsGone(DatabaseKind kind) {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        StockLedger ledger;
        InetSocketAddress nobody;
        try (TcpProxy proxy = TcpProxy.to(server.address(), WireProtocols.of(kind))) {
            nobody = proxy.address();
            ledger = server.node(schema, nobody);
            SaleStock.fill(ledger);
        }
        try (ledger) {
            none(ledger);
            none(ledger);
            assertNone(refused(kind, nobody, schema));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyByThisNameMayLogIn(DatabaseKind kind) {
        FragileServer server = FragileServer.of(kind);
        assertNone(refused(kind, server.address(), server.freshTables()));
    }

    private static LedgerException refused(DatabaseKind kind, InetSocketAddress at, JdbcSchema schema) {
        String rest = kind == DatabaseKind.POSTGRES ? "postgres?sslmode=disable&" : "shop?sslMode=disable&";
        String url = "jdbc:" + kind.scheme() + "://127.0.0.1:" + at.getPort() + "/" + rest + "user=nobody&password="
                + PASSWORD;
        assertNone(assertThrows(
                LedgerException.class,
                () -> JdbcLedger.builder(kind.dataSource(url)).schema(schema).build()));
        try (HikariDataSource pool = new HikariDataSource(PooledLedger.config(url, 1))) {
            return assertThrows(
                    LedgerException.class,
                    () -> JdbcLedger.builder(pool).schema(schema).build());
        }
    }

    @ParameterizedTest
    @EnumSource
    void thePoolIsExhausted(DatabaseKind kind) throws SQLException {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        HikariConfig config = PooledLedger.config(server.database().url(server.address()), 1);
        config.setConnectionTimeout(250);
        try (HikariDataSource pool = new HikariDataSource(config);
                JdbcLedger ledger =
                        JdbcLedger.builder(pool).schema(schema).notifying(false).build()) {
            SaleStock.fill(ledger);
            try (Connection only = pool.getConnection()) {
                assertTrue(only.isValid(1));
                says("no connection", none(ledger));
                says("within(connection)", none(ledger));
                LedgerException read = assertThrows(LedgerException.class, () -> ledger.levels(List.of(LINE)));
                assertNone(read);
            }
            assertTrue(ledger.reservation(ReservationId.of(ID)).isEmpty());
            assertTrue(SaleStock.apply(ledger, order()).applied());
        }
    }
}
