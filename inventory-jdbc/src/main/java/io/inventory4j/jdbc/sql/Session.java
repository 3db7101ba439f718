package io.inventory4j.jdbc.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection for the time of one call. It begins, commits and rolls back by statements, because these can be sent
 * together with others. What it changes of the connection's settings it restores before it gives the connection back.
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
    private final List<Restore> restores = new ArrayList<>();
    private boolean inTransaction;

    private interface Restore {
        void run() throws SQLException;
    }

    private Session(Connection connection, Connections home, Dialect dialect, long timeoutMillis) {
        this.connection = connection;
        this.home = home;
        this.dialect = dialect;
        this.timeoutMillis = timeoutMillis;
    }

    public static Session open(Connections home, Dialect dialect, long timeoutMillis) throws SQLException {
        Session session = new Session(home.take(), home, dialect, timeoutMillis);
        try {
            session.prepare();
            return session;
        } catch (SQLException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** A session in a transaction that the caller has begun and will end. */
    public static Session within(Connection connection, Dialect dialect) {
        return new Session(connection, Connections.borrowed(connection), dialect, 0);
    }

    private void prepare() throws SQLException {
        if (!connection.getAutoCommit()) {
            // A transaction that an earlier user of the connection left open is not ours to commit.
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
        if (statements.size() > 1 && dialect.pipelines()) {
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
        if (statements.isEmpty()) {
            return 0;
        }
        String text = statements.size() == 1
                ? statements.get(0).text()
                : statements.stream().map(Sql::text).collect(Collectors.joining("; "));
        try (PreparedStatement prepared = connection.prepareStatement(text)) {
            limitLocking(prepared);
            int place = 1;
            for (Sql statement : statements) {
                place = bind(prepared, place, statement.arguments());
            }
            boolean rows = prepared.execute();
            int changed = 0;
            for (int i = 0; i < statements.size(); i++) {
                Sql.RowReader reader = statements.get(i).reader();
                if (rows && reader != null) {
                    read(prepared, reader);
                } else if (!rows) {
                    changed = prepared.getUpdateCount();
                }
                rows = i + 1 < statements.size() && prepared.getMoreResults();
            }
            return changed;
        }
    }

    private static void read(PreparedStatement prepared, Sql.RowReader reader) throws SQLException {
        try (ResultSet result = prepared.getResultSet()) {
            while (result.next()) {
                reader.read(result);
            }
        }
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
            String text = Dialect.values("INSERT INTO", table, rows.subList(0, 1));
            try (PreparedStatement prepared = connection.prepareStatement(text)) {
                limitLocking(prepared);
                for (Object[] row : rows) {
                    bind(prepared, 1, dialect.bound(table.columns(), List.<Object[]>of(row)));
                    prepared.addBatch();
                }
                prepared.executeBatch();
            }
        }
    }

    /** Begins a transaction with these statements. */
    public void begin(List<Sql> statements) throws SQLException {
        List<Sql> all = new ArrayList<>(dialect.begin(timeoutMillis));
        inTransaction = true;
        all.addAll(statements);
        run(all);
    }

    /** Runs the last statements of a transaction and commits. */
    public void commit(List<Sql> last) throws SQLException {
        List<Sql> all = new ArrayList<>(last);
        all.add(Sql.of("COMMIT"));
        run(all);
        inTransaction = false;
    }

    public void rollback() throws SQLException {
        update(Sql.of("ROLLBACK"));
        inTransaction = false;
    }

    /** Gives the connection back; rolls back what was not committed. */
    @Override
    public void close() {
        boolean broken = false;
        try {
            if (inTransaction) {
                rollback();
            }
            for (Restore restore : restores) {
                restore.run();
            }
        } catch (SQLException e) {
            LOG.debug("A connection's settings could not be restored; it is thrown away", e);
            broken = true;
        }
        try {
            home.give(connection, broken);
        } catch (SQLException e) {
            LOG.debug("A connection could not be closed", e);
        }
    }
}
