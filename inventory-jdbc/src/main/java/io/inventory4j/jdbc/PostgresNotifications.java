package io.inventory4j.jdbc;

import io.inventory4j.jdbc.sql.Connections;
import io.inventory4j.jdbc.sql.Guarded;
import io.inventory4j.jdbc.sql.PostgresDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings when PostgreSQL notifies of a change. It keeps one connection of the pool. When that is lost it takes another
 * one and rings, because it may have missed notifications in between. When it ends it gives the connection back as it
 * was.
 */
final class PostgresNotifications implements ChangeFeed.Notifications, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifications.class);

    /** How long one wait lasts. Nothing but its end wakes the thread, so closing takes as long. */
    private static final int WAIT_MILLIS = 200;

    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int CHECK_SECONDS = 10;
    private static final long END_MILLIS = 2_000;

    private final Connections connections;
    private final String channel;
    private final Bell bell;
    private final long retryMillis;
    private final Bell end = new Bell();
    private final Thread thread = new Thread(this, "inventory4j-listen");
    private volatile boolean ended;

    PostgresNotifications(Connections connections, String channel, Bell bell, long retryMillis) {
        this.connections = connections;
        this.channel = channel;
        this.bell = bell;
        this.retryMillis = retryMillis;
        thread.setDaemon(true);
    }

    PostgresNotifications start() {
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
            Connection connection = Guarded.call(connections::take);
            boolean asItWas = false;
            try {
                asItWas = Guarded.call(() -> listenOn(connection));
            } finally {
                // One that still listens must not go back to the pool.
                boolean broken = !asItWas;
                Guarded.run(() -> connections.give(connection, broken));
            }
        } catch (SQLException e) {
            LOG.debug("The connection that listens for changes is lost; another is made", e);
        }
    }

    /** Listens until the end, or until the connection is lost; returns whether the connection is as it was. */
    private boolean listenOn(Connection connection) throws SQLException {
        if (!PostgresDriver.notifies(connection)) {
            LOG.warn(
                    "This driver does not show notifications; listeners learn of other nodes' changes at their next poll");
            ended = true;
            return true;
        }
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        execute("LISTEN " + channel, connection);
        bell.ring();
        if (!ringUntilTheEnd(connection)) {
            return false;
        }
        execute("UNLISTEN " + channel, connection);
        connection.setAutoCommit(autoCommit);
        return true;
    }

    /** Rings for notifications until the end; false if the connection is dead, which need not throw. */
    private boolean ringUntilTheEnd(Connection connection) throws SQLException {
        long heard = System.nanoTime();
        while (!ended) {
            if (PostgresDriver.notifications(connection, WAIT_MILLIS) > 0) {
                bell.ring();
                heard = System.nanoTime();
            } else if (System.nanoTime() - heard > CHECK_NANOS) {
                if (!connection.isValid(CHECK_SECONDS)) {
                    return false;
                }
                heard = System.nanoTime();
            }
        }
        return true;
    }

    private static void execute(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits a while for the connection to be given back. */
    @Override
    public void close() {
        ended = true;
        end.ring();
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
