package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.Connections;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings when PostgreSQL notifies of a change. It keeps one connection of the pool. When that is lost it takes another
 * one and rings, because it may have missed notifications in between.
 */
final class PostgresNotifications implements ChangeFeed.Notifications, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifications.class);
    private static final int WAIT_MILLIS = 10_000;

    private final Connections connections;
    private final String channel;
    private final Bell bell;
    private final long retryMillis;
    private final Bell end = new Bell();
    private volatile boolean ended;
    private volatile @Nullable Connection current;

    PostgresNotifications(Connections connections, String channel, Bell bell, long retryMillis) {
        this.connections = connections;
        this.channel = channel;
        this.bell = bell;
        this.retryMillis = retryMillis;
    }

    PostgresNotifications start() {
        Thread thread = new Thread(this, "inventory4j-listen");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    @Override
    public void run() {
        try {
            while (!ended) {
                listen();
                if (!ended) {
                    end.await(0, retryMillis);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listen() {
        try {
            Connection connection = connections.take();
            try {
                current = connection;
                listenOn(connection);
            } finally {
                current = null;
                // It still listens, so it must not go back to the pool.
                connections.give(connection, true);
            }
        } catch (SQLException e) {
            LOG.debug("The connection that listens for changes is lost; another is made", e);
        }
    }

    private void listenOn(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        Waiter notified = waiter(connection);
        if (notified == null) {
            LOG.warn(
                    "This driver does not show notifications; listeners learn of other nodes' changes at their next poll");
            ended = true;
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
        }
        bell.ring();
        while (!ended) {
            if (notified.await() > 0) {
                bell.ring();
            } else if (!connection.isValid(WAIT_MILLIS / 1000)) {
                // Dead without an exception.
                return;
            }
        }
    }

    private interface Waiter {
        /** Waits a while for notifications and says how many there were. */
        int await() throws SQLException;
    }

    /**
     * The driver's own way to wait for notifications, which JDBC lacks. It is called by reflection, so that neither a
     * build nor another database needs this driver.
     */
    private static @Nullable Waiter waiter(Connection connection) throws SQLException {
        try {
            Class<?> type = Class.forName("org.postgresql.PGConnection");
            if (!connection.isWrapperFor(type)) {
                return null;
            }
            Object notified = connection.unwrap(type);
            Method wait = type.getMethod("getNotifications", int.class);
            return () -> count(wait, notified);
        } catch (ClassNotFoundException | NoSuchMethodException e) {
            LOG.debug("The driver is not the one of the PostgreSQL project", e);
            return null;
        }
    }

    private static int count(Method wait, Object notified) throws SQLException {
        try {
            Object found = wait.invoke(notified, WAIT_MILLIS);
            return found == null ? 0 : Array.getLength(found);
        } catch (InvocationTargetException e) {
            throw new SQLException("waiting for notifications has failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new SQLException("the driver does not allow to wait for notifications", e);
        }
    }

    @Override
    public void close() {
        ended = true;
        end.ring();
        Connection connection = current;
        if (connection != null) {
            try {
                // Its thread waits on the socket, and nothing else wakes it.
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The connection that listens for changes could not be closed", e);
            }
        }
    }
}
