package io.inventory4j.servers.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.inventory4j.testkit.faults.TcpProxy;
import io.inventory4j.testkit.faults.WireFault.Direction;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseServerTest {
    private static DatabaseServer fresh(DatabaseKind kind) {
        return kind == DatabaseKind.POSTGRES ? DatabaseServer.freshPostgres() : DatabaseServer.freshMariadb();
    }

    private static DatabaseServer shared(DatabaseKind kind) {
        return kind == DatabaseKind.POSTGRES ? DatabaseServer.postgres() : DatabaseServer.mariadb();
    }

    private static Connection connect(DatabaseServer server) throws SQLException {
        return server.dataSource(server.address()).getConnection();
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            assertTrue(answer.next(), query);
            return answer.getString(1);
        }
    }

    private static String ask(DatabaseServer server, String query) throws SQLException {
        try (Connection connection = connect(server)) {
            return ask(connection, query);
        }
    }

    private static void commitRow(DatabaseServer server) throws SQLException {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept (unit INT PRIMARY KEY)");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO kept VALUES (42)");
            connection.commit();
        }
    }

    @ParameterizedTest
    @EnumSource
    void committedRowsOutliveKills(DatabaseKind kind) throws SQLException {
        try (DatabaseServer server = fresh(kind)) {
            assumeTrue(server.killable(), "a named server is not killed");
            InetSocketAddress before = server.address();
            commitRow(server);
            for (int time = 0; time < 3; time++) {
                try (Connection cut = connect(server)) {
                    server.kill();
                    assertThrows(SQLException.class, () -> ask(cut, "SELECT 1"));
                }
                assertThrows(SQLException.class, () -> ask(server, "SELECT 1"));
                server.restart();
                assertEquals("42", ask(server, "SELECT unit FROM kept"));
            }
            assertEquals(before, server.address());
            assertThrows(IllegalStateException.class, server::restart);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrozenServerKeepsItsConnectionsAndDoesNotAnswer(DatabaseKind kind) throws SQLException {
        try (DatabaseServer server = fresh(kind)) {
            assumeTrue(server.killable(), "a named server is not frozen");
            try (Connection kept = connect(server);
                    Connection impatient = connect(server)) {
                impatient.setNetworkTimeout(Runnable::run, 100);
                server.freeze();
                assertThrows(SQLException.class, () -> ask(impatient, "SELECT 1"));
                server.thaw();
                assertEquals("1", ask(kept, "SELECT 1"));
            }
            server.freeze();
            server.kill();
            assertThrows(IllegalStateException.class, server::thaw);
            server.restart();
            assertEquals("1", ask(server, "SELECT 1"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sharedServerOutlivesItsUsers(DatabaseKind kind) throws SQLException {
        DatabaseServer server = shared(kind);
        assertFalse(server.killable());
        assertThrows(UnsupportedOperationException.class, server::kill);
        server.close();
        String version = ask(server, "SELECT version()");
        System.out.println(kind + " " + version);
        assertFalse(version.isEmpty());
        assertSame(server, shared(kind));
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aProxyPassesOnAWholeSessionMessageByMessage(DatabaseKind kind) throws SQLException {
        DatabaseServer server = shared(kind);
        String text = "x".repeat(1_000_000);
        try (TcpProxy proxy = TcpProxy.to(server.address(), WireProtocols.of(kind));
                Connection connection = server.dataSource(proxy.address()).getConnection();
                PreparedStatement echo = connection.prepareStatement("SELECT ?")) {
            long before = proxy.passed(Direction.TO_CLIENT);
            echo.setString(1, text);
            try (ResultSet answer = echo.executeQuery()) {
                assertTrue(answer.next());
                assertEquals(text, answer.getString(1));
            }
            long answered = proxy.passed(Direction.TO_CLIENT) - before;
            assertTrue(answered > 1 && answered < 20, "messages: " + answered);
        }
    }

    @Test
    void startedPostgresIsDurable() throws SQLException {
        DatabaseServer server = DatabaseServer.postgres();
        assumeStarted(DatabaseKind.POSTGRES);
        assertTrue(ask(server, "SHOW server_version").startsWith("18."));
        assertEquals("on", ask(server, "SHOW fsync"));
        assertEquals("on", ask(server, "SHOW synchronous_commit"));
        assertEquals("200", ask(server, "SHOW max_connections"));
        assertEquals("UTF8", ask(server, "SHOW server_encoding"));
        assertEquals("C", ask(server, "SELECT datcollate FROM pg_database WHERE datname = current_database()"));
        assertUsualPort(server);
    }

    @Test
    void startedMariaDbIsDurable() throws SQLException {
        DatabaseServer server = DatabaseServer.mariadb();
        assumeStarted(DatabaseKind.MARIADB);
        assertTrue(ask(server, "SELECT version()").startsWith("11.4."));
        assertEquals("1", ask(server, "SELECT @@innodb_flush_log_at_trx_commit"));
        assertEquals("shop", ask(server, "SELECT database()"));
        assertEquals("utf8mb4", ask(server, "SELECT @@character_set_database"));
        assertUsualPort(server);
    }

    private static void assumeStarted(DatabaseKind kind) {
        String name = System.getProperty(DatabaseServer.NAMED, "");
        assumeTrue(BorrowedServer.named(kind, name).isEmpty(), "a named server has its own settings");
    }

    private static void assertUsualPort(DatabaseServer server) {
        int port = server.address().getPort();
        assertTrue(port >= 20_000 && port < 30_000, "port " + port);
    }

    @Test
    void aNamedServerIsUsedForItsKind() {
        String url = "jdbc:postgresql://127.0.0.1/shop?user=u&password=p";
        DatabaseServer server = BorrowedServer.named(DatabaseKind.POSTGRES, url).orElseThrow();
        assertEquals(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5432), server.address());
        assertFalse(server.killable());
        assertEquals(
                "jdbc:postgresql://proxy:77/shop?user=u&password=p",
                server.url(InetSocketAddress.createUnresolved("proxy", 77)));
        assertTrue(BorrowedServer.named(DatabaseKind.MARIADB, url).isEmpty());
        assertTrue(BorrowedServer.named(DatabaseKind.POSTGRES, "").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mariadb://127.0.0.1:77/shop?user=u", "jdbc:mysql://127.0.0.1:77/shop?user=u"})
    void aNamedMySqlIsReachedByTheDriverThatItsUrlChooses(String url) {
        DatabaseServer server = BorrowedServer.named(DatabaseKind.MARIADB, url).orElseThrow();
        assertEquals(url, server.url(server.address()));
        String driver = server.dataSource(server.address()).getClass().getName();
        assertEquals(url.startsWith("jdbc:mysql"), driver.startsWith("com.mysql."), driver);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jdbc:h2:mem:x", "postgresql://a/b", "jdbc:mariadb://a,b/c", "jdbc:mariadb://a", "jdbc:db2://a/b"
            })
    void aNameThatIsNoUrlIsAnError(String url) {
        assertThrows(IllegalArgumentException.class, () -> BorrowedServer.named(DatabaseKind.MARIADB, url));
    }
}
