package io.inventory4j.jdbc;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.StockListener;
import io.inventory4j.Subscription;
import io.inventory4j.jdbc.sql.Connections;
import io.inventory4j.jdbc.sql.Dialect;
import io.inventory4j.jdbc.sql.Guarded;
import io.inventory4j.jdbc.sql.Sql;
import io.inventory4j.jdbc.sql.SqlFailure;
import io.inventory4j.ledger.EntryListener;
import io.inventory4j.ledger.Journaled;
import io.inventory4j.ledger.Retention;
import io.inventory4j.ledger.StockLedger;
import io.inventory4j.ledger.StoreTransaction;
import io.inventory4j.ledger.TransactionalLedger;
import io.inventory4j.ledger.Watchable;
import io.inventory4j.ledger.store.LoadApplyStoreLedger;
import io.inventory4j.stock.Bounds;
import io.inventory4j.stock.JournalPage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A ledger in a relational database: PostgreSQL, MariaDB, MySQL, H2 or SQLite. Every batch is one transaction, which
 * locks the rows it touches, decides by the shared rules, and stores what has changed. A batch that touches more than
 * about 1,000 rows is several, one after the other: if a later one fails, the whole is UNKNOWN (rule 10.3). The number
 * of round trips of a transaction does not grow with its rows. The pool may use any isolation level and auto-commit on
 * or off. Any number of nodes may share the tables.
 *
 * <p>Time is the database's. An acknowledged command is as durable as the database's commit: docs/databases.md has the
 * settings. Contention is retried a few times; after that, and if there is no connection, a call throws
 * {@link LedgerException} with effect NONE. If the connection is lost during a commit, the effect is UNKNOWN: send the
 * commands again.
 *
 * <p>Thread-safe.
 */
public final class JdbcLedger extends LoadApplyStoreLedger
        implements Journaled, Watchable, TransactionalLedger<Connection> {
    /** Rows stay locked until their transaction ends, and other buyers of these lines wait. */
    private static final int ROWS_A_TRANSACTION = 1_000;

    private final Database database;
    private final Dialect dialect;
    private final LedgerTables tables;
    private final JdbcJournal journal;
    private final JournalTrim journalTrim;
    private final Duration keepJournal;
    private final Transactions transactions;
    private final Retries retries;
    private final ChangeFeed feed;
    private final @Nullable PostgresNotifier notifier;

    JdbcLedger(Connections connections, Dialect dialect, JdbcLedgerBuilder options) {
        database = new Database(connections, dialect, options.timeout);
        this.dialect = dialect;
        tables = new LedgerTables(options.schema);
        journal = new JdbcJournal(tables, dialect);
        journalTrim = new JournalTrim(tables, dialect);
        keepJournal = options.keepJournal;
        transactions = new Transactions(dialect, tables, options.clock);
        retries = new Retries(options.timeout);
        boolean notifies = dialect.notifies();
        String channel = options.schema.table("journal").replace('.', '_');
        notifier = notifies && options.notifying
                ? new PostgresNotifier(() -> inSession(session -> session.update(Sql.of("NOTIFY " + channel))))
                : null;
        boolean listens = dialect.listens();
        long pollMillis = options.pollEvery != null ? options.pollEvery.toMillis() : listens ? 1_000 : 100;
        feed = new ChangeFeed(
                new JournalSource(),
                listens
                        ? bell -> new PostgresNotifications(connections, channel, bell, pollMillis).start()
                        : bell -> () -> {},
                pollMillis);
    }

    /**
     * A ledger over the standard tables of a database, which {@link JdbcSchema#create} has made.
     *
     * @param dataSource gives connections, best a pool; the caller closes it
     * @return the ledger
     * @throws LedgerException if the database does not answer, is not a known one, or lacks the tables
     */
    public static JdbcLedger over(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /**
     * A ledger with options.
     *
     * @param dataSource gives connections, best a pool; the caller closes it
     * @return a builder
     */
    public static JdbcLedgerBuilder builder(DataSource dataSource) {
        return new JdbcLedgerBuilder(Objects.requireNonNull(dataSource, "dataSource"), null);
    }

    /**
     * A ledger in a local file, which is made if it does not exist: the short way to stock that outlives the process.
     * What was acknowledged is on disk. It is a file of SQLite; add {@code org.xerial:sqlite-jdbc} to the class path.
     * Several processes of one machine may share it, and take turns to write; never put it on a network drive.
     *
     * @param file the file; its folders are made too. While it is open, SQLite keeps two more files beside it, whose
     *     names end in {@code -wal} and {@code -shm}
     * @return the ledger; close it when done
     * @throws LedgerException if the file is not a ledger's, or of another version, or the driver is missing
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
    protected RuntimeException failed(RuntimeException failure, Effect effect) {
        return failure instanceof SqlFailure sql ? sql.forCaller(effect) : failure;
    }

    @Override
    protected int rowsAtOnce() {
        return ROWS_A_TRANSACTION;
    }

    @Override
    protected <T> T runTransaction(Supplier<T> transaction) {
        return retries.run(transaction);
    }

    /**
     * Forgets what is old, as {@link io.inventory4j.ledger.StockLedger#purge} says, and deletes entries of the journal
     * that are older than {@link JdbcLedgerBuilder#keepJournal} says, at most {@code max} of them.
     *
     * @param retention {@inheritDoc}
     * @param max {@inheritDoc}
     * @return {@inheritDoc}
     */
    @Override
    public int purge(Retention retention, int max) {
        int forgotten = super.purge(retention, max);
        try {
            Instant by = read(StoreTransaction::now).minus(keepJournal);
            inSession(session -> {
                journalTrim.run(session, by, max);
                return forgotten;
            });
        } catch (LedgerException e) {
            if (forgotten == 0) {
                throw e;
            }
            // What is committed is forgotten. The next purge finds the failure again.
        }
        return forgotten;
    }

    /**
     * Reads the journal. The first reader of new entries gives them their places, which writes to the journal's table,
     * so it needs a connection that may write. No sale waits for that.
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

    @Override
    public Class<Connection> transactionType() {
        return Connection.class;
    }

    /**
     * How many entries of the journal this ledger could not read, for a listener or a page: they are damaged, or a
     * newer version of the library has written them. Listeners do not hear of them, and hear of all that follow; a page
     * counts them as {@linkplain JournalPage#lost lost}.
     *
     * @return the number since this ledger was opened; each entry counts once
     */
    public long unreadableEntries() {
        return journal.unreadable();
    }

    /**
     * The ledger inside a transaction of the caller: what it applies is committed or rolled back together with the
     * rest, such as the row of the order. Each call sets a savepoint first. After a {@link LedgerException} the
     * transaction is as it was before the call, unless the message says to roll back.
     *
     * <p><b>What it costs:</b> the rows that were touched stay locked until the caller commits. On a hot SKU all buyers
     * need the same line, so nobody else can buy while the shop does its other work, such as a remote call. Batches do
     * not help, because only one caller can lock the line. So make it the last thing before the commit, and do not use
     * it in a flash sale: there, reserve first and write the order then. If the shop dies between the two, the
     * reservation expires, or the same id finds it again.
     *
     * <p>Rows are locked in one order within a call, but not across calls: a transaction that calls twice may deadlock
     * with another. Listeners learn of the change at their next poll after the commit, and never of a rollback.
     *
     * <p><b>Isolation:</b> READ COMMITTED, except in SQLite, which has only one. MariaDB, MySQL and H2 refuse another,
     * in which some queries see the beginning of the transaction and others the newest rows. PostgreSQL takes a
     * stricter one: there a call whose rows have changed since the transaction's beginning fails with effect NONE, and
     * a refusal for something that is not there, such as UNKNOWN_RESERVATION, is as of that beginning.
     *
     * @param connection a connection to the database of this ledger, with auto-commit off
     * @return a ledger for one thread and for this transaction; closing it does nothing
     * @throws IllegalArgumentException if auto-commit is on, or the isolation is not one of these
     * @throws LedgerException if the connection does not answer
     */
    @Override
    public StockLedger within(Connection connection) {
        boolean autoCommit;
        int isolation;
        try {
            autoCommit = Guarded.call(connection::getAutoCommit);
            isolation = Guarded.call(connection::getTransactionIsolation);
        } catch (SQLException e) {
            throw new LedgerException(Effect.NONE, "the connection does not answer", e);
        }
        if (autoCommit) {
            throw new IllegalArgumentException("connection has auto-commit on; begin a transaction first");
        }
        if (!dialect.decidesIn(isolation)) {
            throw new IllegalArgumentException("connection has isolation " + Dialect.isolation(isolation)
                    + "; set READ COMMITTED (Connection.TRANSACTION_READ_COMMITTED) before its transaction begins");
        }
        boolean snapshot = isolation > Connection.TRANSACTION_READ_COMMITTED;
        return new AmbientLedger(connection, snapshot, dialect, transactions, retries);
    }

    /**
     * Reports over the tables: what a line holds and why, which reservations are open, how far limits are used.
     *
     * @return the reports, which work as long as this ledger is open
     */
    public StockReports reports() {
        return new StockReports(tables, dialect, journal, this::inSession);
    }

    private <T> T inSession(Database.Work<T> work) {
        return retries.run(() -> database.inSession(work));
    }

    /** The journal, as the change feed reads it. */
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
     * Calls a listener for every change on any node, each exactly once and in the order of versions, also after a lost
     * connection. Each listener has a thread that reads the journal: a slow one is late, but misses no level. On
     * PostgreSQL, one connection of the pool waits for notifications while there are listeners.
     *
     * @param listener {@inheritDoc}
     * @return {@inheritDoc}
     * @throws LedgerException if the database does not answer
     */
    @Override
    public Subscription watch(StockListener listener) {
        Objects.requireNonNull(listener, "listener");
        return feed.follow(entry -> listener.onLevel(entry.change().after()));
    }

    /**
     * Calls a listener for every entry of the journal, as {@link #watch} does for levels.
     *
     * @param listener {@inheritDoc}
     * @return {@inheritDoc}
     * @throws LedgerException if the database does not answer
     */
    @Override
    public Subscription follow(EntryListener listener) {
        return feed.follow(Objects.requireNonNull(listener, "listener"));
    }

    /** Closes subscriptions and what the ledger itself opened; the data source stays open. */
    @Override
    public void close() {
        feed.close();
        if (notifier != null) {
            notifier.close();
        }
        database.close();
    }
}
