package io.inventory4j.jdbc;

import io.inventory4j.LedgerException;
import io.inventory4j.LedgerException.Effect;
import io.inventory4j.jdbc.sql.Connections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to a file of SQLite. It has a write-ahead log, so readers and the writer do not wait for each other. A
 * commit is on disk when it returns: it survives the end of the process and a power cut.
 */
final class FileConnections implements Connections {
    private static final Logger LOG = LoggerFactory.getLogger(FileConnections.class);
    private static final String DRIVER = "org.sqlite.JDBC";
    private static final int MOST_IDLE = 8;

    private final String url;
    private final Properties settings = new Properties();
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    FileConnections(Path file, Duration timeout) {
        Path absolute = file.toAbsolutePath();
        if (absolute.toString().contains("?")) {
            throw new IllegalArgumentException("file is '" + file + "'; it must not have a question mark in it");
        }
        try {
            Class.forName(DRIVER);
        } catch (ClassNotFoundException e) {
            throw new LedgerException(
                    Effect.NONE, "the driver is missing: add org.xerial:sqlite-jdbc to the class path", e);
        }
        try {
            Path folder = absolute.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new LedgerException(Effect.NONE, "the folder of " + file + " cannot be made", e);
        }
        url = "jdbc:sqlite:" + absolute;
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", "FULL");
        settings.setProperty("busy_timeout", String.valueOf(timeout.toMillis()));
    }

    @Override
    public Connection take() throws SQLException {
        Connection connection = idle.poll();
        return connection == null ? DriverManager.getConnection(url, settings) : connection;
    }

    @Override
    public void give(Connection connection, boolean broken) throws SQLException {
        if (broken || closed || idle.size() >= MOST_IDLE) {
            connection.close();
            return;
        }
        idle.push(connection);
        if (closed) {
            close();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("A connection could not be closed", e);
            }
        }
    }
}
