package io.inventory4j.examples.replay.lease;

import io.inventory4j.LedgerException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A lock of a session of its own, which the server gives back when the session ends. Thread-safe. */
public final class DatabaseLease implements StoreLease {
    /** A server may need a moment to see that the process of a session is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long POLL_MILLIS = 100;
    private static final long CHECK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int ANSWERS_WITHIN_SECONDS = 5;
    private static final int H2_LOCK_TIMEOUT = 50200;

    /** One try to lock. */
    @FunctionalInterface
    private interface Try {
        boolean lock() throws SQLException;
    }

    private final Connection session;
    private long checked = System.nanoTime();

    private DatabaseLease(Connection session) {
        this.session = session;
    }

    /**
     * Takes the lease of a database.
     *
     * @param session a session to it that nobody else uses; it becomes the lease's to close, also where it is refused
     * @param purpose what the database is used for; leases for different purposes do not exclude one another
     * @return the lease
     * @throws StoreInUseException if another session has it
     * @throws SQLException if the database does not answer
     */
    public static StoreLease take(Connection session, String purpose) throws SQLException, StoreInUseException {
        return take(session, purpose, PATIENCE);
    }

    static StoreLease take(Connection session, String purpose, Duration patience)
            throws SQLException, StoreInUseException {
        boolean taken = false;
        try {
            String product = session.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
            if (product.contains("sqlite")) {
                return ofSqlite(session);
            }
            await(tryIn(session, product, purpose), patience);
            taken = true;
            return new DatabaseLease(session);
        } finally {
            if (!taken) {
                session.close();
            }
        }
    }

    private static Try tryIn(Connection session, String product, String purpose) {
        if (product.contains("postgres")) {
            return () -> one(
                            session,
                            "SELECT CAST(pg_try_advisory_lock(?) AS int)",
                            number(purpose + "/" + text(session, "SELECT current_schema()")))
                    == 1;
        }
        if (product.contains("mysql") || product.contains("maria")) {
            // A server has one set of names for all its databases, each of at most 64 characters.
            return () -> one(
                            session,
                            "SELECT GET_LOCK(?, 0)",
                            "live-sale."
                                    + hash(purpose + "/" + text(session, "SELECT DATABASE()"))
                                            .substring(0, 40))
                    == 1;
        }
        return () -> lockRow(session, purpose);
    }

    private static void await(Try lock, Duration patience) throws SQLException, StoreInUseException {
        long end = System.nanoTime() + patience.toNanos();
        while (!lock.lock()) {
            if (System.nanoTime() - end >= 0) {
                throw new StoreInUseException("a session of it has the lease");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** H2 has no locks by name. Its transaction stays open, and with it the lock on the row. */
    private static boolean lockRow(Connection session, String purpose) throws SQLException {
        session.setAutoCommit(true);
        try (Statement sql = session.createStatement()) {
            sql.execute("CREATE TABLE IF NOT EXISTS live_sale_lease (purpose VARCHAR(40) PRIMARY KEY)");
            sql.execute("SET LOCK_TIMEOUT " + POLL_MILLIS);
        }
        try {
            one(session, "MERGE INTO live_sale_lease (purpose) KEY (purpose) VALUES (?)", purpose);
            session.setAutoCommit(false);
            return one(session, "UPDATE live_sale_lease SET purpose = purpose WHERE purpose = ?", purpose) == 1;
        } catch (SQLException e) {
            if (e.getErrorCode() == H2_LOCK_TIMEOUT) {
                session.rollback();
                return false;
            }
            throw e;
        }
    }

    /** A file of SQLite has one writer at a time, who would keep all others out: so its lease is beside it. */
    private static StoreLease ofSqlite(Connection session) throws SQLException, StoreInUseException {
        String file = "";
        try (Statement sql = session.createStatement();
                ResultSet row = sql.executeQuery("PRAGMA database_list")) {
            while (row.next()) {
                file = row.getString("name").equals("main") ? row.getString("file") : file;
            }
        }
        return file == null || file.isEmpty() ? new InMemory() : FileLease.take(Path.of(file));
    }

    /** Of a database that no other process can see. */
    private static final class InMemory implements StoreLease {
        @Override
        public void check() {}

        @Override
        public void close() {}
    }

    private static long one(Connection session, String query, Object argument) throws SQLException {
        try (PreparedStatement sql = session.prepareStatement(query)) {
            sql.setObject(1, argument);
            if (!sql.execute()) {
                return sql.getUpdateCount();
            }
            try (ResultSet row = sql.getResultSet()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static @Nullable String text(Connection session, String query) throws SQLException {
        try (Statement sql = session.createStatement();
                ResultSet row = sql.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Long number(String text) {
        return Long.parseUnsignedLong(hash("live-sale/" + text).substring(0, 16), 16);
    }

    @Override
    public synchronized void check() {
        if (System.nanoTime() - checked < CHECK_EVERY_NANOS) {
            return;
        }
        try {
            if (!session.isValid(ANSWERS_WITHIN_SECONDS)) {
                throw new LedgerException(
                        LedgerException.Effect.NONE, "the session that has its lease does not answer", null);
            }
        } catch (SQLException e) {
            throw new LedgerException(LedgerException.Effect.NONE, "the session that has its lease has failed", e);
        }
        checked = System.nanoTime();
    }

    @Override
    public synchronized void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new LedgerException(LedgerException.Effect.NONE, "the lease cannot be given back", e);
        }
    }
}
