package io.inventory4j.jdbc;

import io.inventory4j.Bounds;
import io.inventory4j.JournalPage;
import io.inventory4j.LedgerException;
import io.inventory4j.Outcome;
import io.inventory4j.Reservation;
import io.inventory4j.ReservationId;
import io.inventory4j.StockKey;
import io.inventory4j.StockLevel;
import io.inventory4j.ledger.Command;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.LoadApplyStoreLedger;
import io.inventory4j.ledger.StoreTransaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a relational database: PostgreSQL, MariaDB, MySQL, H2 or SQLite. Every batch is one transaction, which locks
 * the rows it touches, judges by the shared rules, and writes what has changed, in a number of round trips that does not
 * grow with the batch. Correct whatever isolation level or auto-commit the pool hands out. Any number of nodes may share
 * the tables.
 *
 * <p>Time is the database's. What was acknowledged survives whatever the database's commit survives: README has the settings.
 * Contention is retried a few times; after that, and when no connection is to be had, a call throws {@link LedgerException}
 * with effect NONE. A connection that is lost while a commit is under way gives UNKNOWN: send the commands again.
 *
 * <p>Thread-safe.
 */
public final class JdbcLedger extends LoadApplyStoreLedger implements Journaled {
    private final DataSource source;
    private final Dialect dialect;
    private final Tables tables;
    private final JdbcJournal journal;
    private final @Nullable InstantSource clock;
    private final Duration timeout;
    private final Retries retries;
    private final ReentrantLock writing = new ReentrantLock();
    private volatile boolean closed;

    JdbcLedger(DataSource source, Dialect dialect, JdbcLedgerBuilder options) {
        this.source = source;
        this.dialect = dialect;
        tables = new Tables(options.schema);
        journal = new JdbcJournal(tables, dialect);
        clock = options.clock;
        timeout = options.timeout;
        retries = new Retries(timeout);
    }

    /**
     * A ledger over the standard tables of a database, which {@link JdbcSchema#create} has made.
     *
     * @param dataSource where connections come from, best a pool; it stays the caller's
     * @return the ledger
     * @throws LedgerException if the database does not answer, is not a known one, or lacks the tables
     */
    public static JdbcLedger over(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * A ledger with options.
     *
     * @param dataSource where connections come from, best a pool; it stays the caller's
     * @return a builder
     */
    public static JdbcLedgerBuilder builder(DataSource dataSource) {
        return new JdbcLedgerBuilder(dataSource);
    }

    @Override
    protected StoreTransaction begin() {
        if (!dialect.oneWriter()) {
            return transaction(JdbcTransaction.Mode.WRITING, committed -> {});
        }
        // The database would have the others wait too, but by asking again and again.
        awaitTurn();
        try {
            return transaction(JdbcTransaction.Mode.WRITING, committed -> writing.unlock());
        } catch (RuntimeException | Error e) {
            writing.unlock();
            throw e;
        }
    }

    private void awaitTurn() {
        try {
            if (!writing.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new LostRaceException(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Dialects.unusable("interrupted while waiting to write", e);
        }
    }

    @Override
    protected StoreTransaction beginReading() {
        return transaction(JdbcTransaction.Mode.READING, committed -> {});
    }

    private StoreTransaction transaction(JdbcTransaction.Mode mode, java.util.function.Consumer<Boolean> ended) {
        return new JdbcTransaction(session(), dialect, tables, mode, clock, ended);
    }

    private Session session() {
        if (closed) {
            throw Dialects.unusable("the ledger is closed", null);
        }
        try {
            return Session.open(source, dialect, timeout.toMillis());
        } catch (SQLException e) {
            // Nothing was sent yet, so whatever it is, nothing has happened.
            throw Dialects.unusable("no connection to the database", e);
        }
    }

    @Override
    protected RuntimeException failed(RuntimeException failure, LedgerException.Effect effect) {
        return failure instanceof SqlFailure sql ? told(sql, effect, dialect) : failure;
    }

    static LedgerException told(SqlFailure failure, LedgerException.Effect effect, Dialect dialect) {
        Throwable cause = SqlFailure.shown(failure);
        return switch (failure.kind()) {
            case CONTENTION -> new LostRaceException(cause);
            case UNREACHABLE -> new LedgerException(effect, "the connection to the database is lost", cause);
            case FULL -> Dialects.unusable("the database has no room left", cause);
            case SCHEMA -> Dialects.unusable("the tables are missing, or of another version", cause);
            case OTHER ->
                // Where statements travel with the commit, an answer that says no means that none was made.
                new LedgerException(
                        dialect.pipelines() ? LedgerException.Effect.NONE : effect,
                        "the database has refused a statement",
                        cause);
        };
    }

    @Override
    public List<Outcome> apply(List<? extends Command> batch) {
        return retries.run(() -> super.apply(batch));
    }

    @Override
    public List<Outcome.Applied> expire(int max) {
        return retries.run(() -> super.expire(max));
    }

    @Override
    public int purge(Duration olderThan, int max) {
        return retries.run(() -> super.purge(olderThan, max));
    }

    @Override
    public List<StockLevel> levels(Collection<StockKey> keys) {
        return retries.run(() -> super.levels(keys));
    }

    @Override
    public Optional<Reservation> reservation(ReservationId id) {
        return retries.run(() -> super.reservation(id));
    }

    @Override
    public List<Reservation> open(StockKey key, @Nullable ReservationId after, int max) {
        return retries.run(() -> super.open(key, after, max));
    }

    @Override
    public long used(String counter) {
        return retries.run(() -> super.used(counter));
    }

    /**
     * Reads the journal. The first reader that comes to new entries gives them their places, which writes to the journal's
     * table, so it needs a connection that may write; no sale waits for it.
     *
     * @param after {@inheritDoc}
     * @param max {@inheritDoc}
     * @return {@inheritDoc}
     */
    @Override
    public JournalPage journal(long after, int max) {
        Bounds.limit("after", after);
        Bounds.max("max", max);
        return reading(session -> journal.page(session, after, max));
    }

    private interface Work<T> {
        T run(Session session) throws SQLException;
    }

    private <T> T reading(Work<T> work) {
        return retries.run(() -> {
            try (Session session = session()) {
                return work.run(session);
            } catch (SQLException e) {
                throw told(SqlFailure.of(e, dialect), LedgerException.Effect.NONE, dialect);
            }
        });
    }

    /** Ends what the ledger itself has begun; the data source stays open. */
    @Override
    public void close() {
        closed = true;
    }
}
