package io.inventory4j.jdbc;

import io.inventory4j.Bounds;
import io.inventory4j.JournalPage;
import io.inventory4j.LedgerException;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.jdbc.sql.Connections;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlFailure;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.LoadApplyStoreLedger;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.Watchable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a relational database: PostgreSQL, MariaDB, MySQL, H2 or SQLite. Every batch is one transaction, which locks
 * the rows it touches, judges by the shared rules, and writes what has changed, in a number of round trips that does not
 * grow with the batch. Correct whatever isolation level or auto-commit the pool hands out. Any number of nodes may share
 * the tables.
 *
 * <p>Time is the database's. What was acknowledged survives whatever the database's commit survives: docs/databases.md has
 * the settings.
 * Contention is retried a few times; after that, and when no connection is to be had, a call throws {@link LedgerException}
 * with effect NONE. A connection that is lost while a commit is under way gives UNKNOWN: send the commands again.
 *
 * <p>Thread-safe.
 */
public final class JdbcLedger extends LoadApplyStoreLedger implements Journaled, Watchable {
    private final Database database;
    private final Dialect dialect;
    private final LedgerTables tables;
    private final JdbcJournal journal;
    private final Transactions transactions;
    private final Retries retries;
    private final ChangeFeed feed;
    private final @Nullable PostgresNotifier notifier;

    JdbcLedger(Connections connections, Dialect dialect, JdbcLedgerBuilder options) {
        database = new Database(connections, dialect, options.timeout);
        this.dialect = dialect;
        tables = new LedgerTables(options.schema);
        journal = new JdbcJournal(tables, dialect);
        transactions = new Transactions(dialect, tables, options.clock);
        retries = new Retries(options.timeout);
        boolean notifies = dialect.notifies();
        String channel = options.schema.table("journal").replace('.', '_');
        notifier = notifies && options.notifying
                ? new PostgresNotifier(() -> inSession(session -> session.update(Sql.of("NOTIFY " + channel))))
                : null;
        long pollMillis = options.pollEvery != null ? options.pollEvery.toMillis() : notifies ? 1_000 : 100;
        feed = new ChangeFeed(
                new JournalSource(),
                notifies
                        ? bell -> new PostgresNotifications(connections, channel, bell, pollMillis).start()
                        : bell -> () -> {},
                pollMillis);
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
        return new JdbcLedgerBuilder(Objects.requireNonNull(dataSource, "dataSource"), null);
    }

    /**
     * A ledger in a local file, made where it is not there yet: the short way to stock that outlives the process. What was
     * acknowledged is on disk. The file is SQLite's; add {@code org.xerial:sqlite-jdbc} to the class path. Several processes
     * of one machine may share it, though each commit is for itself; never put it on a network drive.
     *
     * @param file the file; the folders above it are made too. Beside it lie {@code -wal} and {@code -shm} while it is open
     * @return the ledger; close it when done
     * @throws LedgerException if the file is no such file or of another version, or the driver is missing
     */
    public static JdbcLedger inFile(Path file) {
        return builder(file).build();
    }

    /**
     * A ledger in a local file, with options.
     *
     * @param file the file, as {@link #inFile} takes it
     * @return a builder
     */
    public static JdbcLedgerBuilder builder(Path file) {
        return new JdbcLedgerBuilder(null, Objects.requireNonNull(file, "file"));
    }

    @Override
    protected StoreTransaction begin() {
        database.awaitTurn();
        try {
            return transactions.writing(database.session(), this::ended);
        } catch (RuntimeException | Error e) {
            database.endTurn();
            throw e;
        }
    }

    private void ended(boolean committed) {
        database.endTurn();
        if (committed) {
            feed.changed();
            if (notifier != null) {
                notifier.changed();
            }
        }
    }

    @Override
    protected StoreTransaction beginReading() {
        return transactions.reading(database.session());
    }

    @Override
    protected RuntimeException failed(RuntimeException failure, LedgerException.Effect effect) {
        return failure instanceof SqlFailure sql ? sql.forCaller(effect) : failure;
    }

    @Override
    protected <T> T runTransaction(Supplier<T> transaction) {
        return retries.run(transaction);
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
        return inSession(session -> journal.page(session, after, max));
    }

    /**
     * The ledger inside a transaction of the caller's: what it applies is committed or rolled back together with the rest,
     * such as the row of the order. Each call stands behind a savepoint, and after a {@link LedgerException} the transaction
     * is as it was before the call, unless the message says that the database has ended it.
     *
     * <p><b>What that costs:</b> the rows that were touched stay locked until the caller commits, and on a hot SKU that is
     * everybody's line. While the shop does its other work, a remote call perhaps, nobody else can buy; no batch helps, since
     * one caller holds the line at a time. So make it the last thing before the commit, and keep it off a flash sale: there,
     * reserve first, then write the order, and let the id and the timeout settle what gets lost between the two.
     *
     * <p>Rows are locked in one order within a call, not over several: a transaction that calls twice may deadlock with
     * another. Listeners on other nodes hear of the change at their next poll.
     *
     * @param connection a connection to the database of this ledger, with auto-commit off; READ COMMITTED is best. In a
     *     stricter isolation, such as MariaDB's default, more calls fail with effect NONE
     * @return a ledger for the thread and the time of that transaction; closing it does nothing
     * @throws IllegalArgumentException if auto-commit is on
     * @throws LedgerException if the connection does not answer
     */
    public StockLedger within(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException("connection has auto-commit on; begin a transaction first");
            }
        } catch (SQLException e) {
            throw new LedgerException(LedgerException.Effect.NONE, "the connection does not answer", e);
        }
        return new AmbientLedger(connection, dialect, transactions, retries);
    }

    /**
     * Answers to what people ask of the tables.
     *
     * @return the reports; they need this ledger to be open
     */
    public StockReports reports() {
        return new StockReports(tables, dialect, journal, this::inSession);
    }

    private <T> T inSession(Database.Work<T> work) {
        return retries.run(() -> database.inSession(work));
    }

    /** What the feed reads: the journal, and the place where it ends. */
    private final class JournalSource implements ChangeFeed.Source {
        @Override
        public long end() {
            return inSession(journal::place);
        }

        @Override
        public JournalPage read(long after, int max) {
            return journal(after, max);
        }
    }

    /**
     * Calls a listener for every change on any node, each exactly once and in the order of versions, also after a connection
     * was lost. Each listener has a thread and reads the journal by itself; it falls behind rather than miss a level. On
     * PostgreSQL, one connection of the pool listens for notifications while there are listeners.
     *
     * @param listener {@inheritDoc}
     * @return {@inheritDoc}
     * @throws LedgerException if the database does not answer
     */
    @Override
    public Subscription watch(StockListener listener) {
        return feed.follow(Objects.requireNonNull(listener, "listener"));
    }

    /** Ends what the ledger itself has begun, subscriptions included; the data source stays open. */
    @Override
    public void close() {
        feed.close();
        if (notifier != null) {
            notifier.close();
        }
        database.close();
    }
}
