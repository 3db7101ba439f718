package io.inventory4j.jdbc.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection for the time of one call. It begins, commits and rolls back by statements, because these can be sent
 * together with others. What it changes of the connection's settings it restores before it gives the connection back.
 * Whatever the driver throws, its methods throw an {@link SQLException} (rule 10.1).
 */
public final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /**
     * How much longer than for a lock to wait for an answer, so that it is the database that ends a wait for a lock.
     */
    private static final int GRACE_MILLIS = 500;

    private final Connection connection;
    private final Connections home;
    private final Dialect dialect;
    private final long timeoutMillis;
    private final List<Guarded.Step> restores = new ArrayList<>();
    private boolean inTransaction;

    /** Whether the driver has failed in a way after which nothing is known of the connection. */
    private boolean broken;

    private Session(Connection connection, Connections home, Dialect dialect, long timeoutMillis) {
        this.connection = connection;
        this.home = home;
        this.dialect = dialect;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * A session on a free connection.
     *
     * @throws io.inventory4j.LedgerException with effect NONE if the connection is in somebody's transaction
     */
    public static Session open(Connections home, Dialect dialect, long timeoutMillis) throws SQLException {
        Session session = new Session(Guarded.call(home::take), home, dialect, timeoutMillis);
        try {
            session.guarded(() -> {
                session.prepare();
                return session;
            });
            return session;
        } catch (SQLException | RuntimeException | Error e) {
            session.close();
            throw e;
        }
    }

    /** A session in a transaction that the caller has begun and will end. */
    public static Session within(Connection connection, Dialect dialect) {
        return new Session(connection, Connections.borrowed(connection), dialect, 0);
    }

    private <T> T guarded(Guarded.Call<T> call) throws SQLException {
        try {
            return Guarded.call(call);
        } catch (DriverFailure e) {
            broken = true;
            throw e;
        }
    }

    private void prepare() throws SQLException {
        OthersTransactions.refuse(connection, home, dialect);
        if (!connection.getAutoCommit()) {
            // It has done nothing, but it may have begun: looking at the connection does that.
            connection.rollback();
            connection.setAutoCommit(true);
            restores.add(() -> connection.setAutoCommit(false));
        }
        Integer isolation = dialect.isolate(connection);
        if (isolation != null) {
            restores.add(() -> connection.setTransactionIsolation(isolation));
        }
        limitWaiting();
    }

    // The pool's own limit applies if it is lower.
    private void limitWaiting() throws SQLException {
        long lockMillis = Math.max(timeoutMillis, dialect.lockTimeoutSeconds(timeoutMillis) * 1_000L);
        int limit = (int) lockMillis + GRACE_MILLIS;
        try {
            int before = connection.getNetworkTimeout();
            if (before == 0 || before > limit) {
                connection.setNetworkTimeout(Runnable::run, limit);
                restores.add(() -> connection.setNetworkTimeout(Runnable::run, before));
            }
        } catch (SQLFeatureNotSupportedException e) {
            LOG.debug("This driver has no limit for waiting on its network", e);
        }
    }

    /** Runs statements in order, together where the database takes them so. */
    public void run(List<Sql> statements) throws SQLException {
        if (statements.size() > 1 && dialect.joins()) {
            runTogether(statements);
        } else {
            for (Sql statement : statements) {
                runTogether(List.of(statement));
            }
        }
    }

    /** Runs statements that only read, outside of any transaction of this session. */
    public void read(List<Sql> statements) throws SQLException {
        inTransaction = dialect.pipelines();
        run(dialect.reading(statements, timeoutMillis));
        inTransaction = false;
    }

    /** Runs a statement and says how many rows it changed. */
    public int update(Sql statement) throws SQLException {
        return runTogether(List.of(statement));
    }

    private int runTogether(List<Sql> statements) throws SQLException {
        return statements.isEmpty() ? 0 : guarded(() -> execute(statements));
    }

    private int execute(List<Sql> statements) throws SQLException {
        String text = statements.size() == 1 ? statements.get(0).text() : dialect.together(statements);
        try (PreparedStatement prepared = prepare(text)) {
            int place = 1;
            for (Sql statement : statements) {
                place = bind(prepared, place, statement.arguments());
            }
            boolean rows = prepared.execute();
            if (statements.size() == 1) {
                return answer(prepared, rows, statements.get(0));
            }
            for (Sql statement : dialect.answered(statements)) {
                answer(prepared, rows, statement);
                rows = prepared.getMoreResults();
            }
            return 0;
        }
    }

    /** Reads the result of a statement: its rows, or how many it changed. */
    private static int answer(PreparedStatement prepared, boolean rows, Sql statement) throws SQLException {
        Sql.RowReader reader = statement.reader();
        if (rows && reader != null) {
            read(prepared, reader);
        }
        return rows ? 0 : prepared.getUpdateCount();
    }

    private static void read(PreparedStatement prepared, Sql.RowReader reader) throws SQLException {
        try (ResultSet result = prepared.getResultSet()) {
            while (result.next()) {
                reader.read(result);
            }
        }
    }

    private PreparedStatement prepare(String text) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(text);
        dialect.prepared(prepared);
        limitLocking(prepared);
        return prepared;
    }

    private void limitLocking(PreparedStatement prepared) throws SQLException {
        int waitSeconds = dialect.lockTimeoutSeconds(timeoutMillis);
        if (waitSeconds > 0 && inTransaction) {
            prepared.setQueryTimeout(waitSeconds);
        }
    }

    /** Sets the arguments from a place on; returns the place after them. */
    private int bind(PreparedStatement prepared, int from, List<@Nullable Object> arguments) throws SQLException {
        int place = from;
        for (Object argument : arguments) {
            if (argument instanceof Long number) {
                prepared.setLong(place, number);
            } else if (argument instanceof Sql.Array array) {
                prepared.setArray(place, connection.createArrayOf(array.type, array.elements));
            } else if (argument instanceof byte[] bytes) {
                prepared.setBytes(place, bytes);
            } else {
                prepared.setObject(place, argument);
            }
            place++;
        }
        return place;
    }

    /**
     * Adds new rows, hundreds and more: as arrays where the database takes these, else as a batch of its driver, which
     * costs less than one statement with all the values.
     */
    public void insert(SqlTable table, List<@Nullable Object[]> rows) throws SQLException {
        if (dialect.pipelines()) {
            run(dialect.insert(table, rows).toList());
        } else if (!rows.isEmpty()) {
            guarded(() -> insertEach(table, rows));
        }
    }

    private int insertEach(SqlTable table, List<@Nullable Object[]> rows) throws SQLException {
        try (PreparedStatement prepared = prepare(Dialect.values("INSERT INTO", table, rows.subList(0, 1)))) {
            for (Object[] row : rows) {
                bind(prepared, 1, dialect.bound(table.columns(), List.<Object[]>of(row)));
                prepared.addBatch();
            }
            return prepared.executeBatch().length;
        }
    }

    /** Begins a transaction with these statements. */
    public void begin(List<Sql> statements) throws SQLException {
        List<Sql> first = dialect.begin(timeoutMillis);
        if (dialect.joins()) {
            List<Sql> all = new ArrayList<>(first);
            all.addAll(statements);
            inTransaction = true;
            try {
                run(all);
            } catch (SQLException e) {
                inTransaction = SqlFailure.kind(e, dialect) != Dialect.Failure.IN_TRANSACTION;
                throw e;
            }
        } else {
            try {
                run(first);
            } catch (DriverFailure e) {
                inTransaction = true;
                throw e;
            }
            // Another failure leaves no transaction of ours to roll back, but perhaps one of somebody else.
            inTransaction = true;
            run(statements);
        }
    }

    /** Runs the last statements of a transaction and commits. */
    public void commit(List<Sql> last) throws SQLException {
        List<Sql> all = new ArrayList<>(last);
        if (!dialect.pipelines()) {
            run(all);
            all.clear();
        }
        all.add(Sql.of("COMMIT"));
        run(all);
        inTransaction = false;
    }

    public void rollback() throws SQLException {
        update(Sql.of("ROLLBACK"));
        inTransaction = false;
    }

    /** Sets a savepoint in the transaction of the caller. */
    public Savepoint savepoint() throws SQLException {
        return guarded(connection::setSavepoint);
    }

    /** Forgets a savepoint. */
    public void release(Savepoint savepoint) throws SQLException {
        Guarded.run(() -> connection.releaseSavepoint(savepoint));
    }

    /** Undoes what was done since a savepoint. */
    public void undo(Savepoint savepoint) throws SQLException {
        Guarded.run(() -> connection.rollback(savepoint));
    }

    /** Gives the connection back; rolls back what was not committed. Whatever fails here, the call is over. */
    @Override
    public void close() {
        try {
            if (inTransaction) {
                rollback();
            }
            for (Guarded.Step restore : restores) {
                Guarded.run(restore);
            }
        } catch (SQLException e) {
            LOG.debug("A connection's settings could not be restored; it is thrown away", e);
            broken = true;
        }
        try {
            Guarded.run(() -> home.give(connection, broken));
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }
}
