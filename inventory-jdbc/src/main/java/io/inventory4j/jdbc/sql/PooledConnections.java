package io.inventory4j.jdbc.sql;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The connections of a caller's data source, which stays the caller's. */
final class PooledConnections implements Connections {
    private final DataSource source;
    private volatile boolean autoCommits;

    PooledConnections(DataSource source) {
        this.source = source;
    }

    @Override
    public Connection take() throws SQLException {
        Connection connection = source.getConnection();
        if (!autoCommits) {
            try {
                autoCommits = connection.getAutoCommit();
            } catch (SQLException | RuntimeException | Error e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    @Override
    public boolean autoCommits() {
        return autoCommits;
    }

    @Override
    public void give(Connection connection, boolean broken) throws SQLException {
        try {
            if (broken) {
                connection.abort(Runnable::run);
            }
        } finally {
            connection.close();
        }
    }

    @Override
    public void close() {}
}
