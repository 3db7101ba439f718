package io.inventory4j.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Where connections come from and go back to. Thread-safe. */
public interface Connections extends AutoCloseable {
    /** A connection for the caller alone. */
    Connection take() throws SQLException;

    /** Takes a connection back; one that is broken, or not as it was, is not given to anybody again. */
    void give(Connection connection, boolean broken) throws SQLException;

    /** What is done with one connection. */
    interface Use<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Takes a connection, uses it, and gives it back. */
    default <T> T with(Use<T> use) throws SQLException {
        Connection connection = take();
        try {
            return use.on(connection);
        } finally {
            // A pool finds out by itself whether the connection is of any use after a failure.
            give(connection, false);
        }
    }

    /** Frees what was opened here. */
    @Override
    void close();

    /** The connections of a caller's data source, which stays the caller's. */
    static Connections of(DataSource source) {
        return new Connections() {
            @Override
            public Connection take() throws SQLException {
                return source.getConnection();
            }

            @Override
            public void give(Connection connection, boolean broken) throws SQLException {
                if (broken) {
                    connection.abort(Runnable::run);
                }
                connection.close();
            }

            @Override
            public void close() {}
        };
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
