package io.inventory4j.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.servers.Eventually;
import io.inventory4j.servers.jdbc.DatabaseKind;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a ledger with listeners takes from its pool, and gives back. */
@Timeout(60)
class WatchedLedgerTest {
    private static HikariDataSource pool(FragileServer server) {
        return new HikariDataSource(PooledLedger.config(server.database().url(server.address()), 4));
    }

    private static int active(HikariDataSource pool) {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    @ParameterizedTest
    @EnumSource
    void aWatchThatFailsKeepsNoConnection(DatabaseKind kind) throws Exception {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        try (HikariDataSource pool = pool(server);
                JdbcLedger ledger = JdbcLedger.builder(pool).schema(schema).build()) {
            Shelf.stock(ledger, "A", 1);
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE " + schema.table("meta"));
            }
            LedgerException failure = assertThrows(LedgerException.class, () -> ledger.watch(level -> {}));
            assertEquals(Effect.NONE, failure.effect());
            Eventually.is("every connection is back", () -> active(pool) == 0);
            Thread.getAllStackTraces()
                    .keySet()
                    .forEach(thread -> assertFalse(thread.getName().startsWith("inventory4j-feed")));
        }
    }

    /**
     * The connection that listened goes on in the pool. One that is thrown away, as a broken one, leaves a warning in
     * HikariCP's log.
     */
    @ParameterizedTest
    @EnumSource
    void aWatchedLedgerThatIsClosedGivesItsConnectionsBack(DatabaseKind kind) throws Exception {
        FragileServer server = FragileServer.of(kind);
        JdbcSchema schema = server.freshTables();
        try (HikariDataSource pool = pool(server)) {
            CountDownLatch heard = new CountDownLatch(1);
            int total;
            try (JdbcLedger ledger = JdbcLedger.builder(pool).schema(schema).build()) {
                ledger.watch(level -> heard.countDown());
                Shelf.stock(ledger, "A", 1);
                assertTrue(heard.await(30, TimeUnit.SECONDS));
                if (kind == DatabaseKind.POSTGRES) {
                    Eventually.is("a connection listens", () -> active(pool) > 0);
                }
                total = pool.getHikariPoolMXBean().getTotalConnections();
            }
            assertEquals(0, active(pool), "everything is given back when the ledger is closed");
            // The pool may have opened one more meanwhile, for a caller who has waited a moment.
            assertTrue(pool.getHikariPoolMXBean().getTotalConnections() >= total, "none was thrown away");
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                assertTrue(connection.getAutoCommit());
                if (kind == DatabaseKind.POSTGRES) {
                    assertFalse(statement
                            .executeQuery("SELECT pg_listening_channels()")
                            .next());
                }
            }
        }
    }
}
