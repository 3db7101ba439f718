package io.inventory4j.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;

/** Where connections come from and go back to. Thread-safe. */
public interface Connections extends AutoCloseable {
    /** A connection for the caller alone. */
    Connection take() throws SQLException;

    /** Takes a connection back; one that is broken, or not as it was, is not given to anybody again. */
    void give(Connection connection, boolean broken) throws SQLException;

    /**
     * Whether a connection that nobody uses has auto-commit on, as far as this source has shown. Then one that has it
     * off is in somebody's transaction.
     */
    default boolean autoCommits() {
        return false;
    }

    /** What is done with one connection. */
    interface Use<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Takes a connection, uses it, and gives it back. */
    default <T> T with(Use<T> use) throws SQLException {
        Connection connection = Guarded.call(this::take);
        boolean broken = false;
        try {
            return Guarded.call(() -> use.on(connection));
        } catch (DriverFailure e) {
            broken = true;
            throw e;
        } finally {
            // After another failure, a pool finds out by itself whether the connection is of any use.
            boolean end = broken;
            try {
                Guarded.run(() -> give(connection, end));
            } catch (SQLException e) {
                // What was done is done.
                LoggerFactory.getLogger(Connections.class).debug("A connection could not be given back", e);
            }
        }
    }

    /** Frees what was opened here. */
    @Override
    void close();

    /** The connections of a caller's data source, which stays the caller's. */
    static Connections of(DataSource source) {
        return new PooledConnections(source);
    }

    /** A connection of the caller, who also uses it and closes it. */
    static Connections borrowed(Connection connection) {
        return new Connections() {
            @Override
            public Connection take() {
                return connection;
            }

            @Override
            public void give(Connection back, boolean broken) {}

            @Override
            public void close() {}
        };
    }
}
