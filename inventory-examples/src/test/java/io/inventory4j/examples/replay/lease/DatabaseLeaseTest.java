package io.inventory4j.examples.replay.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inventory4j.LedgerException;
import io.inventory4j.servers.jdbc.DatabaseServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One session has the lease, whatever the database, and it ends with the session. */
@Timeout(120)
class DatabaseLeaseTest {
    private static final String H2 = "jdbc:h2:mem:lease;DB_CLOSE_DELAY=-1";
    private static final Duration NONE = Duration.ZERO;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    static Stream<String> databases() {
        return Stream.of(url(DatabaseServer.postgres()), url(DatabaseServer.mariadb()), H2, sqlite());
    }

    private static String url(DatabaseServer server) {
        return server.url(server.address());
    }

    private static String sqlite() {
        return "jdbc:sqlite:" + directory.resolve("lease.db");
    }

    private static StoreLease take(Connection session, String purpose) throws SQLException, StoreInUseException {
        return DatabaseLease.take(session, purpose, NONE);
    }

    private static StoreLease take(String url, String purpose) throws SQLException, StoreInUseException {
        return take(DriverManager.getConnection(url), purpose);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aLeaseThatIsTakenIsRefusedToTheNextUntilItIsGivenBack(String url) throws Exception {
        for (int round = 0; round < 2; round++) {
            try (StoreLease lease = take(url, "stock")) {
                lease.check();
                Connection second = DriverManager.getConnection(url);
                StoreInUseException refused = assertThrows(StoreInUseException.class, () -> take(second, "stock"));
                assertTrue(second.isClosed(), "nobody else would close it");
                assertTrue(
                        String.valueOf(refused.getMessage()).startsWith("another process sells by it ("),
                        refused::getMessage);
                lease.check();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aLeaseEndsWithItsSession(String url) throws Exception {
        Connection session = DriverManager.getConnection(url);
        StoreLease first = take(session, "stock");
        if (url.equals(sqlite())) {
            first.close();
        } else {
            session.close();
        }
        take(url, "stock").close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "mariadb", "h2"})
    void leasesForOtherPurposesDoNotExcludeEachOther(String kind) throws Exception {
        String url = kind.equals("postgres")
                ? url(DatabaseServer.postgres())
                : kind.equals("mariadb") ? url(DatabaseServer.mariadb()) : H2;
        try (StoreLease stock = take(url, "stock");
                StoreLease archive = take(url, "archive")) {
            stock.check();
            archive.check();
        }
    }

    /** As after a failover, or when somebody ends idle sessions. */
    @Test
    void aSessionThatItsServerHasEndedIsFound() throws Exception {
        String url = url(DatabaseServer.postgres());
        Connection session = DriverManager.getConnection(url);
        long process = number(session, "SELECT pg_backend_pid()");
        try (StoreLease lease = take(session, "ended")) {
            try (Connection other = DriverManager.getConnection(url)) {
                number(other, "SELECT CAST(pg_terminate_backend(" + process + ", 5000) AS int)");
            }
            LedgerException lost = assertThrows(LedgerException.class, () -> {
                // It asks its server once a second.
                while (true) {
                    lease.check();
                    Thread.onSpinWait();
                }
            });
            assertTrue(String.valueOf(lost.getMessage()).contains("the session that has its lease"), lost::getMessage);
        }
    }

    private static long number(Connection session, String query) throws SQLException {
        try (Statement sql = session.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Test
    void aSchemaIsAStoreOfItsOwn() throws Exception {
        String url = url(DatabaseServer.postgres());
        try (Connection first = DriverManager.getConnection(url);
                Statement sql = first.createStatement()) {
            sql.execute("CREATE SCHEMA IF NOT EXISTS second_shop");
        }
        Connection second = DriverManager.getConnection(url);
        second.setSchema("second_shop");
        try (StoreLease one = take(url, "stock");
                StoreLease two = take(second, "stock")) {
            one.check();
            two.check();
        }
    }

    @Test
    void aFileOfSqliteHasOneLeaseHoweverItIsNamed() throws Exception {
        Path file = directory.resolve("one.db");
        Path link = Files.createSymbolicLink(directory.resolve("link.db"), file);
        try (StoreLease lease = StoreLease.ofFile(file)) {
            lease.check();
            for (String name : new String[] {
                file.toString(), directory.resolve("x/../one.db").normalize() + "?busy_timeout=1", "file:" + file
            }) {
                assertThrows(StoreInUseException.class, () -> take("jdbc:sqlite:" + name, "stock"), name);
            }
            assertThrows(StoreInUseException.class, () -> StoreLease.ofFile(file));
            assertThrows(
                    StoreInUseException.class,
                    () -> StoreLease.ofFile(Path.of(".").toAbsolutePath().relativize(file.toAbsolutePath())));
            assertThrows(StoreInUseException.class, () -> StoreLease.ofFile(link));
        }
        StoreLease.ofFile(link).close();
    }

    @Test
    void aDatabaseOfSqliteInMemoryIsNobodyElses() throws Exception {
        try (StoreLease one = take("jdbc:sqlite::memory:", "stock");
                StoreLease two = take("jdbc:sqlite::memory:", "stock")) {
            one.check();
            two.check();
            assertEquals(one.getClass(), two.getClass());
        }
    }
}
