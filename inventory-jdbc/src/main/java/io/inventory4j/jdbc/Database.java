package io.inventory4j.jdbc;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.jdbc.sql.Connections;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.LostRaceException;
import io.inventory4j.jdbc.sql.Session;
import io.inventory4j.jdbc.sql.SqlFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The database of one ledger: sessions with it, and whose turn it is to write where only one transaction may write at a
 * time. Thread-safe.
 */
final class Database implements AutoCloseable {
    /** What is done with a session. */
    interface Work<T> {
        T run(Session session) throws SQLException;
    }

    private final Connections connections;
    private final Dialect dialect;
    private final Duration timeout;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closed;

    Database(Connections connections, Dialect dialect, Duration timeout) {
        this.connections = connections;
        this.dialect = dialect;
        this.timeout = timeout;
    }

    Session session() {
        if (closed) {
            throw new LedgerException(Effect.NONE, "the ledger is closed", null);
        }
        try {
            return Session.open(connections, dialect, timeout.toMillis());
        } catch (SQLException e) {
            // No command was sent yet, so nothing has happened.
            throw new LedgerException(
                    Effect.NONE,
                    "no connection to the database; a call inside a transaction of the same pool waits for a second"
                            + " connection of it, unless it is made within(connection)",
                    e);
        }
    }

    /**
     * Waits until this thread may write; returns at once if the database lets several transactions write. If it lets
     * one, the others wait here: in the database they would wait too, but by asking again and again.
     */
    void awaitTurn() {
        if (!dialect.oneWriter()) {
            return;
        }
        try {
            if (!writing.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LostRaceException(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException(Effect.NONE, "interrupted while waiting to write", e);
        }
    }

    void endTurn() {
        if (dialect.oneWriter()) {
            writing.unlock();
        }
    }

    /** Does work that only reads for its caller. It may write all the same, such as places into the journal. */
    <T> T inSession(Work<T> work) {
        awaitTurn();
        try (Session session = session()) {
            return work.run(session);
        } catch (SQLException e) {
            throw SqlFailure.of(e, dialect).forCaller(Effect.NONE);
        } finally {
            endTurn();
        }
    }

    /** Frees what the ledger itself opened; a data source stays open. */
    @Override
    public void close() {
        closed = true;
        connections.close();
    }
}
